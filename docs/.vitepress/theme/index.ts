// Without its fonts: those of the reader's system are there already.
export { default } from 'vitepress/theme-without-fonts';
