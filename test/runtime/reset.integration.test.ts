import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
} from 'shared-redis';
import {
  freePort,
  type RedisServer,
  startRedisServer,
} from '../support/redis-server.ts';
import { next, Observer } from './observer.ts';

/** A busy machine may take its time for thousands of replies. */
const PATIENTLY_MS = 20_000;

let server: RedisServer;
let observer: Observer;

beforeAll(async () => {
  server = await startRedisServer();
  observer = new Observer(server.port);
});

afterEach(() => resetRedisClients());

afterAll(async () => {
  await observer.redis.quit();
  await server.stop();
});

describe('resetRedisClients', () => {
  it('closes every shared and dedicated client', async () => {
    const before = await observer.connections();
    const clients: Redis[] = [
      getRedisClient(server.url),
      getRedisClient(`${server.url}/1`),
      openDedicatedRedisClient(server.url),
    ];
    await Promise.all(clients.map((client) => client.ping()));
    expect(await observer.connections()).toBe(before + 3);

    await resetRedisClients();
    expect(clients.map((client) => client.status)).toEqual([
      'end',
      'end',
      'end',
    ]);
    expect(await observer.settlesAt(before)).toBe(before);
  });

  it('makes the next get open a new client', async () => {
    const first = getRedisClient(server.url);
    await first.ping();
    await resetRedisClients();
    const second = getRedisClient(server.url);
    expect(second).not.toBe(first);
    expect(await second.ping()).toBe('PONG');
  });

  it.each(['connected', 'connecting'])(
    'loses no reply of 2,000 commands in flight on a %s client',
    async (state) => {
      const name = `count:${state}`;
      const client = getRedisClient(server.url);
      if (state === 'connected') await client.ping();
      const replies = Array.from({ length: 2_000 }, () => client.incr(name));
      await resetRedisClients(PATIENTLY_MS);
      expect(await Promise.all(replies)).toHaveLength(2_000);
      expect(await observer.redis.get(name)).toBe('2000');
    },
  );

  it.each<[string, unknown]>([
    ['as a listener of a signal', 'SIGTERM'],
    ['as a hook of a test', { task: {} }],
    ['with what is no time', NaN],
  ])('takes its default time when it is called %s', async (_, argument) => {
    const client = getRedisClient(server.url);
    await client.ping();
    await observer.redis.client('PAUSE', 200);
    const reply = client.echo('late');
    await resetRedisClients(argument as number);
    expect(await reply).toBe('late');
  });

  it('ends a client that cannot reach its server, and its commands', async () => {
    const client = getRedisClient(await freePort(), '127.0.0.1');
    await next(client, 'reconnecting');
    const pending = client.ping();
    const failure = expect(pending).rejects.toThrow('Connection is closed.');
    await resetRedisClients();
    await failure;
    expect(client.status).toBe('end');
  });

  it('ends a lazy client that never connected', async () => {
    const client = getRedisClient(server.url, { lazyConnect: true });
    await resetRedisClients();
    expect(client.status).toBe('end');
  });

  it('does not wait for a blocking command for ever', async () => {
    const worker = openDedicatedRedisClient(server.url);
    await worker.ping();
    const blocked = worker.blpop('nothing', 0);
    const failure = expect(blocked).rejects.toThrow('Connection is closed.');
    const start = performance.now();
    await resetRedisClients();
    await failure;
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it.each([Infinity, 2 ** 31])('waits for a reply for %d ms', async (ms) => {
    const client = getRedisClient(server.url);
    await client.ping();
    await observer.redis.client('PAUSE', 200);
    const reply = client.echo('late');
    await resetRedisClients(ms);
    expect(await reply).toBe('late');
  });

  it('waits for what another call is closing', async () => {
    const client = getRedisClient(server.url);
    await client.ping();
    await observer.redis.client('PAUSE', 200);
    const reply = client.echo('late');
    const other = resetRedisClients();
    await resetRedisClients();
    expect(client.status).toBe('end');
    expect(await reply).toBe('late');
    await other;
  });

  it('lets go of clients that users still hold', async () => {
    const client: Redis = getRedisClient(server.url);
    await client.ping();
    await resetRedisClients();
    client.disconnect();
    expect(client.status).toBe('end');
  });

  it('has nothing to do when nothing is open', async () => {
    await resetRedisClients();
    await expect(resetRedisClients()).resolves.toBeUndefined();
  });
});
