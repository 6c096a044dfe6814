import { fileURLToPath } from 'node:url';

import type { UserConfig } from 'vitepress';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PLAYGROUND = fileURLToPath(new URL('playground/', import.meta.url));

/**
 * How the playground's worker is bundled: the sources of the rules and the
 * codemod, and of Node's modules only what is called when one file is examined.
 */
export const bundling = {
  resolve: {
    alias: [
      {
        find: /^eslint-plugin-shared-redis$/,
        replacement: `${ROOT}rules/src/index.ts`,
      },
      {
        find: /^eslint-plugin-shared-redis\/(.+)$/,
        replacement: `${ROOT}rules/src/$1/index.ts`,
      },
      {
        find: /^\.\/typescript-estree\.js$/,
        replacement: '@typescript-eslint/typescript-estree',
      },
      {
        find: /^\.\/oxc-tree\.js$/,
        replacement: `${PLAYGROUND}no-oxc-tree.ts`,
      },
      {
        find: /^\.\.\/rules$/,
        replacement: `${PLAYGROUND}no-rules.ts`,
      },
      { find: /^node:util$/, replacement: `${PLAYGROUND}node-util.ts` },
      {
        find: /^(?:node:)?path$/,
        replacement: fileURLToPath(import.meta.resolve('path-browserify')),
      },
    ],
  },
  worker: {
    rollupOptions: {
      // Most is CommonJS, which has nothing to shake off, and takes long.
      treeshake: false,
    },
  },
} satisfies UserConfig['vite'];
