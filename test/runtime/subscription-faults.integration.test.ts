import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import { resetRedisClients, subscribeRedis } from 'shared-redis';
import { RedisClass } from '../../runtime/src/ioredis-class.ts';
import {
  freePort,
  type RedisServer,
  startRedisServer,
} from '../support/redis-server.ts';
import { scriptWith, SOON } from './idle-script.ts';
import { Observer } from './observer.ts';

const HOST = '127.0.0.1';
const retryStrategy = () => 20;

let heard: string[];
let emitWarning: MockInstance<typeof process.emitWarning>;

beforeEach(() => {
  heard = [];
  emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();
});

afterEach(async () => {
  emitWarning.mockRestore();
  await resetRedisClients();
});

const warnings = () =>
  emitWarning.mock.calls.map(([message, options]) => {
    const { code } = options as unknown as { code: string };
    return `${code}: ${String(message)}`;
  });

const listener = (name: string) => (message: string, channel: string) =>
  heard.push(`${name}: ${message} on ${channel}`);

/** Publishes until somebody receives it, which takes the time to reconnect. */
const publish = async ({ redis }: Observer, channel: string) => {
  await vi.waitFor(
    async () => {
      expect(await redis.publish(channel, 'x')).toBe(1);
    },
    { timeout: 5_000, interval: 10 },
  );
  await sleep(20);
};

const killSubscribers = ({ redis }: Observer) =>
  redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');

describe('subscriptions outlive', () => {
  let server: RedisServer;
  let observer: Observer;

  beforeEach(async () => {
    server = await startRedisServer();
    observer = new Observer(server.port);
    return async () => {
      await resetRedisClients();
      observer.redis.disconnect();
      await server.stop();
    };
  });

  const subscribe = (names: string | string[], name = 'a') =>
    subscribeRedis(
      { host: HOST, port: server.port, retryStrategy },
      { channels: [names].flat(), patterns: [`${name}.*`] },
      listener(name),
    );

  it('the end of their connection by the server', async () => {
    await subscribe(['news', 'weather']);
    for (let kill = 0; kill < 3; kill++) {
      await killSubscribers(observer);
      await publish(observer, 'weather');
      await publish(observer, 'a.b');
    }
    expect(new Set(heard)).toEqual(new Set(['a: x on weather', 'a: x on a.b']));
  });

  it('a connection that ends again while they are made anew', async () => {
    const names = Array.from({ length: 500 }, (_, i) => `news:${i}`);
    await subscribe(names);
    for (let kill = 0; kill < 20; kill++) {
      await killSubscribers(observer);
      await sleep(15 + kill);
    }
    await Promise.all(names.map((name) => publish(observer, name)));
    expect(new Set(heard)).toEqual(
      new Set(names.map((name) => `a: x on ${name}`)),
    );
    expect(warnings().join()).not.toContain('SHARED_REDIS_SUBSCRIPTION');
  });

  it('a restart of the server', async () => {
    await subscribe('news');
    const { port } = server;
    await server.stop();
    await sleep(200);
    server = await startRedisServer({ port });
    await publish(observer, 'news');
    await publish(observer, 'a.b');
    expect(new Set(heard)).toEqual(new Set(['a: x on news', 'a: x on a.b']));
  });

  it('a loss of the connection that others are made or ended in', async () => {
    const leave = await subscribe('old');
    await subscribe('stays', 'b');
    await killSubscribers(observer);
    const made = subscribe('new', 'c');
    await Promise.all([leave(), made]);
    await publish(observer, 'new');
    await publish(observer, 'stays');
    expect(await observer.redis.publish('old', 'x')).toBe(0);
    expect(await observer.redis.publish('a.b', 'x')).toBe(0);
    expect(heard).toEqual(['c: x on new', 'b: x on stays']);
  });

  it('subscribing and unsubscribing under constant losses', async () => {
    await subscribe('base', 'base');
    const kills = setInterval(() => void killSubscribers(observer), 15);
    const stays: string[] = [];
    await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        await sleep(i * 10);
        const leave = await subscribe(`channel:${i % 20}`, String(i));
        if (i < 40) await leave();
        else stays.push(`${i}: x on channel:${i % 20}`);
      }),
    );
    clearInterval(kills);
    await sleep(200);
    for (let i = 0; i < 20; i++) await publish(observer, `channel:${i}`);
    expect(heard.sort()).toEqual(stays.sort());
  });
});

describe('subscriptions whose connection is not opened again', () => {
  it('are reported, and the next one has a new connection', async () => {
    await using server = await startRedisServer();
    const observer = new Observer(server.port);
    const options = {
      host: HOST,
      port: server.port,
      retryStrategy: () => null,
    };
    const leave = await subscribeRedis(options, 'news', listener('a'));
    await killSubscribers(observer);
    await vi.waitFor(() => {
      expect(warnings()).toEqual([
        expect.stringMatching(/^SHARED_REDIS_SUBSCRIPTION: .* is lost/),
      ]);
    });
    await subscribeRedis(options, 'news', listener('b'));
    await leave();
    await publish(observer, 'news');
    expect(heard).toEqual(['b: x on news']);
    await resetRedisClients();
    await observer.redis.quit();
  });

  it('fail like a command when there never was one', async () => {
    const options = {
      host: HOST,
      port: await freePort(),
      maxRetriesPerRequest: 1,
      retryStrategy,
    };
    await expect(
      subscribeRedis(options, 'news', listener('a')),
    ).rejects.toMatchObject({ name: 'MaxRetriesPerRequestError' });
  });
});

it('a subscription that the server refuses to renew is reported', async () => {
  await using server = await startRedisServer();
  const observer = new Observer(server.port);
  const acl = (...rules: string[]) =>
    observer.redis.call('ACL', 'SETUSER', 'limited', ...rules);
  await acl('on', '>s3cret', '+@all', 'allchannels');
  const options = { username: 'limited', password: 's3cret', retryStrategy };
  await subscribeRedis(
    { ...options, host: HOST, port: server.port },
    ['public', 'private'],
    listener('a'),
  );
  await acl('resetchannels', '&public');
  await publish(observer, 'public');
  expect(warnings()).toEqual([
    expect.stringMatching(/^SHARED_REDIS_SUBSCRIPTION: .*NOPERM/),
  ]);
  await resetRedisClients();
  await observer.redis.quit();
});

const { Command } = RedisClass as unknown as {
  Command: { checkFlag(flag: string, name: string): boolean };
};

describe.runIf(Command.checkFlag('ENTER_SUBSCRIBER_MODE', 'ssubscribe'))(
  'shard channels',
  () => {
    it('and ordinary ones outlive each other, and a loss', async () => {
      await using server = await startRedisServer();
      const observer = new Observer(server.port);
      const { redis } = observer;
      const options = {
        host: HOST,
        port: server.port,
        keyPrefix: 'app:',
        retryStrategy,
      };
      const subscribe = (shard: string, channel: string) =>
        subscribeRedis(
          options,
          { shardChannels: [shard], channels: [channel] },
          listener('a'),
        );
      const first = await subscribe('s1', 'c1');
      const second = await subscribe('s2', 'c2');
      await killSubscribers(observer);
      await vi.waitFor(async () => {
        expect(await redis.call('SPUBLISH', 'app:s1', 'x')).toBe(1);
        expect(await redis.call('SPUBLISH', 'app:s2', 'x')).toBe(1);
      });
      await publish(observer, 'c2');
      await first();
      heard = [];
      expect(await redis.call('SPUBLISH', 'app:s1', 'x')).toBe(0);
      await redis.call('SPUBLISH', 'app:s2', 'x');
      await publish(observer, 'c2');
      expect(heard.sort()).toEqual(['a: x on c2', 'a: x on s2']);
      await second();
      await redis.quit();
    });
  },
);

it('does not pile up listeners while connections are cut', async () => {
  let connections = 0;
  const cutting = createServer((socket) => {
    connections++;
    socket.destroy();
  }).listen(0);
  await once(cutting, 'listening');
  const { port } = cutting.address() as AddressInfo;
  const options = { port, retryStrategy: () => 1, maxRetriesPerRequest: null };
  const subscribed = subscribeRedis(options, 'news', listener('a'));
  const failed = expect(subscribed).rejects.toThrow('Connection is closed.');
  await vi.waitFor(() => expect(connections).toBeGreaterThan(30));
  await resetRedisClients(0);
  await failed;
  cutting.close();
  const names = emitWarning.mock.calls.map(([warning]) => warning);
  expect(names.map(String).join()).not.toContain('MaxListenersExceeded');
});

it('a subscription holds the process, until it is over', async () => {
  await using server = await startRedisServer();
  const script = scriptWith(
    server.port,
    `
    const unsubscribe = await subscribeRedis(
      { host, port },
      'news',
      async (message) => {
        await unsubscribe();
        console.log(message);
      },
    );
    console.log('subscribed');`,
  );
  await script.prints('subscribed');
  await sleep(1_000);
  const { redis } = new Observer(server.port);
  await redis.publish('news', 'over');
  const { lines, lingered } = await script.ends();
  expect(lines).toEqual(['subscribed', 'over']);
  expect(lingered).toBeLessThan(SOON);
  await redis.quit();
});
