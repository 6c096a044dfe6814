import type { ChainableCommander, Redis } from 'ioredis';
import type {
  Forbidden,
  NeedsItsOwnConnection,
  NotYoursToClose,
} from './forbidden.js';

declare const sharedRedis: unique symbol;

type State = Forbidden<NeedsItsOwnConnection>;

/**
 * A client that everybody in the process shares. It is a `Redis` for every
 * library that wants one. Closing it, and commands that change its connection
 * for everybody, neither compile nor work: the `SUBSCRIBE` family, `MONITOR`,
 * `BLPOP` and its like, `WAIT`, `WATCH`, `SELECT`, `RESET`, `MULTI` without a
 * pipeline. What types cannot tell apart compiles, and does not work either:
 * `XREAD` with `BLOCK`, `AUTH` as somebody else, `CLIENT REPLY` and the like.
 */
export interface SharedRedis extends Redis {
  readonly [sharedRedis]: true;

  /** @deprecated Only `resetRedisClients()` closes a shared client. */
  quit: Forbidden<NotYoursToClose>;
  /** @deprecated Only `resetRedisClients()` closes a shared client. */
  disconnect(this: NotYoursToClose, ...args: unknown[]): never;
  /** @deprecated Only `resetRedisClients()` closes a shared client. */
  end(this: NotYoursToClose): never;

  subscribe: State;
  psubscribe: State;
  ssubscribe: State;
  unsubscribe: State;
  punsubscribe: State;
  sunsubscribe: State;
  monitor: State;

  blpop: State;
  blpopBuffer: State;
  brpop: State;
  brpopBuffer: State;
  brpoplpush: State;
  brpoplpushBuffer: State;
  blmove: State;
  blmoveBuffer: State;
  blmpop: State;
  blmpopBuffer: State;
  bzpopmin: State;
  bzpopminBuffer: State;
  bzpopmax: State;
  bzpopmaxBuffer: State;
  bzmpop: State;
  bzmpopBuffer: State;
  wait: State;

  watch: State;
  unwatch: State;
  select: State;
  reset: State;

  /** Without a pipeline, other users' commands join the transaction. */
  multi(
    this: NeedsItsOwnConnection,
    options: { pipeline: false },
  ): Promise<never>;
  multi(): ChainableCommander;
  multi(options: { pipeline: true }): ChainableCommander;
  multi(commands?: unknown[][]): ChainableCommander;
}

/**
 * A client of the caller's own: to subscribe, block, watch, and to close, with
 * `quit()` or `await using`.
 */
export interface DedicatedRedis extends Redis, AsyncDisposable {}
