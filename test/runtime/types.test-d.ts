// Checked by the compiler only (npm run check:types): nothing here runs.
import type { Redis, RedisOptions } from 'ioredis';
import {
  type DedicatedRedis,
  getBrokerRedisClient,
  getOpsRedisClient,
  getRedisClient,
  openDedicatedRedisClient,
  type SharedRedis,
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

export async function everyArgumentForm(): Promise<void> {
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

export async function dedicatedClientsAreTheirCallers(): Promise<void> {
  const client: DedicatedRedis = openDedicatedRedisClient(6379, 'localhost');
  await client.subscribe('news');
  await client.quit();
  // @ts-expect-error nobody can pass off a dedicated client as shared
  const shared: SharedRedis = client;
  void shared;
}
