import { setTimeout as sleep } from 'node:timers/promises';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from 'vitest';
import {
  getRedisClient,
  resetRedisClients,
  subscribeRedis,
} from 'shared-redis';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { Observer } from './observer.ts';

let server: RedisServer;
let observer: Observer;
let heard: string[];

beforeAll(async () => {
  server = await startRedisServer();
  observer = new Observer(server.port);
});

beforeEach(() => {
  heard = [];
});

afterEach(() => resetRedisClients());

afterAll(async () => {
  await observer.redis.quit();
  await server.stop();
});

const listener = (name: string) => (message: string, channel: string) =>
  heard.push(`${name}: ${message} on ${channel}`);

const publish = async (channel: string, message: string) => {
  const receivers = await observer.redis.publish(channel, message);
  await sleep(20);
  return receivers;
};

/** The connections that the server takes for subscribers. */
const subscribers = async () =>
  ((await observer.redis.client('LIST', 'TYPE', 'PUBSUB')) as string)
    .split('\n')
    .filter(Boolean);

const settlesAt = async (count: number) => {
  await vi.waitFor(async () => {
    expect(await subscribers()).toHaveLength(count);
  });
};

describe('subscribeRedis', () => {
  it('calls the listener with every message of its channels', async () => {
    await subscribeRedis(server.url, ['news', 'weather'], listener('a'));
    await publish('news', '1');
    await publish('weather', '2');
    await publish('sports', '3');
    expect(heard).toEqual(['a: 1 on news', 'a: 2 on weather']);
  });

  it('has subscribed when it resolves', async () => {
    await subscribeRedis(server.url, 'news', listener('a'));
    expect(await publish('news', '1')).toBe(1);
  });

  it('listens to patterns, which the listener is told', async () => {
    const calls: unknown[] = [];
    await subscribeRedis(
      server.url,
      { channels: ['news.de'], patterns: ['news.*'] },
      (...call) => calls.push(call),
    );
    await publish('news.de', '1');
    expect(calls).toEqual([
      ['1', 'news.de', undefined],
      ['1', 'news.de', 'news.*'],
    ]);
  });

  it('has one connection for all listeners of one key', async () => {
    const { port, url } = server;
    await Promise.all([
      ...Array.from({ length: 50 }, (_, i) =>
        subscribeRedis(url, `channel:${i}`, listener('a')),
      ),
      subscribeRedis(`${url}/0`, 'news', listener('b')),
      subscribeRedis({ host: '127.0.0.1', port }, 'news', listener('c')),
    ]);
    expect(await subscribers()).toHaveLength(1);
    await publish('news', '1');
    expect(heard).toEqual(['b: 1 on news', 'c: 1 on news']);
  });

  it('leaves the shared client of the same key alone', async () => {
    await subscribeRedis(server.url, 'news', listener('a'));
    const client = getRedisClient(server.url);
    expect(await client.publish('news', '1')).toBe(1);
    expect(await client.ping()).toBe('PONG');
  });

  it('names its connection', async () => {
    await subscribeRedis(server.url, 'news', listener('a'));
    expect((await subscribers())[0]).toMatch(
      / name=shared-redis:subscriber:[0-9a-f]{8} /,
    );
  });

  it('subscribes to a name of Object.prototype', async () => {
    await subscribeRedis(server.url, '__proto__', listener('a'));
    await subscribeRedis(server.url, 'constructor', listener('b'));
    await publish('__proto__', '1');
    await publish('constructor', '2');
    expect(heard).toEqual(['a: 1 on __proto__', 'b: 2 on constructor']);
  });

  it('opens nothing for no channels', async () => {
    const unsubscribe = await subscribeRedis(server.url, [], listener('a'));
    expect(await subscribers()).toEqual([]);
    await unsubscribe();
  });

  it('does not mind options that suit commands only', async () => {
    const options = {
      host: '127.0.0.1',
      port: server.port,
      lazyConnect: true,
      enableOfflineQueue: false,
    };
    await subscribeRedis(options, 'news', listener('a'));
    expect(await publish('news', '1')).toBe(1);
  });
});

describe('unsubscribing', () => {
  it('silences this listener, not another', async () => {
    const first = await subscribeRedis(server.url, 'news', listener('a'));
    await subscribeRedis(server.url, 'news', listener('b'));
    await first();
    await first();
    await publish('news', '1');
    expect(heard).toEqual(['b: 1 on news']);
  });

  it('tells the same function in two subscriptions apart', async () => {
    const same = listener('a');
    const first = await subscribeRedis(server.url, 'news', same);
    await subscribeRedis(server.url, 'news', same);
    await publish('news', '1');
    await first();
    await publish('news', '2');
    expect(heard).toEqual(['a: 1 on news', 'a: 1 on news', 'a: 2 on news']);
  });

  it('tells the server when nobody listens to a channel', async () => {
    const channels = ['news', 'weather'];
    const first = await subscribeRedis(server.url, channels, listener('a'));
    await subscribeRedis(server.url, 'weather', listener('b'));
    await first();
    expect(await publish('news', '1')).toBe(0);
    expect(await publish('weather', '2')).toBe(1);
  });

  it('closes the connection with the last listener', async () => {
    const both = await Promise.all([
      subscribeRedis(server.url, 'news', listener('a')),
      subscribeRedis(server.url, { patterns: ['n*'] }, listener('b')),
    ]);
    await both[0]();
    await settlesAt(1);
    await both[1]();
    await settlesAt(0);
    await subscribeRedis(server.url, 'news', listener('c'));
    await publish('news', '1');
    expect(heard).toEqual(['c: 1 on news']);
  });

  it('works from within a listener, for the rest of the same message', async () => {
    let second = () => Promise.resolve();
    await subscribeRedis(server.url, 'news', () => second());
    second = await subscribeRedis(server.url, 'news', listener('b'));
    await publish('news', '1');
    expect(heard).toEqual([]);
  });

  it('and subscribing at the same time leave what was asked for', async () => {
    await subscribeRedis(server.url, 'base', listener('base'));
    const stays: Promise<unknown>[] = [];
    for (let round = 0; round < 100; round++) {
      const goes = subscribeRedis(server.url, 'news', listener('goes'));
      const left = goes.then((unsubscribe) => unsubscribe());
      if (round % 3 === 0) await left;
      stays.push(left);
      if (round === 50) {
        stays.push(subscribeRedis(server.url, 'news', listener('stays')));
      }
    }
    await Promise.all(stays);
    expect(await publish('news', '1')).toBe(1);
    expect(heard).toEqual(['stays: 1 on news']);
  });

  it('and subscribing in turns always hears what is sent in between', async () => {
    for (let round = 0; round < 30; round++) {
      const name = listener(String(round));
      const unsubscribe = await subscribeRedis(server.url, 'news', name);
      await observer.redis.publish('news', 'x');
      await vi.waitFor(() => {
        expect(heard.at(-1)).toBe(`${round}: x on news`);
      });
      if (round % 2 === 0) await unsubscribe();
      else void unsubscribe();
    }
  });
});

describe('a listener that fails', () => {
  const emitWarning = vi.spyOn(process, 'emitWarning');

  beforeEach(() => {
    emitWarning.mockReset().mockReturnValue();
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('and %s is reported, and the others go on', async (_, broken) => {
    await subscribeRedis(server.url, 'news', broken);
    await subscribeRedis(server.url, 'news', listener('b'));
    await publish('news', '1');
    await publish('news', '2');
    expect(heard).toEqual(['b: 1 on news', 'b: 2 on news']);
    expect(emitWarning).toHaveBeenCalledTimes(2);
    expect(emitWarning).toHaveBeenCalledWith(
      expect.stringMatching(/^A listener of subscribeRedis failed: .*broken/),
      { type: 'SharedRedisWarning', code: 'SHARED_REDIS_LISTENER' },
    );
  });
});

it('a listener that rejects without a reason is reported', async () => {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what it is about
  await subscribeRedis(server.url, 'news', () => Promise.reject());
  await publish('news', '1');
  expect(emitWarning).toHaveBeenCalledWith(
    'A listener of subscribeRedis failed: undefined',
    { type: 'SharedRedisWarning', code: 'SHARED_REDIS_LISTENER' },
  );
  emitWarning.mockRestore();
});

describe('a subscription that the server refuses', () => {
  it('rejects with its error, and leaves the others alone', async () => {
    await observer.redis.call(
      ...['ACL', 'SETUSER', 'limited', 'on', '>s3cret', '+@all', '&public*'],
    );
    const url = `redis://limited:s3cret@127.0.0.1:${server.port}`;
    await subscribeRedis(url, 'public', listener('a'));
    const refused = subscribeRedis(
      url,
      ['public', 'public:2', 'private'],
      listener('b'),
    );
    await expect(refused).rejects.toThrow('NOPERM');
    await publish('public', '1');
    expect(await publish('public:2', '2')).toBe(0);
    expect(heard).toEqual(['a: 1 on public']);
  });

  it('rejects when ioredis cannot read the URL', async () => {
    await expect(
      subscribeRedis('redis://:s3cret@[', 'news', listener('a')),
    ).rejects.toMatchObject({
      code: 'ERR_SHARED_REDIS_ARGUMENTS',
      message: expect.not.stringContaining('s3cret') as unknown,
    });
  });
});

describe('resetRedisClients', () => {
  it('ends every subscription', async () => {
    const unsubscribe = await subscribeRedis(
      server.url,
      { channels: ['news'], patterns: ['n*'] },
      listener('a'),
    );
    await resetRedisClients();
    await settlesAt(0);
    await unsubscribe();
    await subscribeRedis(server.url, 'news', listener('b'));
    await publish('news', '1');
    expect(heard).toEqual(['b: 1 on news']);
  });
});
