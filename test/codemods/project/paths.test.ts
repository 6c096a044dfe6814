import { expect, it } from 'vitest';

import { BASE, planned, REDIS, verdicts } from './support.ts';

const USED = `import { redis } from '../src/redis';\n`;
/** Where the project ends, for plans of a part of it. */
const GIT = { '.git/HEAD': 'ref: refs/heads/main\n' };

it('sees uses outside of the paths that are planned', () => {
  const files = { ...BASE, ...GIT, 'lib/b.ts': `${USED}redis.subscribe('a');` };
  expect(verdicts(files, ['src'])).toEqual([
    'redis.ts:2 dedicate: it subscribes (SUBSCRIBE), so it needs a connection of its own',
  ]);
});

it('does not share what a file outside of them closes', () => {
  const close = `${USED}process.on('SIGTERM', async () => {\n  await redis.quit();\n});\n`;
  const files = { ...BASE, ...GIT, 'lib/b.ts': close };

  expect(verdicts(files, ['src'])).toEqual([
    'redis.ts:2 manual: its close in ../lib/b.ts:3 must stay: it is in a file that is not to be rewritten',
  ]);
  expect(planned(files, ['src']).changes).toEqual([]);
  expect(
    planned(files, ['src', 'lib']).changes.map(({ file }) => file),
  ).toEqual(['lib/b.ts', 'src/redis.ts']);
});

it('removes a close of another file', () => {
  const { plan, changes } = planned({
    'src/redis.ts': REDIS,
    'src/b.ts': `import { redis } from './redis';\nexport const get = () => redis.get('a');\nafterAll(async () => {\n  await redis.quit();\n});\n`,
  });
  expect(plan.closes).toEqual([
    {
      file: 'src/b.ts',
      line: 4,
      column: 15,
      action: 'remove',
      reason: 'clean-up: nobody closes a shared client',
    },
  ]);
  expect(changes.map(({ after }) => after)).toEqual([
    `import { redis } from './redis';\nexport const get = () => redis.get('a');\n`,
    `import { getRedisClient } from 'shared-redis';\nexport const redis = getRedisClient(process.env.REDIS_URL);\n`,
  ]);
});

it('ends where files go in circles', () => {
  expect(
    verdicts({
      ...BASE,
      'src/b.ts': `export * from './c';\nexport * from './redis';\nexport * as all from './b';\n`,
      'src/c.ts': `export * from './b';\nexport * as default from './c';\n`,
      'tsconfig.json': '{ "extends": "./tsconfig.json" }',
    }),
  ).toEqual(['src/redis.ts:2 share: only ordinary commands (GET)']);
});
