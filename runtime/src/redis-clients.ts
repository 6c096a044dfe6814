import type { RedisOptions } from 'ioredis';
import { ClientDirectory } from './client-directory.js';
import { DRIVER_NAME, ioredisDriver } from './ioredis-driver.js';
import { directoryOf } from './reset.js';
import type { DedicatedRedis, SharedRedis } from './shared-redis.js';

/** The arguments of `new Redis(…)`, whose meaning ioredis decides. */
export interface RedisFactory<Client> {
  /** `localhost:6379` */
  (): Client;
  (port: number): Client;
  (port: number, host: string): Client;
  (port: number, options: RedisOptions): Client;
  (port: number, host: string, options: RedisOptions): Client;
  /** @param url `redis://`, `rediss://`, `host:port` or the path of a socket. */
  (url: string): Client;
  /** Where both say something, the URL wins. */
  (url: string, options: RedisOptions): Client;
  (options: RedisOptions): Client;
}

const directory = directoryOf(
  DRIVER_NAME,
  () => new ClientDirectory(ioredisDriver),
);

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
 * only: its `quit`, `disconnect` and `end` fail with `ERR_SHARED_REDIS_CLOSE`.
 * Its `connect()` may be called any number of times.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when ioredis cannot
 * read the arguments; the message holds no credentials.
 */
export const getRedisClient: RedisFactory<SharedRedis> = (
  arg1?: unknown,
  arg2?: unknown,
  arg3?: unknown,
) => directory.shared(arg1, arg2, arg3) as SharedRedis;

/**
 * Opens a client for the caller alone, who closes it with `quit()`: for
 * subscriptions, blocking commands, WATCH, and libraries that take ownership.
 * It is a plain ioredis client; {@link resetRedisClients} closes it if it is
 * still open then.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when ioredis cannot
 * read the arguments; the message holds no credentials.
 */
export const openDedicatedRedisClient: RedisFactory<DedicatedRedis> = (
  arg1?: unknown,
  arg2?: unknown,
  arg3?: unknown,
) => directory.dedicated(arg1, arg2, arg3);
