import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type DedicatedRedis,
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
  withDedicatedRedisClient,
} from 'shared-redis';
import {
  freePort,
  type RedisServer,
  startRedisServer,
} from '../support/redis-server.ts';
import { Observer } from './observer.ts';

const HOST = '127.0.0.1';

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

describe('a dedicated client', () => {
  const open = () => openDedicatedRedisClient(server.url);

  it('is one of its own on every call', () => {
    expect(open()).not.toBe(open());
  });

  it('is closed by its caller', async () => {
    const before = await observer.connections();
    const client = open();
    await client.ping();
    expect(await client.quit()).toBe('OK');
    expect(await observer.settlesAt(before)).toBe(before);
  });

  it('is closed at the end of the block of its `await using`', async () => {
    const before = await observer.connections();
    const replies: Promise<number>[] = [];
    {
      await using client = open();
      for (let i = 0; i < 100; i++) replies.push(client.incr('disposed'));
    }
    expect(await Promise.all(replies)).toHaveLength(100);
    expect(await observer.settlesAt(before)).toBe(before);
  });

  it('may be closed before it is disposed of', async () => {
    await using client = open();
    await client.quit();
  });

  it.each([
    ['never connected', () => openDedicatedRedisClient({ lazyConnect: true })],
    ['is connecting', open],
    [
      'cannot connect',
      async () => openDedicatedRedisClient(await freePort(), HOST),
    ],
  ])('is disposed of when it %s', async (_, make) => {
    const client = await make();
    client.on('error', () => undefined);
    await client[Symbol.asyncDispose]();
    expect(client.status).toBe('end');
  });

  it('subscribes while the shared client goes on', async () => {
    const subscriber = open();
    const message = new Promise((resolve) => {
      subscriber.once('message', (_, text) => resolve(text));
    });
    await subscriber.subscribe('news');
    await getRedisClient(server.url).publish('news', 'hello');
    expect(await message).toBe('hello');
  });
});

describe('CLIENT LIST shows a dedicated client', () => {
  const nameOf = (client: DedicatedRedis) => client.client('GETNAME');

  it('by its purpose and an id', async () => {
    const url = `redis://:s3cret@${HOST}:${server.port}`;
    await using one = openDedicatedRedisClient(url);
    await using other = openDedicatedRedisClient(url);
    const names = await Promise.all([nameOf(one), nameOf(other)]);
    expect(new Set(names).size).toBe(2);
    for (const name of names) {
      expect(name).toMatch(/^shared-redis:dedicated:[0-9a-f]{8}$/);
    }
  });

  it('by the name that its user gave it', async () => {
    const options = { connectionName: 'worker' };
    await using client = openDedicatedRedisClient(server.url, options);
    expect(await nameOf(client)).toBe('worker');
  });

  it('by a name of its own where it has the options of another client', async () => {
    const shared = getRedisClient(server.url);
    const client = openDedicatedRedisClient(shared.options);
    const [own, other] = await Promise.all([
      nameOf(client),
      shared.client('GETNAME'),
    ]);
    expect(own).toMatch(/^shared-redis:dedicated:/);
    expect(own).not.toBe(other);
  });

  it('by the same name after it reconnected', async () => {
    await using client = openDedicatedRedisClient(server.url);
    const name = await nameOf(client);
    await observer.killOthers();
    expect(await nameOf(client)).toBe(name);
  });

  it('also behind a login and in another database', async () => {
    await using guarded = await startRedisServer({
      args: ['--requirepass', 's3cret'],
    });
    const url = `redis://:s3cret@${HOST}:${guarded.port}/3`;
    await using client = openDedicatedRedisClient(url);
    expect(await nameOf(client)).toMatch(/^shared-redis:dedicated:/);
    expect(await client.client('INFO')).toContain(' db=3 ');
  });
});

describe('withDedicatedRedisClient', () => {
  it('gives the client to a function and returns what that returns', async () => {
    const before = await observer.connections();
    const given: DedicatedRedis[] = [];
    const reply = await withDedicatedRedisClient(server.url, (client) => {
      given.push(client);
      return client.echo('done');
    });
    expect(reply).toBe('done');
    expect(given[0]?.status).toBe('end');
    expect(await observer.settlesAt(before)).toBe(before);
  });

  it('takes the arguments of `new Redis()` before the function', async () => {
    const { port } = server;
    const ping = (client: DedicatedRedis) => client.ping();
    const replies = await Promise.all([
      withDedicatedRedisClient(port, ping),
      withDedicatedRedisClient(port, HOST, ping),
      withDedicatedRedisClient(port, { host: HOST }, ping),
      withDedicatedRedisClient(port, HOST, { db: 1 }, ping),
      withDedicatedRedisClient(server.url, { db: 1 }, ping),
      withDedicatedRedisClient({ port, host: HOST }, ping),
    ]);
    expect(new Set(replies)).toEqual(new Set(['PONG']));
  });

  it.each([
    ['throws', () => fail(new Error('theirs'))],
    ['rejects', () => Promise.reject(new Error('theirs'))],
    [
      'fails having closed the client',
      async (client: DedicatedRedis) => {
        await client.quit();
        throw new Error('theirs');
      },
    ],
  ])('closes and passes the error on when it %s', async (_, use) => {
    const before = await observer.connections();
    await expect(withDedicatedRedisClient(server.url, use)).rejects.toThrow(
      'theirs',
    );
    expect(await observer.settlesAt(before)).toBe(before);
  });

  it('runs a transaction that watches', async () => {
    await observer.redis.set('watched', '1');
    const result = await withDedicatedRedisClient(
      server.url,
      async (client) => {
        await client.watch('watched');
        await observer.redis.set('watched', '2');
        return client.multi().set('watched', '3').exec();
      },
    );
    expect(result).toBeNull();
    expect(await observer.redis.get('watched')).toBe('2');
  });

  it('rejects when ioredis cannot read the arguments', async () => {
    const invalid = 'redis://[' as string;
    await expect(
      withDedicatedRedisClient(invalid, () => undefined),
    ).rejects.toMatchObject({ code: 'ERR_SHARED_REDIS_ARGUMENTS' });
  });
});

function fail(error: Error): never {
  throw error;
}
