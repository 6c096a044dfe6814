import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Observer } from '../runtime/observer.ts';
import { RecipeProject } from '../support/recipe.ts';
import {
  freePort,
  type RedisServer,
  startRedisServer,
} from '../support/redis-server.ts';

/** No process that something holds ends within this time. */
const AT_ONCE_MS = 2_000;

let redis: RedisServer;
let observer: Observer;
let project: RecipeProject;

beforeAll(async () => {
  redis = await startRedisServer();
  observer = new Observer(redis.port);
  project = await new RecipeProject('cli').compile();
});

beforeEach(async () => {
  await observer.redis.flushall();
  const keys = Array.from({ length: 5_000 }, (_, index) => [
    ...[`cart:${index}`, '1'],
    ...[`user:${index}`, '1'],
  ]);
  await observer.redis.mset(...keys.flat());
});

afterAll(async () => {
  project[Symbol.dispose]();
  await observer.redis.quit();
  await redis.stop();
});

describe('a command', () => {
  it('does all of its work, then ends by itself', async () => {
    const program = project.run('forget.js', { REDIS_URL: redis.url }, [
      'cart:*',
    ]);
    const { by, stdout, stderr, lingered } = await program.ends();
    expect({ by, stderr }).toEqual({ by: 0, stderr: '' });
    expect(stdout).toBe('Forgot 5000 keys.\n');
    expect(lingered).toBeLessThan(AT_ONCE_MS);
    expect(await observer.redis.dbsize()).toBe(5_000);
    expect(await observer.redis.keys('cart:*')).toEqual([]);
    expect(await observer.settlesAt(0)).toBe(0);
  });

  it('ends with an error of its own', async () => {
    const program = project.run('forget.js', { REDIS_URL: redis.url });
    const { by, stderr, lingered } = await program.ends();
    expect(by).toBe(1);
    expect(stderr).toContain('Usage: forget <pattern>');
    expect(lingered).toBeLessThan(AT_ONCE_MS);
  });

  it('ends with an error when there is no Redis', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    const program = project.run('forget.js', { REDIS_URL: url }, ['*']);
    const { by, stderr, lingered } = await program.ends();
    expect(by).toBe(1);
    expect(stderr).toContain('ECONNREFUSED');
    expect(lingered).toBeLessThan(AT_ONCE_MS);
  });

  it('ends with an error when Redis refuses a command', async () => {
    await observer.redis.config('SET', 'requirepass', 'x');
    try {
      const program = project.run('forget.js', { REDIS_URL: redis.url }, ['*']);
      const { by, stderr, lingered } = await program.ends();
      expect(by).toBe(1);
      expect(stderr).toContain('NOAUTH');
      expect(lingered).toBeLessThan(AT_ONCE_MS);
    } finally {
      await observer.redis.config('SET', 'requirepass', '');
    }
  });
});
