import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type RedisServer,
  startRedisServer,
} from '../../support/redis-server.ts';
import { type Report, runTests } from './project.ts';
import {
  jest,
  jestWithMock,
  nodeTest,
  vitest,
  vitestWithMock,
} from './runners.ts';

/** Each runs once, all of them at the same time. */
const RUNS = [
  { runner: vitest, own: ['of-vitest'] },
  { runner: jest, own: [] },
  { runner: nodeTest, own: ['of-node-test'] },
];
const MOCKED = [vitestWithMock, jestWithMock];
const FOR_ALL = [
  'isolation',
  'left-open',
  'hooks',
  'file-left-open',
  'fake-timers',
];

let server: RedisServer;
const reports: Record<string, Report> = {};

beforeAll(async () => {
  server = await startRedisServer();
  const env = { URL_UNDER_TEST: server.url };
  const all = [
    ...RUNS.map(({ runner, own }) => ({ runner, names: [...FOR_ALL, ...own] })),
    ...MOCKED.map((runner) => ({ runner, names: ['mock'] })),
  ];
  await Promise.all(
    all.map(async ({ runner, names }) => {
      reports[runner.name] = await runTests(runner, names, env);
    }),
  );
}, 120_000);

afterAll(() => server.stop());

/** The messages of the errors of a test, in one; '' when it passed. */
function failureOf(runner: string, title: string): string {
  const errors = reports[runner]?.tests[title];
  if (errors === undefined) throw new Error(`No test '${title}'`);
  return errors.join('\n');
}

function expectPassed(runner: string, ...titles: string[]): void {
  for (const title of titles) expect(failureOf(runner, title)).toBe('');
}

const ONE_LEFT = 'This test left 1 dedicated Redis client open';

describe.each(RUNS)('the entry for $runner.name', ({ runner: { name } }) => {
  it('resets clients, subscriptions and settings after each test', () => {
    expectPassed(
      name,
      'opens, subscribes and configures',
      'finds nothing open',
      'gets a new client, the former one being closed',
      'finds the settings of the start',
    );
  });

  it('fails a test that leaves a client open, with its place', () => {
    const failure = failureOf(name, 'leaves one open');
    expect(failure).toContain(ONE_LEFT);
    expect(failure).toContain(`127.0.0.1:${server.port}, opened at openWorker`);
    expect(failure).toMatch(/left-open\.test\.[cm]js:6:16\)\n/);
    expect(failure).toContain('await using');
  });

  it('lets the stack of the error begin where the client was opened', () => {
    expect(failureOf(name, 'leaves one open')).toMatch(
      /\n +at openWorker \(.*:6:16\)\n +at .*:10:10/,
    );
  });

  it('names every client, also of tests in suites', () => {
    expect(failureOf(name, 'leaves two open')).toMatch(
      /left 2 dedicated Redis clients open:\n.* opened .*\n.* opened /,
    );
  });

  it("lets a test's own error stand", () => {
    expect(failureOf(name, 'fails by itself and leaves one open')).toContain(
      'of its own',
    );
  });

  it('closes what was left open', () => {
    expectPassed(name, 'starts clean after that');
  });

  it('lets tests close what they open, waiting for it or not', () => {
    expectPassed(name, 'closes what it opens', 'closes without waiting for it');
  });

  it('lets hooks open and close, and leaves their clients alone', () => {
    expectPassed(
      name,
      'uses what hooks have opened',
      'uses it again',
      'uses what hooks of a suite have opened',
      'uses that again',
    );
  });

  it('works while a test has fake timers', () => {
    expectPassed(
      name,
      'uses fake timers to its end',
      'finds nothing open, and the fake timers in place',
    );
    expect(failureOf(name, 'leaves one open under fake timers')).toContain(
      ONE_LEFT,
    );
  });

  it('fails the file, and no test, for what its hooks leave open', () => {
    expectPassed(
      name,
      'is not to blame for what beforeAll opens',
      'is not to blame for it either',
    );
    const rest = reports[name]?.rest ?? '';
    expect(rest).toMatch(
      /This file of tests left 1 dedicated Redis client open:\n.* opened .*file-left-open\.test\.[cm]js:6:18/,
    );
    expect(rest.split('This file of tests')).toHaveLength(2);
  });
});

describe('the entry for vitest', () => {
  it('waits for what belongs to a test, such as fixtures', () => {
    expectPassed(
      'vitest',
      'has a client as a fixture',
      'is skipped when it has opened one',
      'starts clean after a skipped one',
    );
  });

  it('counts tests at the same time as one', () => {
    expectPassed('vitest', 'ends early');
    expect(failureOf('vitest', 'still has its client')).toContain(ONE_LEFT);
  });
});

describe('the entry for node:test', () => {
  it('waits for what belongs to a test, such as its own hooks', () => {
    expectPassed(
      'node:test',
      'closes in a hook of its own',
      'starts clean after a skipped one',
    );
  });

  it('counts a test and its subtests as one', () => {
    expectPassed(
      'node:test',
      'opens and leaves open',
      'uses what its parent has',
    );
    expect(
      failureOf('node:test', 'shares its clients with its subtests'),
    ).toContain(ONE_LEFT);
  });
});

describe('the entry for jest', () => {
  it('says where it belongs, when it is elsewhere', async () => {
    await expect(import('../../../runtime/src/jest.ts')).rejects.toThrow(
      'setupFilesAfterEnv',
    );
  });
});

describe.each(MOCKED)('$name', ({ name }) => {
  it('works like a driver, as far as it goes', () => {
    const { 'leaves a mock open': leftOpen, ...others } =
      reports[name]?.tests ?? {};
    expect(leftOpen?.join()).toContain(ONE_LEFT);
    expect(Object.keys(others)).toContain('subscribes');
    expectPassed(name, ...Object.keys(others));
  });
});
