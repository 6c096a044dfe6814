// Checked by the compiler only (npm run check:types): nothing here runs.
/* eslint-disable @typescript-eslint/no-deprecated -- closing is under test */
import type { Cluster, Redis, RedisOptions } from 'ioredis';
import {
  type DedicatedRedis,
  getBrokerRedisClient,
  getOpsRedisClient,
  getRedisClient,
  getRedisCluster,
  openDedicatedRedisClient,
  type SharedCluster,
  type SharedRedis,
  subscribeRedis,
  withDedicatedRedisClient,
} from 'shared-redis';

declare const options: RedisOptions;
declare function library(client: Redis): void;

export async function sharedClientsCannotBeClosed(): Promise<void> {
  const client = getRedisClient('redis://localhost');
  // @ts-expect-error a shared client is not the caller's to close
  await client.quit();
  // @ts-expect-error a shared client is not the caller's to close
  client.disconnect();
  // @ts-expect-error a shared client is not the caller's to close
  client.end();
  // @ts-expect-error roles give shared clients too
  await getOpsRedisClient().quit();
  // @ts-expect-error roles give shared clients too
  await getBrokerRedisClient().quit();
}

export async function sharedConnectionsCannotBeChanged(): Promise<void> {
  const client = getRedisClient('redis://localhost');
  // @ts-expect-error a subscription takes over the connection
  await client.subscribe('news');
  // @ts-expect-error a subscription takes over the connection
  await client.psubscribe('news:*');
  // @ts-expect-error a subscription takes over the connection
  await client.ssubscribe('news');
  // @ts-expect-error MONITOR opens a connection that nobody knows
  await client.monitor();
  // @ts-expect-error a blocking command makes everybody wait
  await client.blpop('list', 0);
  // @ts-expect-error a blocking command makes everybody wait
  await client.bzpopminBuffer('set', 0);
  // @ts-expect-error WATCH is for the next transaction of anybody
  await client.watch('key');
  // @ts-expect-error SELECT is for everybody
  await client.select(1);
  // @ts-expect-error other users' commands would join the transaction
  await client.multi({ pipeline: false });
}

export async function sharedClientsRunTransactions(): Promise<void> {
  const client = getRedisClient();
  await client.multi().incr('n').exec();
  await client.multi({ pipeline: true }).incr('n').exec();
  await client.multi([['incr', 'n']]).exec();
  // Nothing blocks inside a transaction.
  await client.multi().blpop('list', 0).exec();
}

export async function sharedClientsAreRedisClients(): Promise<void> {
  const client: SharedRedis = getRedisClient();
  const redis: Redis = client;
  library(client);
  library(redis);
  const text: string | null = await client.get('a');
  await client
    .multi()
    .incr(text ?? '')
    .exec();
  await client.connect();
}

export function everyArgumentForm(): void {
  getRedisClient();
  getRedisClient(6379);
  getRedisClient(6379, 'localhost');
  getRedisClient(6379, options);
  getRedisClient(6379, 'localhost', options);
  getRedisClient('redis://localhost');
  getRedisClient('redis://localhost', options);
  getRedisClient(options);
  getRedisClient({ host: 'localhost', lazyConnect: true });
  // @ts-expect-error an unset variable is not a URL
  getRedisClient(process.env['REDIS_URL']);
  // @ts-expect-error a host does not come first
  getRedisClient('localhost', 6379);
}

export async function dedicatedClientsAreTheirCallers(): Promise<unknown> {
  const client: DedicatedRedis = openDedicatedRedisClient(6379, 'localhost');
  await client.subscribe('news');
  await client.quit();
  await using other = openDedicatedRedisClient();
  await other.blpop('list', 0);
  // @ts-expect-error nobody can pass off a dedicated client as shared
  const shared: SharedRedis = client;
  return shared;
}

export async function dedicatedClientsAreLent(): Promise<void> {
  const list: string[] | null = await withDedicatedRedisClient(
    6379,
    'localhost',
    (client) => client.blpop('list', 0),
  );
  const count: number = await withDedicatedRedisClient(() => list?.length ?? 0);
  await withDedicatedRedisClient(options, (client) => client.set('a', count));
  // @ts-expect-error somebody has to use the client
  await withDedicatedRedisClient('redis://localhost');
}

export async function subscriptions(): Promise<void> {
  const print = (text: string, channel: string, pattern?: string) => {
    console.log(text, channel, pattern);
  };
  const unsubscribe: () => Promise<void> = await subscribeRedis(
    'redis://localhost',
    'news',
    print,
  );
  await unsubscribe();
  const channels = ['news', 'weather'] as const;
  await subscribeRedis(options, channels, async (text) => {
    await getRedisClient().set('last', text);
  });
  await subscribeRedis(options, { channels, patterns: ['n*'] }, print);
  await subscribeRedis(options, { shardChannels: ['news'] }, () => undefined);
  // @ts-expect-error channels are not named like this
  await subscribeRedis(options, { channel: 'news' }, print);
  // @ts-expect-error nobody listens
  await subscribeRedis(options, 'news');
}

export async function sharedClusters(): Promise<void> {
  const client: SharedCluster = getRedisCluster(
    [{ host: 'localhost', port: 7000 }, 'redis://localhost:7001'],
    { redisOptions: options },
  );
  const cluster: Cluster = client;
  await client.set('a', (await cluster.get('b')) ?? 0);
  await client.multi().incr('n').exec();
  // @ts-expect-error a shared client is not the caller's to close
  await client.quit();
  // @ts-expect-error a shared client is not the caller's to close
  client.disconnect();
  // @ts-expect-error a subscription takes over the connection
  await client.subscribe('news');
  // @ts-expect-error a blocking command makes everybody wait
  await client.blpop('list', 0);
  // @ts-expect-error a cluster has startup nodes
  getRedisCluster('redis://localhost');
}
