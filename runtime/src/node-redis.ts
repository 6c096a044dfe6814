/**
 * The same for node-redis 5 and 6, installed as `redis`: each function does
 * what the one of that name in `shared-redis` does, with clients of the one
 * registry of the process.
 *
 * @module shared-redis/node-redis
 */
import type {
  RedisClientOptions,
  RedisFunctions,
  RedisModules,
  RedisScripts,
  RespVersions,
  TypeMapping,
} from 'redis';
import * as redis from 'redis';
import type { NodeRedis } from './node-redis-client.js';
import { clientsOf } from './node-redis-clients.js';
import type { RedisRole } from './redis-roles.js';
import type {
  DedicatedNodeRedis,
  SharedNodeRedis,
} from './shared-node-redis.js';

export { inspectRedisClients, resetRedisClients } from './directories.js';
export { SharedRedisError, type SharedRedisErrorCode } from './errors.js';
export type { RedisClientInfo } from './inspect.js';
export { configureRedisClients, type RedisClientSettings } from './settings.js';
export { closeOnSignals, type CloseOnSignalsOptions } from './shutdown.js';
export type {
  DedicatedNodeRedis,
  SharedNodeRedis,
} from './shared-node-redis.js';

/** Version 6 speaks RESP3 unless told otherwise, and exports that it does. */
type DefaultProtocol = 'DEFAULT_RESP' extends keyof typeof redis ? 3 : 2;

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- as in the driver
type None = {};

/** What `createClient` of `redis` returns for options of these types. */
type Client<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  R extends RespVersions = DefaultProtocol,
  T extends TypeMapping = None,
> = ReturnType<typeof redis.createClient<M, F, S, R, T>>;

/** A URL or the options of `createClient`, or both: then the URL wins. */
type Arguments =
  | []
  | [options: RedisClientOptions]
  | [url: string]
  | [url: string, options: RedisClientOptions];

const isVersion6 = 'DEFAULT_RESP' in redis;

const clients = clientsOf<DedicatedNodeRedis<Client>, Arguments>({
  name: `redis@${isVersion6 ? 6 : 5}`,
  defaultProtocol: isVersion6 ? 3 : 2,
  createClient: redis.createClient as unknown as NodeRedis['createClient'],
  SocketTimeoutError: redis.SocketTimeoutError,
});

/**
 * The process' one client for the options of `createClient` of `redis`, or for
 * a URL, or for both, then the URL wins. Options of the same meaning give the
 * same client, whatever their spelling; functions, class instances, and what is
 * in modules and scripts, count by identity.
 *
 * It is connecting when it is returned, and commands wait for that: `connect()`
 * may be called any number of times, and need not be. One that has given up
 * connecting is replaced on the next call. Only {@link resetRedisClients}
 * closes it; `close`, `destroy`, `quit` and `disconnect` fail with
 * `ERR_SHARED_REDIS_CLOSE`, and what would change the connection for others
 * with `ERR_SHARED_REDIS_STATE`. Its `createPool()` and `duplicate()` open
 * connections of the caller's own.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when the URL or the
 * options cannot be read; the message holds no credentials.
 * @see https://github.com/redis/node-redis/blob/master/docs/client-configuration.md
 */
export function getRedisClient<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  R extends RespVersions = DefaultProtocol,
  T extends TypeMapping = None,
>(
  options?: RedisClientOptions<M, F, S, R, T>,
): SharedNodeRedis<Client<M, F, S, R, T>>;
/** The same, with a URL, which wins over what the options say. */
export function getRedisClient<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  R extends RespVersions = DefaultProtocol,
  T extends TypeMapping = None,
>(
  url: string,
  options?: RedisClientOptions<M, F, S, R, T>,
): SharedNodeRedis<Client<M, F, S, R, T>>;
export function getRedisClient(...args: unknown[]): unknown {
  return clients.get(...(args as Arguments));
}

/**
 * Opens a client for the caller alone, who closes it, with `close()` or
 * `await using`: for subscriptions, blocking commands and WATCH. It is
 * connecting already, and `connect()` may be called any number of times.
 * `CLIENT LIST` shows it as `shared-redis:dedicated:…` unless the options name
 * it. {@link resetRedisClients} closes it if it is still open then.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when the URL or the
 * options cannot be read; the message holds no credentials.
 */
export function openDedicatedRedisClient<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  R extends RespVersions = DefaultProtocol,
  T extends TypeMapping = None,
>(
  options?: RedisClientOptions<M, F, S, R, T>,
): DedicatedNodeRedis<Client<M, F, S, R, T>>;
/** The same, with a URL, which wins over what the options say. */
export function openDedicatedRedisClient<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  R extends RespVersions = DefaultProtocol,
  T extends TypeMapping = None,
>(
  url: string,
  options?: RedisClientOptions<M, F, S, R, T>,
): DedicatedNodeRedis<Client<M, F, S, R, T>>;
export function openDedicatedRedisClient(...args: unknown[]): unknown {
  return clients.openDedicated(...(args as Arguments));
}

/**
 * Opens a dedicated client, gives it to a function, and closes it when the
 * function is done or fails.
 *
 * @param args A URL, options, or both, then the function.
 * @returns What the function returns; its error when it fails.
 * @function
 */
export const withDedicatedRedisClient = clients.withDedicated;

/**
 * The shared client of a role, like `getRoleRedisClient` of `shared-redis`.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when there is no such
 * role, or its source gives no URL.
 */
export function getRoleRedisClient<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  R extends RespVersions = DefaultProtocol,
  T extends TypeMapping = None,
>(
  role: RedisRole,
  options?: RedisClientOptions<M, F, S, R, T>,
): SharedNodeRedis<Client<M, F, S, R, T>> {
  return clients.getOfRole(role, options) as SharedNodeRedis<
    Client<M, F, S, R, T>
  >;
}

/**
 * The shared client for operational data; its URL is in `OPS_REDIS_URL`, else
 * in `REDIS_URL`, unless configured otherwise.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when neither is set.
 */
export function getOpsRedisClient<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  R extends RespVersions = DefaultProtocol,
  T extends TypeMapping = None,
>(
  options?: RedisClientOptions<M, F, S, R, T>,
): SharedNodeRedis<Client<M, F, S, R, T>> {
  return getRoleRedisClient('ops', options);
}

/**
 * The shared client for the message broker; its URL is in `BROKER_REDIS_URL`,
 * else in `REDIS_URL`, unless configured otherwise.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when neither is set.
 */
export function getBrokerRedisClient<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  R extends RespVersions = DefaultProtocol,
  T extends TypeMapping = None,
>(
  options?: RedisClientOptions<M, F, S, R, T>,
): SharedNodeRedis<Client<M, F, S, R, T>> {
  return getRoleRedisClient('broker', options);
}
