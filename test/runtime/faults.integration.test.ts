import type { Redis } from 'ioredis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getRedisClient, resetRedisClients } from 'shared-redis';
import { freePort, startRedisServer } from '../support/redis-server.ts';
import { next, Observer } from './observer.ts';

const HOST = '127.0.0.1';

afterEach(() => resetRedisClients());

describe('the guard lets the driver', () => {
  it('retry until a server that was not there is', async () => {
    const port = await freePort();
    const client = getRedisClient(port, HOST, { retryStrategy: () => 20 });
    const reply = client.ping();
    await next(client, 'reconnecting');
    await using server = await startRedisServer({ port });
    expect(server.port).toBe(port);
    expect(await reply).toBe('PONG');
    await resetRedisClients();
  });

  it('give up on a command after maxRetriesPerRequest', async () => {
    const client = getRedisClient(await freePort(), HOST, {
      maxRetriesPerRequest: 1,
      retryStrategy: () => 5,
    });
    await expect(client.ping()).rejects.toMatchObject({
      name: 'MaxRetriesPerRequestError',
    });
  });

  it('give up on a command after commandTimeout', async () => {
    await using server = await startRedisServer();
    const client = getRedisClient(server.url, { commandTimeout: 50 });
    await client.ping();
    await client.call('CLIENT', 'PAUSE', '300', 'ALL');
    await expect(client.ping()).rejects.toThrow('Command timed out');
    await resetRedisClients();
  });

  it('reconnect when reconnectOnError says so', async () => {
    await using server = await startRedisServer();
    const client = getRedisClient(server.url, {
      reconnectOnError: (error) => error.message.includes('WRONGTYPE'),
    });
    await client.set('text', 'a');
    await expect(client.lpush('text', 'b')).rejects.toThrow('WRONGTYPE');
    await next(client, 'ready');
    expect(await client.get('text')).toBe('a');
    await resetRedisClients();
  });

  it('reconnect when the server refuses the password', async () => {
    await using server = await startRedisServer({
      args: ['--requirepass', 's3cret'],
    });
    const url = `redis://:wr0ng@${HOST}:${server.port}`;
    const client = getRedisClient(url, { retryStrategy: () => 20 });
    client.on('error', () => undefined);
    await next(client, 'reconnecting');

    const admin = new Observer(server.port, 's3cret').redis;
    await admin.config('SET', 'requirepass', 'wr0ng');
    await next(client, 'ready');
    expect(await client.ping()).toBe('PONG');
    await admin.quit();
    await resetRedisClients();
  });
});

describe('connection errors of a shared client', () => {
  const warnings = async (work: () => Promise<unknown>) => {
    const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();
    try {
      await work();
      return emitWarning.mock.calls.map(([message]) => String(message));
    } finally {
      emitWarning.mockRestore();
    }
  };

  const threeAttempts = async (client: Redis) => {
    for (let attempt = 0; attempt < 3; attempt++) {
      await next(client, 'reconnecting');
    }
  };

  it('are one warning per outage', async () => {
    const port = await freePort();
    const messages = await warnings(() =>
      threeAttempts(getRedisClient(port, HOST, { retryStrategy: () => 5 })),
    );
    expect(messages).toEqual([
      `A shared Redis client cannot reach its server: connect ECONNREFUSED ${HOST}:${port}`,
    ]);
  });

  it('are left to the listeners of the application', async () => {
    const errors: Error[] = [];
    const messages = await warnings(async () => {
      const client = getRedisClient(await freePort(), HOST, {
        retryStrategy: () => 5,
      });
      client.on('error', (error) => errors.push(error));
      await threeAttempts(client);
    });
    expect(messages).toEqual([]);
    expect(errors.length).toBeGreaterThan(1);
  });

  it('are reported without the password', async () => {
    const client = getRedisClient({ lazyConnect: true, password: 's3cret' });
    const messages = await warnings(async () => {
      client.emit('error', new Error("ERR unknown command 'AUTH' 's3cret'"));
      await Promise.resolve();
    });
    expect(messages).toEqual([
      "A shared Redis client cannot reach its server: ERR unknown command 'AUTH' '***'",
    ]);
  });
});
