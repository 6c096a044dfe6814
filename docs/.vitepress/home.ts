import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

import { fileOf } from './links.ts';

/** The heading and the first words of README.md, in large letters. */
export function beginWithHero(md: MarkdownRenderer): void {
  md.core.ruler.push('begin-with-hero', ({ tokens, env }) => {
    const page = env as MarkdownEnv;
    if (fileOf(page) !== 'README.md') return;
    // Each has an opening token, its text and a closing one.
    const [, heading, , , tagline] = tokens.splice(0, 6);
    page.frontmatter = {
      layout: 'home',
      hero: {
        name: textOf(heading!),
        tagline: textOf(tagline!),
        actions: [
          { text: 'Five minutes', link: '/five-minutes' },
          { text: 'Playground', link: '/playground', theme: 'alt' },
          { text: 'Why', link: '/why', theme: 'alt' },
        ],
      },
    };
  });
}

const textOf = ({ children }: Token) =>
  (children ?? [])
    .filter(({ type }) => type === 'text')
    .map(({ content }) => content)
    .join('');

type Token = ReturnType<MarkdownRenderer['parse']>[number];
