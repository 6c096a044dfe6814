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

let server: RedisServer;

beforeAll(async () => {
  server = await startRedisServer();
});

afterAll(() => server.stop());

const env = () => ({ URL_UNDER_TEST: server.url });

/** The titles of the tests that failed, each with its messages in one. */
function failuresOf({ tests }: Report): Record<string, string> {
  const failed = Object.entries(tests).filter(([, errors]) => errors.length);
  return Object.fromEntries(
    failed.map(([title, errors]) => [title, errors.join('\n')]),
  );
}

describe.each([vitest, jest, nodeTest])(
  'the entry for $name',
  { timeout: 90_000 },
  (runner) => {
    let report: Report;
    let failures: Record<string, string>;

    beforeAll(async () => {
      const fixtures = ['isolation', 'left-open', 'hooks', 'file-left-open'];
      report = await runTests(runner, fixtures, env());
      failures = failuresOf(report);
    }, 90_000);

    it('resets clients, subscriptions and settings after each test', () => {
      expect(report.tests).toMatchObject({
        'opens, subscribes and configures': [],
        'finds nothing open': [],
        'gets a new client, the former one being closed': [],
        'finds the settings of the start': [],
      });
    });

    it('fails a test that leaves a client open, with its place', () => {
      const failure = failures['leaves one open'];
      expect(failure).toContain('This test left 1 dedicated Redis client open');
      expect(failure).toContain(
        `127.0.0.1:${server.port}, opened at openWorker`,
      );
      expect(failure).toMatch(/left-open\.test\.[cm]js:6:16\)\n/);
      expect(failure).toContain('await using');
    });

    it('lets the stack of the error begin where the client was opened', () => {
      expect(failures['leaves one open']).toMatch(
        /\n +at openWorker \(.*:6:16\)\n +at .*:10:10/,
      );
    });

    it('names every client, also of tests in suites', () => {
      expect(failures['leaves two open']).toMatch(
        /left 2 dedicated Redis clients open:\n.* opened .*\n.* opened /,
      );
    });

    it("lets a test's own error stand", () => {
      expect(failures['fails by itself and leaves one open']).toContain(
        'of its own',
      );
    });

    it('closes what was left open', () => {
      expect(report.tests['starts clean after that']).toEqual([]);
    });

    it('lets tests close what they open, waiting for it or not', () => {
      expect(report.tests).toMatchObject({
        'closes what it opens': [],
        'closes without waiting for it': [],
      });
    });

    it('lets hooks open and close, and leaves their clients alone', () => {
      expect(report.tests).toMatchObject({
        'uses what hooks have opened': [],
        'uses it again': [],
        'uses what hooks of a suite have opened': [],
        'uses that again': [],
      });
    });

    it('does not blame tests for what hooks of the file leave open', () => {
      expect(report.tests).toMatchObject({
        'is not to blame for what beforeAll opens': [],
        'is not to blame for it either': [],
      });
    });

    it('fails the file for that', () => {
      expect(report.rest).toMatch(
        /This file of tests left 1 dedicated Redis client open:\n.* opened .*file-left-open\.test\.[cm]js:6:18/,
      );
      expect(report.rest.split('This file of tests')).toHaveLength(2);
    });
  },
);

describe.each([vitestWithMock, jestWithMock])(
  '$name',
  { timeout: 90_000 },
  (runner) => {
    let report: Report;

    beforeAll(async () => {
      report = await runTests(runner, ['mock'], env());
    }, 90_000);

    it('works like a driver, as far as it goes', () => {
      const { 'leaves a mock open': _, ...others } = failuresOf(report);
      expect(others).toEqual({});
      expect(Object.keys(report.tests)).toContain('subscribes');
    });

    it('has its clients tracked', () => {
      expect(failuresOf(report)['leaves a mock open']).toContain(
        'This test left 1 dedicated Redis client open',
      );
    });
  },
);

it('says where the entry for jest belongs, when it is elsewhere', async () => {
  await expect(import('../../../runtime/src/jest.ts')).rejects.toThrow(
    'setupFilesAfterEnv',
  );
});
