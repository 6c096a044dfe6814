import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Observer } from '../runtime/observer.ts';
import { RecipeProject } from '../support/recipe.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';

const JOBS = 300;

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => `person-${index}`);

const PATIENTLY = { timeout: 10_000 };

let redis: RedisServer;
let observer: Observer;
let project: RecipeProject;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  redis = await startRedisServer();
  observer = new Observer(redis.port);
  project = await new RecipeProject('bullmq').compile();
  env = { REDIS_URL: redis.url };
});

afterAll(async () => {
  project[Symbol.dispose]();
  await observer.redis.quit();
  await redis.stop();
});

const sent = () => observer.redis.llen('sent');

describe('BullMQ', () => {
  it('adds jobs from a script that ends by itself', async () => {
    const script = project.run('announce.js', env, people(JOBS));
    const { by, stdout, stderr, lingered } = await script.ends();
    const printed = { stdout: 'Announced\n', stderr: '' };
    expect({ by, stdout, stderr }).toEqual({ by: 0, ...printed });
    expect(lingered).toBeLessThan(2_000);
    expect(await observer.redis.llen('bull:mails:wait')).toBe(JOBS);
    expect(await observer.settlesAt(0)).toBe(0);
  });

  it('works on every job once, on three connections', async () => {
    await using worker = project.run('worker.js', env);
    await worker.prints('Working');
    await expect.poll(sent, PATIENTLY).toBe(JOBS);

    const recipients = await observer.redis.lrange('sent', 0, -1);
    expect(new Set(recipients).size).toBe(JOBS);
    // The shared one, the worker's own, and its copy that blocks.
    expect(await observer.connections()).toBe(3);
  });

  it('loses no job and does none twice when it is told to end', async () => {
    await observer.redis.flushall();
    await using worker = project.run('worker.js', env);
    await worker.prints('Working');
    const script = project.run('announce.js', env, people(5_000));
    await expect.poll(sent, PATIENTLY).toBeGreaterThan(0);
    worker.signal('SIGTERM');

    expect(await worker.ends()).toMatchObject({ by: 0, stderr: '' });
    await script.ends();
    expect(await observer.settlesAt(0)).toBe(0);
    const done = await observer.redis.lrange('sent', 0, -1);
    const waiting = await observer.redis.llen('bull:mails:wait');
    expect(new Set(done).size).toBe(done.length);
    expect(done.length + waiting).toBe(5_000);
    expect(await observer.redis.llen('bull:mails:active')).toBe(0);
  });
});
