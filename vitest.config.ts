import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // Tests run on the sources; the built packages are tested by name in node.
    alias: [
      {
        find: /^shared-redis$/,
        replacement: source('runtime/src/index.ts'),
      },
      {
        find: /^shared-redis\/(.+)$/,
        replacement: source('runtime/src/$1.ts'),
      },
      {
        find: /^eslint-plugin-shared-redis\/analysis$/,
        replacement: source('rules/src/analysis/index.ts'),
      },
      {
        find: /^eslint-plugin-shared-redis\/edits$/,
        replacement: source('rules/src/edits/index.ts'),
      },
      {
        find: /^eslint-plugin-shared-redis\/verdicts$/,
        replacement: source('rules/src/verdicts/index.ts'),
      },
      {
        find: /^eslint-plugin-shared-redis$/,
        replacement: source('rules/src/index.ts'),
      },
      {
        find: /^shared-redis-codemod$/,
        replacement: source('codemods/src/index.ts'),
      },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Most of what takes long waits for servers, processes and browsers.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globalSetup: ['test/support/global-setup.ts'],
  },
});
