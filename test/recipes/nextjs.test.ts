import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Observer } from '../runtime/observer.ts';
import { RecipeProject } from '../support/recipe.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';

const ROUTE = 'app/hits/[page]/route.ts';

let redis: RedisServer;
let observer: Observer;
let project: RecipeProject;

beforeAll(async () => {
  redis = await startRedisServer();
  observer = new Observer(redis.port);
});

beforeEach(() => {
  project = new RecipeProject('nextjs');
  return () => project[Symbol.dispose]();
});

afterAll(async () => {
  await observer.redis.quit();
  await redis.stop();
});

/**
 * A program that evaluates the route anew for each request, and tells what it
 * has answered and how often it listens for the end.
 */
const EVALUATIONS = `
  const hits = [];
  for (let edit = 0; edit < 30; edit++) {
    const { GET } = await import('./route.js?edit=' + edit);
    const params = Promise.resolve({ page: 'home' });
    hits.push((await (await GET(undefined, { params })).json()).hits);
  }
  console.log(JSON.stringify({
    hits: hits.at(-1), listeners: process.listenerCount('beforeExit'),
  }));
  process.stdin.once('data', () => process.stdin.destroy());
`;

describe('a route of Next.js that is evaluated 30 times', () => {
  it.each([
    // As Next.js bundles what a route imports.
    ['with its own copy of each package', []],
    ['beside packages that stay', ['shared-redis', 'ioredis']],
    ['beside a driver that stays', ['ioredis']],
  ])('%s, has one connection', async (_, external) => {
    await observer.redis.flushall();
    await project.bundle([ROUTE], external);
    writeFileSync(project.path('dev-server.js'), EVALUATIONS);

    await using program = project.run('dev-server.js', {
      REDIS_URL: redis.url,
    });
    await program.prints('\n');

    expect(JSON.parse(program.stdout)).toEqual({ hits: 30, listeners: 1 });
    expect(await observer.connections()).toBe(1);

    program.write('end');
    expect(await program.ends()).toMatchObject({ by: 0, stderr: '' });
    expect(await observer.settlesAt(0)).toBe(0);
  });

  it('opens one each time with a client in a variable of its module', async () => {
    await observer.redis.flushall();
    const source = readFileSync(project.path(ROUTE), 'utf8')
      .replace("{ getRedisClient } from 'shared-redis'", "Redis from 'ioredis'")
      .replace('getRedisClient(', 'new Redis(');
    writeFileSync(project.path(ROUTE), source);
    await project.bundle([ROUTE], ['ioredis']);
    writeFileSync(project.path('dev-server.js'), EVALUATIONS);

    await using program = project.run('dev-server.js', {
      REDIS_URL: redis.url,
    });
    await program.prints('\n');
    expect(await observer.connections()).toBe(30);
  });
});
