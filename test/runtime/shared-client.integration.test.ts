import { setImmediate } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
  vi,
} from 'vitest';
import { getRedisClient, resetRedisClients } from 'shared-redis';
import { RedisClass } from '../../runtime/src/ioredis-class.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { next, Observer } from './observer.ts';

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

/** A shared client without the types that keep it open. */
const asRedis = (client: Redis): Redis => client;

describe('a shared client', () => {
  it('is one connection for concurrent first gets', async () => {
    const before = await observer.connections();
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        await Promise.resolve();
        await getRedisClient(server.url).set(`key:${index}`, index);
      }),
    );
    expect(await observer.connections()).toBe(before + 1);
  });

  it('is one connection for all spellings of an address', async () => {
    const before = await observer.connections();
    const { port } = server;
    const host = '127.0.0.1';
    const clients = [
      getRedisClient(server.url),
      getRedisClient(`${server.url}/0`),
      getRedisClient(port, host),
      getRedisClient(port, { host }),
      getRedisClient(port, host, { db: 0 }),
      getRedisClient({ host, port }),
      getRedisClient(server.url, { port: 1 }),
    ];
    await Promise.all(clients.map((client) => client.ping()));
    expect(new Set(clients).size).toBe(1);
    expect(await observer.connections()).toBe(before + 1);
  });

  it('is a client of the driver', () => {
    expect(getRedisClient(server.url)).toBeInstanceOf(RedisClass);
  });

  it('uses the options it was asked for', async () => {
    const client = getRedisClient(`${server.url}/2`, { keyPrefix: 'app:' });
    await client.set('a', '1');
    await observer.redis.select(2);
    expect(await observer.redis.get('app:a')).toBe('1');
    await observer.redis.select(0);
  });

  it('runs scripts, pipelines and transactions', async () => {
    const client = getRedisClient(server.url);
    expect(await client.eval('return ARGV[1]', 0, 'x')).toBe('x');
    expect(await client.pipeline().set('p', '1').get('p').exec()).toEqual([
      [null, 'OK'],
      [null, '1'],
    ]);
    expect(await client.multi().incr('n').exec()).toEqual([[null, 1]]);
  });
});

describe('closing a shared client', () => {
  const refusal = { name: 'SharedRedisError', code: 'ERR_SHARED_REDIS_CLOSE' };

  it('does not end the process where nobody awaits the refusal', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    void asRedis(getRedisClient(server.url)).quit();
    await setImmediate(); // Node tells of unhandled rejections before.
    process.off('unhandledRejection', unhandled);

    expect(unhandled).not.toHaveBeenCalled();
  });

  it('is refused for quit()', async () => {
    const client = asRedis(getRedisClient(server.url));
    await expect(client.quit()).rejects.toMatchObject(refusal);
    expect(await client.ping()).toBe('PONG');
  });

  it('is refused for quit(callback), through the callback', async () => {
    const client = asRedis(getRedisClient(server.url));
    const error = await new Promise((resolve) => {
      void client.quit(resolve);
    });
    expect(error).toMatchObject(refusal);
    expect(await client.ping()).toBe('PONG');
  });

  it.each(['disconnect', 'end'] as const)(
    'is refused for %s()',
    async (name) => {
      const client = asRedis(getRedisClient(server.url));
      expect(() => client[name]()).toThrow(expect.objectContaining(refusal));
      expect(await client.ping()).toBe('PONG');
    },
  );

  it('tells what to use instead, and no secret', async () => {
    const client = asRedis(
      getRedisClient(server.url, { connectionName: 's3cret' }),
    );
    const error = await client.quit().catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/quit\(\).*resetRedisClients\(\)/);
    expect(String(error)).toContain('openDedicatedRedisClient()');
    expect(String(error)).not.toContain('s3cret');
  });

  it('is not what disconnect(true) does: it reconnects', async () => {
    const client = asRedis(getRedisClient(server.url));
    await client.ping();
    client.disconnect(true);
    await next(client, 'ready');
    expect(await client.ping()).toBe('PONG');
    expect(getRedisClient(server.url)).toBe(client);
  });
});

describe('connect() on a shared client', () => {
  it('joins the connection that is there or under way', async () => {
    const client = getRedisClient(server.url);
    await Promise.all([client.connect(), client.connect()]);
    expect(client.status).toBe('ready');
    await client.connect();
    expect(client.status).toBe('ready');
  });

  it('connects a lazy client once for all its users', async () => {
    const before = await observer.connections();
    const lazy = { lazyConnect: true };
    await Promise.all([
      getRedisClient(server.url, lazy).connect(),
      getRedisClient(server.url, lazy).connect(),
    ]);
    expect(await observer.connections()).toBe(before + 1);
  });

  it('calls back, connected already or not', async () => {
    const client = getRedisClient(server.url, { lazyConnect: true });
    const connect = () =>
      new Promise((resolve) => {
        void client.connect(resolve);
      });
    expect((await connect()) ?? null).toBeNull();
    expect((await connect()) ?? null).toBeNull();
  });

  it('rejects for everybody when the server refuses', async () => {
    const client = getRedisClient(1, '127.0.0.1', { lazyConnect: true });
    const attempts = [client.connect(), client.connect()];
    await expect(Promise.allSettled(attempts)).resolves.toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
  });
});

describe('duplicate() of a shared client', () => {
  it('is a plain client that its caller closes', async () => {
    const client = getRedisClient(server.url);
    const own = client.duplicate();
    expect(own).not.toBe(client);
    expect(await own.ping()).toBe('PONG');
    expect(await own.quit()).toBe('OK');
    expect(await client.ping()).toBe('PONG');
  });
});

describe('a shared client that ended', () => {
  const givingUp = { retryStrategy: () => null };

  it('is replaced on the next get', async () => {
    const client = getRedisClient(server.url, givingUp);
    await client.ping();
    const ended = next(client, 'end');
    await observer.killOthers();
    await ended;

    const fresh = getRedisClient(server.url, givingUp);
    expect(fresh).not.toBe(client);
    expect(await fresh.ping()).toBe('PONG');
    expect(getRedisClient(server.url, givingUp)).toBe(fresh);
  });

  it('is replaced for every spelling of its address', async () => {
    const options = Object.freeze({
      port: server.port,
      host: '127.0.0.1',
      ...givingUp,
    });
    const spellings = [
      () => getRedisClient(options),
      () => getRedisClient({ ...options }),
      () => getRedisClient(server.port, '127.0.0.1', givingUp),
    ];
    const client = getRedisClient(options);
    expect(new Set(spellings.map((get) => get()))).toEqual(new Set([client]));

    await client.ping();
    const ended = next(client, 'end');
    await observer.killOthers();
    await ended;
    const replaced = new Set(spellings.map((get) => get()));
    expect(replaced.size).toBe(1);
    expect(replaced).not.toContain(client);
  });

  it('is not one that only lost its connection', async () => {
    const client = getRedisClient(server.url);
    await client.ping();
    const closed = next(client, 'close');
    await observer.killOthers();
    await closed;
    expect(getRedisClient(server.url)).toBe(client);
    expect(await client.ping()).toBe('PONG');
  });
});
