import iovalkey, { type Cluster } from 'iovalkey';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { getRedisCluster as getIoredisCluster } from 'shared-redis';
import { getRedisCluster, resetRedisClients } from 'shared-redis/iovalkey';
import {
  migrateSlot,
  type RedisCluster,
  startRedisCluster,
} from '../support/redis-cluster.ts';
import { refusal } from './guarded-commands.ts';
import { SOON } from './idle-script.ts';
import { Script } from './script.ts';

let servers: RedisCluster;

/** A shared client without the types that keep it open. */
const get = (): Cluster => getRedisCluster(servers.startupNodes);

const KEYS = Array.from({ length: 50 }, (_, i) => `key:${i}`);

beforeAll(async () => {
  servers = await startRedisCluster();
});

afterEach(() => resetRedisClients());

afterAll(() => servers[Symbol.asyncDispose]());

describe('a shared cluster client of iovalkey', () => {
  it('is one for arguments of the same meaning, and none of ioredis', () => {
    const lazy = { lazyConnect: true };
    const client = getRedisCluster(
      ['valkey://a:1', { host: 'b', port: 2 }],
      lazy,
    );
    expect(getRedisCluster([{ port: 2, host: 'b' }, 'redis://a:1'], lazy)).toBe(
      client,
    );
    expect(getRedisCluster(['valkey://a:1'], lazy)).not.toBe(client);
    expect(getIoredisCluster(['redis://a:1'], lazy)).not.toBe(
      getRedisCluster(['redis://a:1'], lazy),
    );
  });

  it('is a client of the driver that reads and writes every slot', async () => {
    const client = get();
    expect(client).toBeInstanceOf(iovalkey.Cluster);
    await Promise.all(KEYS.map((key) => client.set(key, key)));
    expect(await Promise.all(KEYS.map((key) => client.get(key)))).toEqual(KEYS);
  });

  it('cannot be closed, nor its connections changed', async () => {
    const client = get();
    await client.ping();
    const closed = refusal('ERR_SHARED_REDIS_CLOSE');
    const state = refusal('ERR_SHARED_REDIS_STATE');
    await expect(client.quit()).rejects.toEqual(closed);
    expect(() => {
      client.disconnect();
    }).toThrow(closed);
    await expect(client.subscribe('news')).rejects.toEqual(state);
    for (const node of client.nodes()) {
      await expect(node.quit()).rejects.toEqual(closed);
      await expect(node.watch('a')).rejects.toEqual(state);
    }
  });

  it('loses nothing while a slot moves', async () => {
    const client = get();
    const slot = await client.cluster('KEYSLOT', 'counter');
    const owner = Math.floor((slot * servers.nodes.length) / 16_384);
    const from = servers.nodes[owner]!;
    const to = servers.nodes[(owner + 1) % servers.nodes.length]!;
    await client.set('counter', 0);
    const replies: Promise<number>[] = [];
    const load = setInterval(() => replies.push(client.incr('counter')), 1);
    await migrateSlot(slot, { from, to, all: servers.nodes });
    clearInterval(load);
    await Promise.all(replies);
    expect(await client.get('counter')).toBe(String(replies.length));
  });

  it('is closed by a reset, which loses no reply', async () => {
    const client = get();
    const replies = KEYS.map((key) => client.set(key, '1'));
    await resetRedisClients();
    expect(new Set(await Promise.all(replies))).toEqual(new Set(['OK']));
    expect(client.status).toBe('end');
    expect(get()).not.toBe(client);
  });

  it('lets a script end with its last reply', async () => {
    const script = new Script(
      `import { getRedisCluster } from 'shared-redis/iovalkey';
      const client = getRedisCluster(JSON.parse(process.env.STARTUP_NODES));
      console.log(await client.set('a', '1'));`,
      { STARTUP_NODES: JSON.stringify(servers.startupNodes) },
    );
    const { lines, lingered } = await script.ends();
    expect(lines).toEqual(['OK']);
    expect(lingered).toBeLessThan(SOON);
  });
});
