import fastifyRedis from '@fastify/redis';
import { Queue, QueueEvents, Worker } from 'bullmq';
import Fastify from 'fastify';
import type { Redis } from 'ioredis';
import {
  type RateLimiterRes,
  RateLimiterQueue,
  RateLimiterRedis,
} from 'rate-limiter-flexible';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
  type SharedRedis,
} from 'shared-redis';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { next, Observer } from './observer.ts';

/** BullMQ refuses to block on a client that gives up on commands. */
const forBlocking = { maxRetriesPerRequest: null };
const refusal = { code: 'ERR_SHARED_REDIS_CLOSE' };

let server: RedisServer;
let observer: Observer;
let shared: SharedRedis;

beforeAll(async () => {
  server = await startRedisServer();
  observer = new Observer(server.port);
});

beforeEach(async () => {
  await resetRedisClients();
  await observer.redis.flushall();
  shared = getRedisClient(server.url);
});

afterAll(async () => {
  await resetRedisClients();
  await observer.redis.quit();
  await server.stop();
});

/** Over the connection of before, not one that it had to open again. */
async function works(client: Redis): Promise<boolean> {
  return client.status === 'ready' && (await client.echo('here')) === 'here';
}

describe('BullMQ', () => {
  const JOBS = 1_000;

  it('processes 1,000 jobs on a shared and dedicated clients, and closes', async () => {
    const own = () => openDedicatedRedisClient(server.url, forBlocking);
    const [forWorker, forEvents] = [own(), own()];
    const queue = new Queue('jobs', { connection: shared });
    const events = new QueueEvents('jobs', { connection: forEvents });
    await Promise.all([queue.waitUntilReady(), events.waitUntilReady()]);
    const id = await shared.client('ID');

    const heard = new Set<string>();
    const done = new Promise<void>((resolve) => {
      events.on('completed', ({ jobId }) => {
        if (heard.add(jobId).size === JOBS) resolve();
      });
    });
    const worker = new Worker<number, number>(
      'jobs',
      (job) => Promise.resolve(job.data * 2),
      { connection: forWorker, concurrency: 50 },
    );
    await queue.addBulk(
      Array.from({ length: JOBS }, (_, data) => ({ name: 'double', data })),
    );
    await done;
    expect(await queue.getCompletedCount()).toBe(JOBS);

    await Promise.all([worker.close(), events.close(), queue.close()]);
    expect(await works(shared)).toBe(true);
    expect(await shared.client('ID')).toBe(id);
    expect(await works(forWorker)).toBe(true);
    expect(await works(forEvents)).toBe(true);
  });

  it('blocks and closes copies of a client it is given, which may be shared', async () => {
    const client = getRedisClient(server.url, forBlocking);
    await client.ping();
    const before = await observer.connections();
    const queue = new Queue('copies', { connection: client });
    const events = new QueueEvents('copies', { connection: client });
    const worker = new Worker('copies', () => Promise.resolve(), {
      connection: client,
    });
    await Promise.all([worker.waitUntilReady(), events.waitUntilReady()]);
    expect(await observer.settlesAt(before + 2)).toBe(before + 2);

    const job = await queue.add('one', {});
    await job.waitUntilFinished(events);
    await Promise.all([worker.close(), events.close(), queue.close()]);
    expect(await observer.settlesAt(before)).toBe(before);
    expect(await works(client)).toBe(true);
  });

  it('refuses a worker whose client gives up on commands', () => {
    const work = () => Promise.resolve();
    expect(() => new Worker('no', work, { connection: shared })).toThrow(
      'maxRetriesPerRequest must be null',
    );
  });

  it('cannot disconnect a shared client: queue.disconnect() is refused', async () => {
    const queue = new Queue('cut', { connection: shared });
    await queue.waitUntilReady();
    await expect(queue.disconnect()).rejects.toMatchObject(refusal);
    await queue.close();
    expect(await works(shared)).toBe(true);
  });
});

describe('rate-limiter-flexible', () => {
  it('counts on a shared client, which it has no way to close', async () => {
    const limiter = new RateLimiterRedis({
      storeClient: shared,
      points: 10,
      duration: 60,
    });
    const attempts = await Promise.allSettled(
      Array.from({ length: 25 }, () => limiter.consume('someone')),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled').length).toBe(
      10,
    );
    expect((await limiter.get('someone'))?.consumedPoints).toBe(25);
    expect(await limiter.delete('someone')).toBe(true);
    expect(await works(shared)).toBe(true);
  });

  it('shares the client with other limiters, each with its own limit', async () => {
    const limits = [1, 2, 3];
    const limiters = limits.map(
      (points) =>
        new RateLimiterRedis({
          storeClient: shared,
          keyPrefix: `limit${points}`,
          points,
          duration: 60,
        }),
    );
    const first: RateLimiterRes[] = await Promise.all(
      limiters.map((limiter) => limiter.consume('someone')),
    );
    expect(first.map(({ remainingPoints }) => remainingPoints)).toEqual([
      0, 1, 2,
    ]);
  });

  it('queues on a shared client without blocking it', async () => {
    const limiter = new RateLimiterRedis({
      storeClient: shared,
      points: 5,
      duration: 1,
    });
    const queue = new RateLimiterQueue(limiter);
    const tokens = Array.from({ length: 6 }, () => queue.removeTokens(1));
    expect(await shared.ping()).toBe('PONG');
    expect(await Promise.all(tokens)).toHaveLength(6);
  });
});

describe('@fastify/redis', () => {
  it.each([
    ['as fastify.redis', {}],
    ['under a namespace', { namespace: 'main' }],
  ])(
    'serves requests with a shared client %s and leaves it open',
    async (_, options) => {
      const app = Fastify();
      await app.register(fastifyRedis, { ...options, client: shared });
      app.get('/hits', () => shared.incr('hits'));
      const replies = await Promise.all(
        Array.from({ length: 50 }, () => app.inject('/hits')),
      );
      expect(Math.max(...replies.map(({ body }) => Number(body)))).toBe(50);
      await app.close();
      expect(await works(shared)).toBe(true);
    },
  );

  it('takes one that is connected, and one that is not yet', async () => {
    const lazy = getRedisClient(server.url, { lazyConnect: true });
    await shared.ping();
    const app = Fastify();
    await app.register(fastifyRedis, { namespace: 'ready', client: shared });
    await app.register(fastifyRedis, { namespace: 'lazy', client: lazy });
    await app.ready();
    expect([await works(shared), await works(lazy)]).toEqual([true, true]);
    await app.close();
  });

  it('cannot close it by closeClient: app.close() reports the refusal', async () => {
    const app = Fastify();
    await app.register(fastifyRedis, { client: shared, closeClient: true });
    await app.ready();
    await expect(app.close()).rejects.toMatchObject(refusal);
    expect(await works(shared)).toBe(true);
  });

  it('closes a dedicated client by closeClient', async () => {
    const client = openDedicatedRedisClient(server.url);
    const app = Fastify();
    await app.register(fastifyRedis, { client, closeClient: true });
    const ended = next(client, 'end');
    await app.close();
    await ended;
    expect(client.status).toBe('end');
  });
});
