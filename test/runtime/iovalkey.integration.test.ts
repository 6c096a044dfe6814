/* eslint-disable @typescript-eslint/no-deprecated -- closing is under test */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis as Ioredis } from 'ioredis';
import iovalkey, { type Redis } from 'iovalkey';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from 'vitest';
import { getRedisClient as getIoredisClient } from 'shared-redis';
import {
  getBrokerRedisClient,
  getOpsRedisClient,
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
  subscribeRedis,
  withDedicatedRedisClient,
} from 'shared-redis/iovalkey';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { type Arguments, DEFAULT_SPELLINGS } from './default-spellings.ts';
import {
  ALLOWED,
  call,
  failure,
  REFUSED,
  refusal,
} from './guarded-commands.ts';
import { SOON } from './idle-script.ts';
import { Observer } from './observer.ts';
import { Script } from './script.ts';

const get = getRedisClient as unknown as (...args: Arguments) => Redis;

/** A shared client without the types that keep it open. */
const asRedis = (client: Redis): Redis => client;

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

describe('a shared client of iovalkey', () => {
  it('is one for all spellings of the default one', () => {
    // To iovalkey this one is the path of a socket.
    const spellings = DEFAULT_SPELLINGS.filter(
      ([arg]) => arg !== '//localhost',
    );
    spellings.push(['valkey://localhost'], ['valkey://localhost:6379/0']);
    const clients = spellings.map((args) => get(...args));
    expect(new Set(clients).size).toBe(1);
  });

  it('is one connection for all spellings of an address', async () => {
    const before = await observer.connections();
    const { port, url } = server;
    const host = '127.0.0.1';
    const clients = [
      getRedisClient(url),
      getRedisClient(`${url}/0`),
      getRedisClient(port, host),
      getRedisClient(port, host, { db: 0 }),
      getRedisClient({ host, port }),
      getRedisClient(url, { port: 1 }),
    ];
    await Promise.all(clients.map((client) => client.ping()));
    expect(new Set(clients).size).toBe(1);
    expect(await observer.connections()).toBe(before + 1);
  });

  it('is another one for other options', () => {
    const lazy = { lazyConnect: true };
    expect(getRedisClient({ ...lazy, db: 1 })).not.toBe(getRedisClient(lazy));
  });

  it('is a client of iovalkey, and none of ioredis', () => {
    const client = getRedisClient(server.url);
    expect(client).toBeInstanceOf(iovalkey);
    expect(getIoredisClient(server.url)).not.toBe(client);
  });

  it('is replaced when it has ended', async () => {
    const givingUp = { retryStrategy: () => null };
    const client = getRedisClient(server.url, givingUp);
    await client.ping();
    const ended = new Promise((resolve) => client.once('end', resolve));
    await observer.killOthers();
    await ended;
    const fresh = getRedisClient(server.url, givingUp);
    expect(fresh).not.toBe(client);
    expect(await fresh.ping()).toBe('PONG');
  });

  it('may be connected any number of times', async () => {
    const client = getRedisClient(server.url, { lazyConnect: true });
    await Promise.all([client.connect(), client.connect()]);
    await client.connect();
    expect(client.status).toBe('ready');
  });

  it('has the URL of its role', () => {
    process.env['REDIS_URL'] = server.url;
    expect(getOpsRedisClient()).toBe(getRedisClient(server.url));
    expect(getBrokerRedisClient()).toBe(getRedisClient(server.url));
    delete process.env['REDIS_URL'];
  });

  it('names its driver when it cannot read the arguments', () => {
    expect(() => getRedisClient('redis://:s3cret@host:99999')).toThrow(
      expect.objectContaining({
        code: 'ERR_SHARED_REDIS_ARGUMENTS',
        message: expect.stringMatching(
          /^iovalkey@0 cannot read (?!.*s3cret)/,
        ) as string,
      }),
    );
  });
});

describe('a shared client of iovalkey', () => {
  let client: Redis;

  beforeEach(() => {
    client = getRedisClient(server.url, { connectionName: 'guarded' });
  });

  const send = (words: (typeof REFUSED)[number]) =>
    failure(call(client as unknown as Ioredis, words));

  it.each(REFUSED.map((words) => [words.join(' '), words] as const))(
    'refuses %s',
    async (_, words) => {
      expect(await send(words)).toEqual(refusal());
      expect(await client.set('after', '1')).toBe('OK');
    },
  );

  it.each(ALLOWED.map((words) => [words.join(' '), words] as const))(
    'sends %s',
    async (_, words) => {
      expect(await send(words)).not.toEqual(refusal());
    },
  );

  it('fails a forbidden command in its place of a pipeline', async () => {
    const results = await client
      .pipeline()
      .set('a', 1)
      .subscribe('news')
      .get('a')
      .exec();
    expect(results).toEqual([[null, 'OK'], [refusal()], [null, '1']]);
  });

  it('is closed by nobody', async () => {
    const closed = refusal('ERR_SHARED_REDIS_CLOSE');
    await expect(asRedis(client).quit()).rejects.toEqual(closed);
    expect(() => asRedis(client).disconnect()).toThrow(closed);
    expect(() => asRedis(client).end()).toThrow(closed);
    await expect(asRedis(client).monitor()).rejects.toEqual(refusal());
    expect(await client.ping()).toBe('PONG');
  });
});

describe('resetRedisClients', () => {
  it('closes the clients of iovalkey, and loses no reply', async () => {
    const before = await observer.connections();
    const shared = getRedisClient(server.url);
    const own = openDedicatedRedisClient(server.url);
    await own.ping();
    const replies = Array.from({ length: 2_000 }, () => shared.incr('count'));
    await resetRedisClients();
    expect(await Promise.all(replies)).toHaveLength(2_000);
    expect([shared.status, own.status]).toEqual(['end', 'end']);
    expect(await observer.settlesAt(before)).toBe(before);
    expect(getRedisClient(server.url)).not.toBe(shared);
  });
});

describe('a dedicated client of iovalkey', () => {
  it('is named, blocks, and is closed by its caller', async () => {
    const name = await withDedicatedRedisClient(server.url, async (client) => {
      expect(await client.blpop('none', 0.01)).toBeNull();
      return client.client('GETNAME');
    });
    expect(name).toMatch(/^shared-redis:dedicated:/);
  });
});

describe('subscribeRedis with iovalkey', () => {
  it('hears channels and shard channels', async () => {
    const heard: string[] = [];
    const unsubscribe = await subscribeRedis(
      server.url,
      { channels: ['news'], shardChannels: ['shard'] },
      (message) => heard.push(message),
    );
    await observer.redis.publish('news', 'a');
    await observer.redis.spublish('shard', 'b');
    while (heard.length < 2) await sleep(5);
    expect(heard.sort()).toEqual(['a', 'b']);
    await unsubscribe();
  });
});

const runs = async (body: string): Promise<unknown[]> => {
  const script = new Script(body, { URL_UNDER_TEST: server.url });
  const { lines, lingered } = await script.ends();
  expect(lingered).toBeLessThan(SOON);
  return lines.map((line): unknown => JSON.parse(line));
};

describe('the built package', () => {
  it('has one registry for its ESM and its CommonJS copy', async () => {
    const printed = await runs(`
      import { createRequire } from 'node:module';
      import * as esm from 'shared-redis/iovalkey';
      const cjs = createRequire(process.cwd() + '/')('shared-redis/iovalkey');
      const url = process.env.URL_UNDER_TEST;
      const client = esm.getRedisClient(url);
      await client.ping();
      console.log(client === cjs.getRedisClient(url + '/0'));
    `);
    expect(printed).toEqual([true]);
  });

  it('ends a script with its last reply, and closes its clients', async () => {
    const before = await observer.connections();
    const printed = await runs(`
      import { getRedisClient } from 'shared-redis/iovalkey';
      const client = getRedisClient(process.env.URL_UNDER_TEST);
      client.on('end', () => console.log('"closed"'));
      for (let i = 0; i < 500; i++) client.incr('idle:valkey');
    `);
    expect(printed).toEqual(['closed']);
    expect(await observer.redis.get('idle:valkey')).toBe('500');
    expect(await observer.settlesAt(before)).toBe(before);
  });

  it.each([
    ['shared-redis', 'iovalkey'],
    ['shared-redis/iovalkey', 'ioredis'],
  ])('loads for %s nothing of %s', async (entry, other) => {
    const loaded = `
      const require = createRequire(process.cwd() + '/');
      const isOther = (file) => file.includes('/node_modules/${other}/');
      console.log(Object.keys(require.cache).some(isOther));
    `;
    expect(
      await runs(`
        import { createRequire } from 'node:module';
        import '${entry}';
        ${loaded}`),
    ).toEqual([false]);
    expect(
      await runs(`
        import { createRequire } from 'node:module';
        createRequire(process.cwd() + '/')('${entry}');
        ${loaded}`),
    ).toEqual([false]);
  });
});
