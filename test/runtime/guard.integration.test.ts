import type { Redis, RedisOptions } from 'ioredis';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from 'vitest';
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
import {
  ALLOWED,
  call,
  expectUndisturbed,
  failure,
  REFUSED,
  refusal,
} from './guarded-commands.ts';
import { next, Observer } from './observer.ts';

let server: RedisServer;
let observer: Observer;
let client: Redis;

beforeAll(async () => {
  server = await startRedisServer();
  observer = new Observer(server.port);
});

beforeEach(async () => {
  await observer.redis.flushall();
  client = getRedisClient(server.url, { connectionName: 'guarded' });
});

afterEach(() => resetRedisClients());

afterAll(async () => {
  await observer.redis.quit();
  await server.stop();
});

describe('a shared client refuses', () => {
  it.each(REFUSED.map((words) => [words.join(' '), words] as const))(
    '%s',
    async (_, words) => {
      const error = await failure(call(client, words));
      expect(error).toEqual(refusal());
      expect(String(error)).toContain(words[0].toUpperCase());
      expect(String(error)).toContain('openDedicatedRedisClient()');
      expect(String(error)).not.toContain('s3cret');
      await expectUndisturbed(client, observer);
    },
  );

  it('the same commands by their methods', async () => {
    const calls = [
      client.subscribe('news'),
      client.psubscribe('news:*'),
      client.blpop('none', 0),
      client.bzpopminBuffer('none', 0),
      client.watch('key'),
      client.select(1),
      client.xread('BLOCK', 0, 'STREAMS', 'none', '$'),
      client.client('REPLY', 'OFF'),
      client.multi({ pipeline: false }),
    ];
    for (const error of await Promise.all(calls.map(failure))) {
      expect(error).toEqual(refusal());
    }
    await expectUndisturbed(client, observer);
  });

  it('a command with a callback, through it', async () => {
    const error = await new Promise((resolve) => {
      client.blpop('none', 0, resolve).catch(() => undefined);
    });
    expect(error).toEqual(refusal());
  });

  it('monitor(), and opens nothing', async () => {
    await client.ping();
    const before = await observer.connections();
    const error = await new Promise((resolve) => {
      client.monitor(resolve).catch(() => undefined);
    });
    expect(error).toEqual(refusal());
    expect(await failure(client.monitor())).toEqual(refusal());
    expect(await observer.connections()).toBe(before);
  });

  it.each(['quit', 'QUIT'])('call(%j), as a close', async (name) => {
    expect(await failure(client.call(name))).toEqual(
      refusal('ERR_SHARED_REDIS_CLOSE'),
    );
    await expectUndisturbed(client, observer);
  });

  it('a command while it waits for its connection', async () => {
    const lazy = getRedisClient(server.url, { lazyConnect: true });
    const [set, subscribed, blocked, quit] = await Promise.allSettled([
      lazy.set('lazy', '1'),
      lazy.call('SUBSCRIBE', 'news'),
      lazy.call('BLPOP', 'none', '0'),
      lazy.call('QUIT'),
    ]);
    expect(set).toMatchObject({ value: 'OK' });
    expect(subscribed).toMatchObject({ reason: refusal() });
    expect(blocked).toMatchObject({ reason: refusal() });
    expect(quit).toMatchObject({ reason: refusal('ERR_SHARED_REDIS_CLOSE') });
    expect(await observer.redis.get('lazy')).toBe('1');
  });

  it('other credentials, also before it is connected', async () => {
    for (const words of REFUSED.filter(([name]) => name === 'AUTH')) {
      client = getRedisClient(server.url, { connectionName: 'guarded' });
      client.once('connect', () => {
        call(client, words).catch(() => undefined);
      });
      expect(await failure(call(client, words))).toEqual(refusal());
      await expectUndisturbed(client, observer);
      await resetRedisClients();
    }
  });
});

describe('a shared client sends', () => {
  it.each(ALLOWED.map((words) => [words.join(' '), words] as const))(
    '%s',
    async (_, words) => {
      expect(await failure(call(client, words))).not.toEqual(refusal());
      await expectUndisturbed(client, observer);
    },
  );

  it('blocking commands inside a transaction', async () => {
    const results = await client
      .multi()
      .rpush('list', 'a')
      .blpop('list', 0)
      .blpop('list', 0)
      .xread('BLOCK', 0, 'STREAMS', 'none', '$')
      .exec();
    expect(results).toEqual([
      [null, 1],
      [null, ['list', 'a']],
      [null, null],
      [null, null],
    ]);
  });

  it('transactions inside a pipeline', async () => {
    const pipeline = client.pipeline([
      ['set', 'a', 1],
      ['multi'],
      ['incr', 'a'],
    ]);
    // Ends the transaction; the next one runs the pipeline.
    await pipeline.exec();
    expect((await pipeline.exec())?.at(-1)).toEqual([null, [2]]);
  });

  it('scripts, custom commands included', async () => {
    client.defineCommand('subscribeEcho', {
      numberOfKeys: 0,
      lua: 'return ARGV[1]',
    });
    const scripted = client as Redis & {
      subscribeEcho(text: string): Promise<string>;
    };
    expect(await scripted.subscribeEcho('a')).toBe('a');
  });
});

describe('the guard lets the driver log in, on every connection,', () => {
  it.each<[string, RedisOptions]>([
    ['with a password', { password: 's3cret' }],
    ['with a user', { username: 'default', password: 's3cret' }],
    [
      'with everything',
      { password: 's3cret', db: 3, connectionName: 'n', readOnly: true },
    ],
  ])('%s', async (_, options) => {
    await using own = await startRedisServer({
      args: ['--requirepass', 's3cret'],
    });
    const shared: Redis = getRedisClient(own.url, options);
    const expectLoggedIn = async () => {
      const info = await shared.client('INFO');
      expect(info).toContain(` db=${options.db ?? 0} `);
      const name = options.connectionName ?? 'shared-redis:shared:';
      expect(info).toContain(` name=${name}`);
    };
    await expectLoggedIn();
    shared.disconnect(true);
    await next(shared, 'ready');
    await expectLoggedIn();
    const { username, password = '' } = options;
    const login = username ? [username, password] : [password];
    expect(await shared.call('AUTH', ...login)).toBe('OK');
    await resetRedisClients();
  });
});

describe('a client that is not shared', () => {
  it('is not guarded', async () => {
    const own = openDedicatedRedisClient(server.url);
    expect(await own.watch('a')).toBe('OK');
    expect(await own.subscribe('news')).toBe(1);
    const copy = client.duplicate();
    expect(await copy.select(1)).toBe('OK');
    expect(await copy.quit()).toBe('OK');
  });

  it('is refused nothing while there is no server', async () => {
    const lazy: Redis = getRedisClient(await freePort(), '127.0.0.1', {
      lazyConnect: true,
    });
    expect(await failure(lazy.subscribe('news'))).toEqual(refusal());
  });
});
