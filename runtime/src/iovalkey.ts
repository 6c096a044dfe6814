/**
 * The same for iovalkey: each function does what the one of that name in
 * `shared-redis` does, with clients of the one registry of the process.
 *
 * @module shared-redis/iovalkey
 */
import type { ClusterNode, ClusterOptions, RedisOptions } from 'iovalkey';
import { clientsOf } from './family-clients.js';
import { clustersOf } from './family-clusters.js';
import { subscribingOf } from './family-subscriptions.js';
import { familyOf } from './ioredis-family.js';
import { ValkeyClass } from './iovalkey-class.js';
import type { DedicatedValkey, SharedValkey } from './shared-valkey.js';
import type { SharedValkeyCluster } from './shared-valkey-cluster.js';

export { inspectRedisClients, resetRedisClients } from './directories.js';
export { SharedRedisError, type SharedRedisErrorCode } from './errors.js';
export type { RedisClientInfo } from './inspect.js';
export { configureRedisClients, type RedisClientSettings } from './settings.js';
export { closeOnSignals, type CloseOnSignalsOptions } from './shutdown.js';
export type { DedicatedValkey, SharedValkey } from './shared-valkey.js';
export type { SharedValkeyCluster } from './shared-valkey-cluster.js';
export type { MessageListener, RedisSubscriptions } from './subscribing.js';

/**
 * The arguments of iovalkey's `new Redis(…)`, which are those of ioredis 5:
 * {@link https://github.com/valkey-io/iovalkey#connect-to-redis}.
 */
export type ValkeyArguments =
  | []
  | [port: number]
  | [port: number, host: string]
  | [port: number, options: RedisOptions]
  | [port: number, host: string, options: RedisOptions]
  | [url: string]
  | [url: string, options: RedisOptions]
  | [options: RedisOptions];

const family = familyOf('iovalkey@0', ValkeyClass);

const clients = clientsOf<
  SharedValkey,
  DedicatedValkey,
  ValkeyArguments,
  RedisOptions
>(family);

/**
 * The process' one iovalkey client for these arguments, with the rules of
 * `getRedisClient` of `shared-redis`. The two never share a client.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when iovalkey cannot
 * read the arguments; the message holds no credentials.
 * @function
 */
export const getRedisClient = clients.get;

/**
 * Opens an iovalkey client for the caller alone, who closes it, with `quit()`
 * or `await using`. {@link resetRedisClients} closes it if it is still open.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when iovalkey cannot
 * read the arguments; the message holds no credentials.
 * @function
 */
export const openDedicatedRedisClient = clients.openDedicated;

/**
 * Opens a dedicated iovalkey client, gives it to a function, and closes it when
 * the function is done or fails.
 *
 * @returns What the function returns; its error when it fails.
 * @function
 */
export const withDedicatedRedisClient = clients.withDedicated;

/**
 * The process' one iovalkey client for a cluster, with the rules of
 * `getRedisCluster` of `shared-redis`.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when there is no
 * startup node, or iovalkey cannot read the arguments.
 * @function
 */
export const getRedisCluster = clustersOf<
  SharedValkeyCluster,
  ClusterNode,
  ClusterOptions
>(family);

/**
 * Calls a function for every message of some channels, until told otherwise,
 * like `subscribeRedis` of `shared-redis`: one connection for all listeners.
 * @function
 */
export const subscribeRedis = subscribingOf<RedisOptions>(family);

/**
 * The shared client of a role, like `getRoleRedisClient` of `shared-redis`.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when there is no such
 * role, or its source gives no URL.
 * @function
 */
export const getRoleRedisClient = clients.getOfRole;

/**
 * The shared client for operational data; its URL is in `OPS_REDIS_URL`, else
 * in `REDIS_URL`, unless configured otherwise.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when neither is set.
 */
export function getOpsRedisClient(options?: RedisOptions): SharedValkey {
  return getRoleRedisClient('ops', options);
}

/**
 * The shared client for the message broker; its URL is in `BROKER_REDIS_URL`,
 * else in `REDIS_URL`, unless configured otherwise.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when neither is set.
 */
export function getBrokerRedisClient(options?: RedisOptions): SharedValkey {
  return getRoleRedisClient('broker', options);
}
