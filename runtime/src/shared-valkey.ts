import type { ChainableCommander, Redis } from 'iovalkey';
import type {
  Forbidden,
  NeedsItsOwnConnection,
  NotYoursToClose,
} from './forbidden.js';

declare const sharedValkey: unique symbol;

type State = Forbidden<NeedsItsOwnConnection>;

// Spelled out once more: an interface cannot extend whatever class it is told
// to, and another type would not be a `Redis` of iovalkey.
/**
 * An iovalkey client that everybody in the process shares, with the limits of a
 * `SharedRedis`.
 */
export interface SharedValkey extends Redis {
  readonly [sharedValkey]: true;

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
export interface DedicatedValkey extends Redis, AsyncDisposable {}
