import type { ConnectionOptions } from 'node:tls';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
  subscribeRedis,
} from 'shared-redis';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import {
  startTlsProxy,
  TLS_BY_KEY,
  type TlsProxy,
} from '../support/tls-proxy.ts';
import { scriptWith, SOON } from './idle-script.ts';

let server: RedisServer;
let proxy: TlsProxy;

beforeAll(async () => {
  server = await startRedisServer();
  proxy = await startTlsProxy(server.port);
});

afterEach(() => resetRedisClients());

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

const tls: ConnectionOptions = {
  ciphers: 'PSK',
  maxVersion: 'TLSv1.2',
  checkServerIdentity: () => undefined,
  pskCallback: () => ({ identity: 'test', psk: Buffer.alloc(16, 1) }),
};

const url = () => `rediss://127.0.0.1:${proxy.port}`;

describe('over TLS', () => {
  it('the same options are one client, and not the one without TLS', async () => {
    const client = getRedisClient({ host: '127.0.0.1', port: proxy.port, tls });
    const again = { port: proxy.port, host: '127.0.0.1', tls: { ...tls } };
    expect(getRedisClient(again)).toBe(client);
    expect(
      getRedisClient(proxy.port, '127.0.0.1', { lazyConnect: true }),
    ).not.toBe(client);
    expect(await client.ping()).toBe('PONG');
  });

  it('a rediss:// URL is TLS, with the options for it if there are some', () => {
    const lazy = { lazyConnect: true };
    const client = getRedisClient(url(), lazy);
    const options = { host: '127.0.0.1', port: proxy.port, ...lazy };
    expect(client.options.tls).toBeTruthy();
    expect(getRedisClient({ ...options, tls: {} })).toBe(client);
    expect(getRedisClient(options)).not.toBe(client);
    const own = getRedisClient(url(), { ...lazy, tls: { servername: 'x' } });
    expect(own).not.toBe(client);
    expect(getRedisClient({ ...options, tls: { servername: 'x' } })).toBe(own);
  });

  it('a shared client is guarded', async () => {
    const options = { host: '127.0.0.1', port: proxy.port, tls };
    const client: Redis = getRedisClient(options);
    await expect(client.subscribe('news')).rejects.toMatchObject({
      code: 'ERR_SHARED_REDIS_STATE',
    });
    expect(() => {
      client.disconnect();
    }).toThrow(expect.objectContaining({ code: 'ERR_SHARED_REDIS_CLOSE' }));
    expect(await client.ping()).toBe('PONG');
  });

  it('dedicated clients and subscriptions work', async () => {
    const options = { host: '127.0.0.1', port: proxy.port, tls };
    await using dedicated = openDedicatedRedisClient(options);
    const heard = new Promise((resolve) => {
      void subscribeRedis(options, 'news', resolve).then(() =>
        dedicated.publish('news', 'hello'),
      );
    });
    expect(await heard).toBe('hello');
  });

  it('a script ends by itself', async () => {
    const { lines, lingered } = await scriptWith(
      proxy.port,
      `const client = getRedisClient({ host, port, tls: ${TLS_BY_KEY} });
      await client.ping();
      await sleep(300);
      await client.call('CLIENT', 'PAUSE', 300, 'ALL');
      console.log(await client.echo('done'));`,
    ).ends();
    expect(lines).toEqual(['done']);
    expect(lingered).toBeLessThan(SOON);
  });
});
