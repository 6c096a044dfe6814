import { defineConfig } from 'vitepress';

import workspace from '../../package.json' with { type: 'json' };
import { bundling } from './bundling.ts';
import { beginWithHero } from './home.ts';
import { anchorOf, linkToPages } from './links.ts';
import { EXCLUDED, nav, pageOf, sidebar } from './pages.ts';

// The two lines of the picture in the README.
const ICON =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke-width='3' stroke-linecap='round'><path d='M3 12 12 3' stroke='%23cf222e'/><path d='M3 13h10' stroke='%231a7f37'/></svg>";

export default defineConfig({
  lang: 'en',
  title: 'shared-redis',
  description: workspace.description,
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${ICON}` }]],
  base: process.env['DOCS_BASE'] ?? '/',
  // The files are where a reader of the repository looks for them.
  srcDir: '..',
  srcExclude: EXCLUDED,
  rewrites: pageOf,
  markdown: {
    // GitHub has no attributes in braces.
    attrs: { disable: true },
    anchor: { slugify: anchorOf },
    theme: {
      light: 'github-light-high-contrast',
      dark: 'github-dark-high-contrast',
    },
    config(md) {
      linkToPages(md);
      beginWithHero(md);
    },
  },
  vite: bundling,
  themeConfig: {
    nav,
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    // The link is called what can be read on it.
    notFound: { linkLabel: 'Take me home' },
  },
});
