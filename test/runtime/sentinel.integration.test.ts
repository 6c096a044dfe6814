import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
  subscribeRedis,
} from 'shared-redis';
import { ioredisDriver } from '../../runtime/src/ioredis-driver.ts';
import {
  type RedisSentinels,
  startRedisSentinels,
} from '../support/redis-sentinel.ts';
import { scriptWith, SOON } from './idle-script.ts';

let set: RedisSentinels;

const options = () => ({ name: set.name, sentinels: set.sentinels });

beforeAll(async () => {
  set = await startRedisSentinels();
});

afterEach(() => resetRedisClients());

afterAll(() => set[Symbol.asyncDispose]());

describe('a shared client behind sentinels', () => {
  it('is one for options of the same meaning', async () => {
    const client = getRedisClient(options());
    expect(getRedisClient({ ...options(), db: 0, role: 'master' })).toBe(
      client,
    );
    expect(getRedisClient({ ...options(), role: 'slave' })).not.toBe(client);
    expect(await client.ping()).toBe('PONG');
  });

  it('is guarded', async () => {
    const client: Redis = getRedisClient(options());
    const state = { code: 'ERR_SHARED_REDIS_STATE' };
    await expect(client.subscribe('news')).rejects.toMatchObject(state);
    await expect(client.select(1)).rejects.toMatchObject(state);
    await expect(client.quit()).rejects.toMatchObject({
      code: 'ERR_SHARED_REDIS_CLOSE',
    });
    expect(await client.ping()).toBe('PONG');
  });

  it.each([
    ['a command', 'await client.set("a", 1);'],
    ['a command after a pause', 'await sleep(300); await client.ping();'],
    ['connect()', 'await client.connect();'],
    ['nothing', ''],
  ])('lets a script end that did %s', async (_, work) => {
    const { lines, lingered } = await scriptWith(
      0,
      `const client = getRedisClient(${JSON.stringify(options())});
      ${work}
      console.log('done');`,
    ).ends();
    expect(lines).toEqual(['done']);
    expect(lingered).toBeLessThan(SOON);
  });
});

describe('the key of a client behind sentinels', () => {
  const key = (...args: unknown[]) =>
    ioredisDriver.key(ioredisDriver.parse(...args));

  it('knows the sentinels, the name and the role', () => {
    const keys = [
      key(options()),
      key({ ...options(), name: 'other' }),
      key({ ...options(), role: 'slave' }),
      key({ ...options(), sentinels: set.sentinels.slice(1) }),
      key({ ...options(), sentinelPassword: 's3cret' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

it('every kind of client follows a failover', async () => {
  const heard: string[] = [];
  const shared = getRedisClient(options());
  await using dedicated = openDedicatedRedisClient(options());
  await subscribeRedis(options(), 'news', (text) => heard.push(text));
  const masterPort = async (client: Redis) =>
    /tcp_port:(\d+)/.exec(await client.info('server'))?.[1];
  expect(await masterPort(shared)).toBe(String(set.master.port));
  await sleep(1_500);

  await set.master.stop();
  await expect
    .poll(() => masterPort(shared), { timeout: 20_000 })
    .toBe(String(set.replica.port));
  expect(await shared.set('after', 'failover')).toBe('OK');
  expect(await dedicated.get('after')).toBe('failover');
  await expect
    .poll(
      async () => {
        await shared.publish('news', 'hello');
        return heard.length;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0);
});
