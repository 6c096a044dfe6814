// Without its fonts: those of the reader's system are there already.
import theme from 'vitepress/theme-without-fonts';

import './contrast.css';

export default theme;
