import type { RedisOptions } from 'ioredis';
import { clientsOf } from './family-clients.js';
import { ioredis } from './ioredis-driver.js';
import type { DedicatedRedis, SharedRedis } from './shared-redis.js';

/**
 * The arguments of `new Redis(…)`, whose meaning ioredis decides. None stand
 * for `localhost:6379`; a URL is `redis://`, `rediss://`, `host:port` or the
 * path of a socket, and wins where the options say something else.
 *
 * @see https://github.com/redis/ioredis#connect-to-redis
 */
export type RedisArguments =
  | []
  | [port: number]
  | [port: number, host: string]
  | [port: number, options: RedisOptions]
  | [port: number, host: string, options: RedisOptions]
  | [url: string]
  | [url: string, options: RedisOptions]
  | [options: RedisOptions];

const clients = clientsOf<
  SharedRedis,
  DedicatedRedis,
  RedisArguments,
  RedisOptions
>(ioredis);

/**
 * The process' one client for these arguments, opened on first use. Arguments
 * that ioredis understands alike give the same client, whatever their
 * spelling; functions and class instances among the options count by identity.
 * A client that ended (retries given up, closed by the server for good) is
 * replaced on the next call.
 *
 * As in ioredis, an argument that is `undefined` or `null` counts as left out:
 * a URL from an unset variable means `localhost:6379`.
 *
 * The client reconnects by itself and is closed by {@link resetRedisClients}
 * only: its `quit`, `disconnect` and `end` fail with `ERR_SHARED_REDIS_CLOSE`,
 * and what would change the connection for others with
 * `ERR_SHARED_REDIS_STATE`. Its `connect()` may be called any number of times.
 *
 * @param args The arguments of `new Redis(…)`.
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when ioredis cannot
 * read the arguments; the message holds no credentials.
 * @throws SharedRedisError `ERR_SHARED_REDIS_TOO_MANY_CLIENTS` where their
 * number is limited, `ERR_SHARED_REDIS_CLOSING` when the process is ending.
 * @function
 */
export const getRedisClient = clients.get;

/**
 * The shared client of a role: a name for one of the application's servers.
 * Where its URL comes from is said by `configureRedisClients({ roles })`; `ops`
 * and `broker` have environment variables by default. The URL is asked for on
 * every call.
 *
 * Where a function knows the URL, the client asks it again whenever it
 * connects, so that credentials may change; a change of anything else in the
 * URL gives another client.
 *
 * @param role The role, which also names the connection in `CLIENT LIST`.
 * @param options Options that the URL does not decide.
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when there is no such
 * role, or its source gives no URL; else as {@link getRedisClient}.
 * @function
 */
export const getRoleRedisClient = clients.getOfRole;

/**
 * Opens a client for the caller alone, who closes it, with `quit()` or
 * `await using`: for subscriptions, blocking commands, WATCH, and libraries
 * that take ownership. It is an ioredis client without a guard, which
 * `CLIENT LIST` shows as `shared-redis:dedicated:…` unless the options name it.
 * {@link resetRedisClients} closes it if it is still open then.
 *
 * @param args The arguments of `new Redis(…)`.
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when ioredis cannot
 * read the arguments, `ERR_SHARED_REDIS_CLOSING` when the process is ending.
 * @function
 */
export const openDedicatedRedisClient = clients.openDedicated;

/**
 * Opens a dedicated client, gives it to a function, and closes it when the
 * function is done or fails. Replies that are missing by then have 2,000
 * milliseconds to come.
 *
 * @param args The arguments of `new Redis(…)`, then the function.
 * @returns What the function returns; its error when it fails.
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when there is no
 * function, or ioredis cannot read the other arguments.
 * @function
 */
export const withDedicatedRedisClient = clients.withDedicated;
