import type { Redis } from 'ioredis';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from 'vitest';
import { getRedisClient, resetRedisClients } from 'shared-redis';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import {
  expectUndisturbed,
  failure,
  refusal,
  type Words,
} from './guarded-commands.ts';
import { Observer } from './observer.ts';

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

describe('a pipeline with a refused command', () => {
  const pipeline = (to: Redis) =>
    to.pipeline().set('p', '1').subscribe('news').get('p').call('QUIT').exec();

  const expected = [
    [null, 'OK'],
    [refusal()],
    [null, '1'],
    [refusal('ERR_SHARED_REDIS_CLOSE')],
  ];

  it('keeps its slots', async () => {
    expect(await pipeline(client)).toEqual(expected);
    await expectUndisturbed(client, observer);
  });

  it('keeps them while it waits for its connection', async () => {
    const lazy = getRedisClient(server.url, { lazyConnect: true });
    expect(await pipeline(lazy)).toEqual(expected);
  });

  it('keeps them when it is sent again', async () => {
    await client.ping();
    await observer.redis.call('CLIENT', 'PAUSE', '300', 'WRITE');
    const results = pipeline(client);
    await observer.killOthers();
    expect(await results).toEqual(expected);
    await expectUndisturbed(client, observer);
  });

  it('may hold nothing else', async () => {
    expect(await client.pipeline().subscribe('news').exec()).toEqual([
      [refusal()],
    ]);
    const lazy = getRedisClient(server.url, { lazyConnect: true });
    expect(await lazy.pipeline().watch('a').exec()).toEqual([[refusal()]]);
  });

  it('keeps binary arguments and the others apart', async () => {
    const bytes = Buffer.from([0, 255, 10, 13]);
    const results = await client
      .pipeline()
      .set('bytes', bytes)
      .blpop(Buffer.from([255]), 0)
      .getBuffer('bytes')
      .exec();
    expect(results).toEqual([[null, 'OK'], [refusal()], [null, bytes]]);
  });

  it('cannot open a transaction by hand', async () => {
    const results = await client
      .pipeline()
      .call('MULTI')
      .set('a', '1')
      .call('EXEC')
      .exec();
    expect(results?.[0]).toEqual([refusal()]);
    expect(results?.[1]).toEqual([null, 'OK']);
    await expectUndisturbed(client, observer);
  });
});

describe('a transaction with a refused command', () => {
  it.each<Words>([
    ['SUBSCRIBE', 'news'],
    ['WATCH', 'a'],
    ['SELECT', 1],
    ['QUIT'],
    ['RESET'],
    ['DISCARD'],
    ['EXEC'],
    ['CLIENT', 'REPLY', 'OFF'],
  ])('%s ... is aborted as a whole', async (...words) => {
    const [name, ...args] = words;
    const error = await failure(
      client
        .multi()
        .incr('a')
        .call(name, ...args)
        .incr('a')
        .exec(),
    );
    expect(String(error)).toContain('EXECABORT');
    expect(error).toHaveProperty('previousErrors', [
      expect.objectContaining({
        code: expect.stringMatching(/^ERR_SHARED_REDIS_/) as string,
      }),
    ]);
    expect(await observer.redis.get('a')).toBeNull();
    await expectUndisturbed(client, observer);
  });

  it('cannot block by ending the transaction early', async () => {
    await failure(client.multi().call('DISCARD').blpop('none', 0).exec());
    await expectUndisturbed(client, observer);
  });

  it('is aborted when it had to wait for its connection', async () => {
    const lazy = getRedisClient(server.url, { lazyConnect: true });
    const error = await failure(lazy.multi().incr('a').watch('b').exec());
    expect(String(error)).toContain('EXECABORT');
    expect(await observer.redis.get('a')).toBeNull();
  });
});

describe('other users of a shared client', () => {
  it.each([true, false])(
    'lose no reply to refused commands (autopipelining: %s)',
    async (enableAutoPipelining) => {
      const shared: Redis = getRedisClient(server.url, {
        enableAutoPipelining,
      });
      const offences = [
        () => shared.subscribe('news'),
        () => shared.blpop('none', 0),
        () => shared.call('WATCH', 'a'),
        () => shared.quit(),
        () => shared.multi().incr('never').select(1).exec(),
        () => shared.pipeline().unwatch().exec(),
      ];
      const replies: Promise<number>[] = [];
      const refusals: Promise<unknown>[] = [];
      for (let i = 0; i < 3_000; i++) {
        replies.push(shared.incr('count'));
        const offence = offences[i % offences.length];
        if (offence && i % 7 === 0) refusals.push(failure(offence()));
      }
      expect(await Promise.all(replies)).toEqual(
        Array.from({ length: 3_000 }, (_, i) => i + 1),
      );
      await Promise.all(refusals);
      expect(await observer.redis.mget('count', 'never')).toEqual([
        '3000',
        null,
      ]);
    },
  );

  it('are not disturbed when only one call of an autopipeline is refused', async () => {
    const shared: Redis = getRedisClient(server.url, {
      enableAutoPipelining: true,
    });
    const [set, popped, got] = await Promise.allSettled([
      shared.set('a', '1'),
      shared.blpop('none', 0),
      shared.get('a'),
    ]);
    expect(set).toMatchObject({ value: 'OK' });
    expect(popped).toMatchObject({ reason: refusal() });
    expect(got).toMatchObject({ value: '1' });
  });
});
