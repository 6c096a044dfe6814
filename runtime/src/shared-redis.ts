import type { Redis } from 'ioredis';

declare const sharedRedis: unique symbol;

type NotYoursToClose =
  'A shared Redis client is closed by resetRedisClients() only; open your own with openDedicatedRedisClient().';

/**
 * A client that everybody in the process shares. It is a `Redis` for every
 * library that wants one; closing it neither compiles nor works.
 */
export interface SharedRedis extends Redis {
  readonly [sharedRedis]: true;

  /** @deprecated Only `resetRedisClients()` closes a shared client. */
  quit(this: NotYoursToClose, ...args: never[]): Promise<never>;

  /** @deprecated Only `resetRedisClients()` closes a shared client. */
  disconnect(this: NotYoursToClose, ...args: never[]): never;

  /** @deprecated Only `resetRedisClients()` closes a shared client. */
  end(this: NotYoursToClose): never;
}

/** A client of the caller's own: to subscribe, block, watch, and to close. */
export type DedicatedRedis = Redis;
