import type { Report, Runner } from './project.ts';

const NAMES = 'afterAll, afterEach, beforeAll, beforeEach, describe, it';
const REST = 'const url = process.env.URL_UNDER_TEST;';
const ESM = `import assert from 'node:assert/strict'; import * as redis from 'shared-redis'; ${REST}`;
const CJS = `const assert = require('node:assert/strict'); const redis = require('shared-redis'); ${REST}`;

const timersOf = (fake: string, real: string) =>
  `const useFakeTimers = () => ${fake}(), useRealTimers = () => ${real}();`;

/** Jest's report, and vitest's, which is made after it. */
interface JestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function parseJest(printed: string): Report {
  const { testResults } = JSON.parse(printed) as JestReport;
  const results = testResults.flatMap((file) => file.assertionResults);
  return {
    tests: Object.fromEntries(
      results.map(({ title, failureMessages }) => [
        title,
        [...failureMessages],
      ]),
    ),
    rest: testResults.map(({ message }) => message).join('\n'),
  };
}

interface NodeResult {
  readonly title: string;
  readonly type: string;
  readonly error?: string;
}

/** One JSON text per line, for each test, suite and file. */
const NODE_REPORTER = `
  const text = (error) => error && (error.cause?.stack ?? String(error.cause));
  export default async function* (events) {
    for await (const { type, data } of events) {
      if (type !== 'test:pass' && type !== 'test:fail') continue;
      const { name, details } = data;
      yield JSON.stringify({
        title: name, type: details.type, error: text(details.error),
      }) + '\\n';
    }
  }
`;

function parseNode(printed: string): Report {
  const results = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as NodeResult);
  const isFile = ({ title }: NodeResult) => !title.includes(' ');
  return {
    tests: Object.fromEntries(
      results
        .filter((result) => !isFile(result))
        .map(({ title, error }) => [title, error === undefined ? [] : [error]]),
    ),
    rest: results
      .filter(isFile)
      .map(({ error }) => error)
      .join('\n'),
  };
}

export const vitest: Runner = {
  name: 'vitest',
  packages: ['vitest'],
  extension: 'mjs',
  imports: `import { ${NAMES}, vi } from 'vitest'; ${ESM} ${timersOf('vi.useFakeTimers', 'vi.useRealTimers')}`,
  files: {
    'vitest.config.mjs': `export default {
      test: { setupFiles: ['shared-redis/vitest'] },
    };`,
  },
  args: ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json'],
  parse: parseJest,
};

export const jest: Runner = {
  name: 'jest',
  packages: ['jest'],
  extension: 'cjs',
  imports: `${CJS} ${timersOf('jest.useFakeTimers', 'jest.useRealTimers')}`,
  files: {
    'package.json': JSON.stringify({
      jest: {
        testMatch: ['**/*.test.cjs'],
        transform: {},
        setupFilesAfterEnv: ['shared-redis/jest'],
      },
    }),
  },
  args: ['node_modules/jest/bin/jest.js', '--json', '--watchman=false'],
  parse: parseJest,
};

export const nodeTest: Runner = {
  name: 'node:test',
  packages: [],
  extension: 'mjs',
  imports: `import { after as afterAll, afterEach, before as beforeAll, beforeEach, describe, it, mock } from 'node:test'; ${ESM} ${timersOf('mock.timers.enable', 'mock.timers.reset')}`,
  files: { 'reporter.mjs': NODE_REPORTER },
  args: [
    ...['--import', 'shared-redis/node-test', '--test'],
    ...['--test-reporter', './reporter.mjs'],
  ],
  parse: parseNode,
};

/** Vitest transforms, and so aliases, only what it is told to inline. */
export const vitestWithMock: Runner = {
  ...vitest,
  name: 'vitest with ioredis-mock',
  packages: ['vitest', 'ioredis-mock'],
  files: {
    'vitest.config.mjs': `export default {
      resolve: { alias: { ioredis: 'ioredis-mock' } },
      test: {
        setupFiles: ['shared-redis/vitest'],
        server: { deps: { inline: ['shared-redis'] } },
      },
    };`,
  },
};

export const jestWithMock: Runner = {
  ...jest,
  name: 'jest with ioredis-mock',
  packages: ['jest', 'ioredis-mock'],
  files: {
    'package.json': JSON.stringify({
      jest: {
        testMatch: ['**/*.test.cjs'],
        transform: {},
        setupFilesAfterEnv: ['shared-redis/jest'],
        moduleNameMapper: { '^ioredis$': 'ioredis-mock' },
      },
    }),
  },
};
