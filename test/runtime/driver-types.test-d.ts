// Checked by the compiler only (npm run check:types): nothing here runs.
/* eslint-disable @typescript-eslint/no-deprecated -- closing is under test */
import type { Cluster, Redis } from 'iovalkey';
import type * as redis from 'redis';
import * as valkey from 'shared-redis/iovalkey';
import * as nodeRedis from 'shared-redis/node-redis';
import * as redisClient from 'shared-redis/redis-client';

export async function iovalkeyClients(): Promise<void> {
  const shared: valkey.SharedValkey =
    valkey.getRedisClient('valkey://localhost');
  const plain: Redis = shared;
  await plain.get('a');
  // @ts-expect-error a shared client is not the caller's to close
  await shared.quit();
  // @ts-expect-error a subscription takes over the connection
  await shared.subscribe('news');
  // @ts-expect-error other users' commands would join the transaction
  await shared.multi({ pipeline: false });
  await shared.multi().blpop('list', 0).exec();
  await using own = valkey.openDedicatedRedisClient(6379, 'localhost');
  await own.subscribe('news');
  await valkey.withDedicatedRedisClient((lent) => lent.watch('key'));
}

export async function iovalkeyClusters(): Promise<void> {
  const shared: valkey.SharedValkeyCluster = valkey.getRedisCluster(
    ['valkey://a', { host: 'b', port: 6379 }],
    { scaleReads: 'slave' },
  );
  const plain: Cluster = shared;
  await plain.get('a');
  // @ts-expect-error a shared client is not the caller's to close
  await shared.quit();
  // @ts-expect-error a subscription takes over the connection
  await shared.subscribe('news');
  // @ts-expect-error a cluster has startup nodes
  valkey.getRedisCluster('valkey://localhost');
}

export async function nodeRedisClients(): Promise<void> {
  const shared = nodeRedis.getRedisClient('redis://localhost');
  const plain: redis.RedisClientType = shared;
  await plain.get('a');
  const text: string | null = await shared.get('a');
  await shared.json.get(text ?? '');
  await shared.connect();
  // @ts-expect-error a shared client is not the caller's to close
  await shared.close();
  // @ts-expect-error a shared client is not the caller's to close
  shared.destroy();
  // @ts-expect-error a shared client is not the caller's to close
  await shared.QUIT();
  // @ts-expect-error a subscription takes over the connection
  await shared.subscribe('news', () => undefined);
  // @ts-expect-error a blocking command makes everybody wait
  await shared.blPop('list', 0);
  // @ts-expect-error WATCH is for the next transaction of anybody
  await shared.WATCH('key');
  await shared.multi().blPop('list', 0).exec();
  await using own = nodeRedis.openDedicatedRedisClient({ database: 1 });
  await own.blPop('list', 0);
  // @ts-expect-error nobody can pass off a dedicated client as shared
  const passedOff: typeof shared = own;
  await passedOff.get('a');
  const reply: string = await nodeRedis.withDedicatedRedisClient(
    'redis://localhost',
    (lent) => lent.ping(),
  );
  await nodeRedis.getOpsRedisClient({ name: reply }).ping();
}

export async function redisClientClients(): Promise<void> {
  const shared = redisClient.getRedisClient({ socket: { port: 1 } });
  await shared.get('a');
  // @ts-expect-error a shared client is not the caller's to close
  await shared.close();
  // @ts-expect-error only `redis` has modules of its own
  shared.json satisfies object;
}

export async function modulesAreTyped(): Promise<void> {
  const ask = {
    parseCommand: (parser: redis.CommandParser) => {
      parser.push('PING');
    },
    transformReply: undefined as unknown as () => string,
  };
  const shared = nodeRedis.getRedisClient({ modules: { mine: { ask } } });
  const reply: string = await shared.mine.ask();
  await shared.get(reply);
}
