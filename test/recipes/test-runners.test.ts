import { copyFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Observer } from '../runtime/observer.ts';
import type { Ending } from '../support/program.ts';
import { RecipeProject } from '../support/recipe.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';

let redis: RedisServer;
let observer: Observer;

beforeAll(async () => {
  redis = await startRedisServer();
  observer = new Observer(redis.port);
});

afterAll(async () => {
  await observer.redis.quit();
  await redis.stop();
});

describe.each([
  {
    name: 'vitest',
    tests: 'hits.spec.ts',
    setup: 'redis.setup.ts',
    command: ['vitest/vitest.mjs', 'run'],
  },
  {
    name: 'jest',
    tests: 'hits.spec.js',
    setup: 'redis.setup.js',
    command: ['jest/bin/jest.js', '--watchman=false', '--transform={}'],
  },
])('$name', ({ name, tests, setup, command: [bin = '', ...args] }) => {
  let project: RecipeProject;

  beforeAll(() => {
    project = new RecipeProject(name);
    // They run at the same time.
    copyFileSync(project.path(tests), project.path(`other.${tests}`));
    return () => project[Symbol.dispose]();
  });

  const run = (env: NodeJS.ProcessEnv): Promise<Ending> =>
    project.run(`node_modules/${bin}`, { ...env, NO_COLOR: '1' }, args).ends();

  it('isolates tests and files of tests, and ends by itself', async () => {
    const { by, stdout, stderr, lingered } = await run({
      TEST_REDIS_URL: redis.url,
    });
    const printed = stdout + stderr;
    expect({ by, printed }).toMatchObject({ by: 0 });
    expect(printed).toMatch(/Tests:? .*\b4 passed/);
    expect(lingered).toBeLessThan(2_000);
    expect(await observer.settlesAt(0)).toBe(0);
  });

  it('could not do so without the set-up', async () => {
    writeFileSync(project.path(setup), '');
    const { by } = await run({ REDIS_URL: redis.url });
    expect(by).toBe(1);
  });
});
