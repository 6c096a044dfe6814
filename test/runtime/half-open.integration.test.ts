import type { RedisOptions } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  getRedisClient,
  resetRedisClients,
  type SharedRedis,
} from 'shared-redis';
import { RedisClass } from '../../runtime/src/ioredis-class.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { next } from './observer.ts';

/** ioredis 5.0 notices only what the operating system does, by `keepAlive`. */
const hasSocketTimeout = 'setSocketTimeout' in RedisClass.prototype;

let server: RedisServer;
let proxy: TcpProxy;

beforeAll(async () => {
  server = await startRedisServer();
});

beforeEach(async () => {
  proxy = await startTcpProxy(server.port);
});

afterEach(async () => {
  await resetRedisClients();
  await proxy.stop();
});

afterAll(() => server.stop());

/** A client on a connection whose other end is gone without a word. */
async function halfOpen(options: RedisOptions): Promise<SharedRedis> {
  const client = getRedisClient(proxy.port, '127.0.0.1', {
    disconnectTimeout: 50,
    retryStrategy: () => 20,
    ...options,
  });
  await client.set('count', 0);
  proxy.hang();
  return client;
}

it.runIf(hasSocketTimeout)(
  'a half-open connection is replaced after socketTimeout, and no command lost',
  async () => {
    const client = await halfOpen({ socketTimeout: 300 });
    const replies = Array.from({ length: 100 }, () => client.incr('count'));
    expect(await Promise.all(replies)).toEqual(
      replies.map((_, index) => index + 1),
    );
    expect(proxy.accepted()).toBe(2);
  },
);

it('a command on a half-open connection fails after commandTimeout', async () => {
  const client = await halfOpen({ commandTimeout: 50 });
  await expect(client.incr('count')).rejects.toThrow('Command timed out');
  expect(proxy.accepted()).toBe(1);
});

it('disconnect(true), which any user may call, replaces a half-open connection', async () => {
  const client = await halfOpen({});
  const replies = Array.from({ length: 100 }, () => client.incr('count'));
  (client as { disconnect(reconnect: boolean): void }).disconnect(true);
  await next(client, 'ready');
  expect(await Promise.all(replies)).toHaveLength(100);
  expect(await client.get('count')).toBe('100');
  expect(proxy.accepted()).toBe(2);
});

it('a half-open connection does not keep resetRedisClients from closing', async () => {
  const client = await halfOpen({});
  const pending = Promise.allSettled([client.incr('count')]);
  await resetRedisClients();
  expect(client.status).toBe('end');
  expect(await pending).toMatchObject([{ status: 'rejected' }]);
});

it('a half-open connection of one client is nothing to the others', async () => {
  const client = await halfOpen({});
  const waiting = Promise.allSettled([client.incr('count')]);
  const other = getRedisClient(proxy.port, '127.0.0.1');
  expect(await other.incr('count')).toBe(1);
  await resetRedisClients();
  await waiting;
});
