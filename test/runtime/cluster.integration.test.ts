import type { Cluster } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { getRedisCluster, resetRedisClients } from 'shared-redis';
import { RedisClass } from '../../runtime/src/ioredis-class.ts';
import {
  migrateSlot,
  type RedisCluster,
  startRedisCluster,
} from '../support/redis-cluster.ts';
import { freePort } from '../support/redis-server.ts';
import { scriptWith, SOON } from './idle-script.ts';

/** A busy machine may take its time for thousands of replies. */
const PATIENTLY_MS = 20_000;

let servers: RedisCluster;

/** A shared client without the types that keep it open. */
const get = (): Cluster => getRedisCluster(servers.startupNodes);

const CLOSE = { code: 'ERR_SHARED_REDIS_CLOSE' };
const STATE = { code: 'ERR_SHARED_REDIS_STATE' };

beforeAll(async () => {
  servers = await startRedisCluster();
});

afterEach(() => resetRedisClients());

afterAll(() => servers[Symbol.asyncDispose]());

describe('getRedisCluster', () => {
  it('gives one client for arguments of the same meaning', () => {
    const lazy = { lazyConnect: true };
    const client = getRedisCluster(
      ['redis://a:1', { host: 'b', port: 2 }],
      lazy,
    );
    const same = [
      getRedisCluster([{ port: 2, host: 'b' }, 'redis://a:1'], lazy),
      getRedisCluster(
        [{ host: 'b', port: '2' as unknown as number }, 'redis://a:1/3'],
        {
          ...lazy,
          maxRedirections: 16,
          scaleReads: 'master',
          redisOptions: {},
        },
      ),
    ];
    expect(new Set([client, ...same]).size).toBe(1);
    expect(getRedisCluster([6379], lazy)).toBe(
      getRedisCluster([{ host: '127.0.0.1' }], lazy),
    );
  });

  it('gives distinct clients for distinct arguments', () => {
    const lazy = { lazyConnect: true };
    const clients = [
      getRedisCluster(['redis://a'], lazy),
      getRedisCluster(['redis://a', 'redis://b'], lazy),
      getRedisCluster(['redis://localhost'], lazy),
      getRedisCluster(['redis://127.0.0.1'], lazy),
      getRedisCluster(['redis://:s3cret@a'], lazy),
      getRedisCluster(['redis://a'], { ...lazy, scaleReads: 'slave' }),
      getRedisCluster(['redis://a'], {
        ...lazy,
        redisOptions: { password: 's3cret' },
      }),
      getRedisCluster(['redis://a'], {
        ...lazy,
        redisOptions: { lazyConnect: false },
      }),
    ];
    expect(new Set(clients).size).toBe(clients.length);
  });

  it('keeps what it was asked for when its caller changes it', async () => {
    const nodes = [...servers.startupNodes];
    const client = getRedisCluster(nodes);
    nodes.length = 0;
    expect(await client.set('a', 1)).toBe('OK');
  });

  it.each([
    ['no nodes', [], {}],
    ['a node that is no URL', ['redis://:s3cret@['], {}],
    ['an option that is none', [1], { scaleReads: 's3cret' as 'all' }],
  ])('throws for %s', (_, nodes, options) => {
    expect(() => getRedisCluster(nodes, options)).toThrow(
      expect.objectContaining({ code: 'ERR_SHARED_REDIS_ARGUMENTS' }),
    );
  });
});

describe('a shared cluster client', () => {
  it('is a client of the driver that reads and writes every slot', async () => {
    const client = get();
    expect(client).toBeInstanceOf(RedisClass.Cluster);
    const names = Array.from({ length: 100 }, (_, i) => `key:${i}`);
    await Promise.all(names.map((name) => client.set(name, name)));
    const values = await Promise.all(names.map((name) => client.get(name)));
    expect(values).toEqual(names);
    expect(await client.multi().incr('{n}1').incr('{n}2').exec()).toEqual([
      [null, 1],
      [null, 1],
    ]);
  });

  it('cannot be closed', async () => {
    const client = get();
    await client.ping();
    await expect(client.quit()).rejects.toMatchObject(CLOSE);
    await expect(client.call('quit')).rejects.toMatchObject(CLOSE);
    const error = await new Promise((resolve) => {
      void client.quit(resolve).catch(() => undefined);
    });
    expect(error).toMatchObject(CLOSE);
    expect(() => {
      client.disconnect();
    }).toThrow(expect.objectContaining(CLOSE));
    for (const node of client.nodes()) {
      await expect(node.quit()).rejects.toMatchObject(CLOSE);
    }
    expect(await client.ping()).toBe('PONG');
  });

  it('refuses to change a connection, its own and those of nodes', async () => {
    const client = get();
    await client.ping();
    for (const target of [client, ...client.nodes()]) {
      await expect(target.subscribe('news')).rejects.toMatchObject(STATE);
      await expect(target.blpop('list', 0)).rejects.toMatchObject(STATE);
      await expect(target.watch('key')).rejects.toMatchObject(STATE);
      await expect(target.call('CLIENT', 'REPLY', 'OFF')).rejects.toMatchObject(
        STATE,
      );
    }
    expect(await client.ping()).toBe('PONG');
  });

  it('refuses monitor() of a node, which would open a connection', async () => {
    const client = get();
    await client.ping();
    for (const node of client.nodes()) {
      await expect(node.monitor()).rejects.toMatchObject(STATE);
    }
  });

  it('refuses in a pipeline and in a transaction, in place', async () => {
    const client = get();
    const results = await client
      .pipeline()
      .set('{p}a', '1')
      .blpop('{p}none', 0)
      .get('{p}a')
      .exec();
    expect(results).toMatchObject([[null, 'OK'], [STATE], [null, '1']]);
    await expect(
      client.multi().set('{p}a', '2').watch('{p}a').exec(),
    ).rejects.toThrow('EXECABORT');
    expect(await client.get('{p}a')).toBe('1');
  });

  it('connects once however often it is told to', async () => {
    const lazy = { lazyConnect: true };
    const client = getRedisCluster(servers.startupNodes, lazy);
    await Promise.all([client.connect(), client.connect()]);
    await client.connect();
    expect(client.status).toBe('ready');
  });

  it('reconnects on disconnect(true)', async () => {
    const client = get();
    await client.ping();
    client.disconnect(true);
    expect(await client.ping()).toBe('PONG');
  });

  it('has a duplicate that its caller closes', async () => {
    const own = get().duplicate();
    expect(await own.ping()).toBe('PONG');
    expect(await own.quit()).toBe('OK');
  });

  it.each(['connected', 'connecting'])(
    'loses no reply to a reset when %s',
    async (state) => {
      const client = get();
      if (state === 'connected') await client.ping();
      const replies = Array.from({ length: 2_000 }, (_, i) =>
        client.incr(`reset:${i % 50}`),
      );
      await resetRedisClients(PATIENTLY_MS);
      expect(await Promise.all(replies)).toHaveLength(2_000);
      // A cluster says that its nodes are closed before it says that it is.
      expect(client.status).toMatch(/^(?:close|end)$/);
      expect(get()).not.toBe(client);
    },
  );

  it.each([
    ['that never connected', { lazyConnect: true }],
    ['that cannot connect', { clusterRetryStrategy: () => 10_000 }],
  ])('%s is closed by a reset', async (_, options) => {
    const client = getRedisCluster([await freePort()], options);
    client.on('error', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await resetRedisClients();
    expect(client.status).toBe('end');
  });
});

it('a slot that moves under load loses nothing', async () => {
  const client = get();
  const [first, , last] = servers.nodes;
  if (!first || !last) throw new Error('too few nodes');
  const slot = 12_182; // of 'foo', on the last node
  const acknowledged: Promise<number>[] = [];
  const moved = new AbortController();
  const load = (async () => {
    while (!moved.signal.aborted) {
      acknowledged.push(client.incr('{foo}n'));
      await new Promise(setImmediate);
    }
  })();
  await migrateSlot(slot, { from: last, to: first, all: servers.nodes });
  await migrateSlot(slot, { from: first, to: last, all: servers.nodes });
  moved.abort();
  await load;
  const counts = await Promise.all(acknowledged);
  expect(counts.length).toBeGreaterThan(10);
  expect(await client.get('{foo}n')).toBe(String(counts.length));
});

describe('a script with a cluster client', () => {
  const script = (body: string, options = '{}') =>
    scriptWith(
      0,
      `const client = getRedisCluster(
        ${JSON.stringify(servers.startupNodes)},
        ${options},
      );
      ${body}`,
    );

  it.each([
    ['a command', 'await client.set("a", 1);'],
    [
      'commands to all nodes',
      'for (const k of "abcdefgh") await client.get(k);',
    ],
    ['a command after a pause', 'await sleep(700); await client.ping();'],
    ['connect()', 'await client.connect();'],
    ['nothing', ''],
  ])('ends by itself after %s', async (_, work) => {
    const options =
      '{ slotsRefreshInterval: 200, lazyConnect: ' +
      `${work.includes('connect')} }`;
    const { lines, lingered } = await script(
      `${work} console.log('done');`,
      options,
    ).ends();
    expect(lines).toEqual(['done']);
    expect(lingered).toBeLessThan(SOON);
  });

  it('does not end before commands that nobody awaits', async () => {
    await script(
      'for (let i = 0; i < 300; i++) client.incr(`fired:${i % 10}`);',
    ).ends();
    const counts = Array.from({ length: 10 }, (_, i) =>
      get().get(`fired:${i}`),
    );
    expect(await Promise.all(counts)).toEqual(Array(10).fill('30'));
  });

  it('does not end before a command that waits for the cluster', async () => {
    const port = await freePort();
    const { lines } = await scriptWith(
      port,
      `const client = getRedisCluster([port], {
        clusterRetryStrategy: (times) => (times < 5 ? 200 : null),
      });
      client.on('error', () => undefined);
      await until(client, 'reconnecting');
      client.get('a').catch(() => console.log('failed'));`,
    ).ends();
    expect(lines).toEqual(['failed']);
  });

  it('ends while nothing waits for a cluster that is not there', async () => {
    const { lines, lingered } = await scriptWith(
      await freePort(),
      `const client = getRedisCluster([port], {
        clusterRetryStrategy: () => 15_000,
      });
      await until(client, 'reconnecting');
      console.log('done');`,
    ).ends();
    expect(lines).toEqual(['done']);
    // ioredis waits 2 seconds for each socket it closes that was never open.
    expect(lingered).toBeLessThan(5_000);
  });
});
