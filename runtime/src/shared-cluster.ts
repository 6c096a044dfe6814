import type { ChainableCommander, Cluster } from 'ioredis';
import type { Forbidden } from './forbidden.js';

declare const sharedCluster: unique symbol;

type NotYoursToClose =
  'A shared Redis client is closed by resetRedisClients() only; open your own with duplicate().';

type NeedsItsOwnConnection =
  'This command changes or blocks connections that others share; open your own client with duplicate().';

type State = Forbidden<NeedsItsOwnConnection>;

/**
 * A cluster client that everybody in the process shares, with the limits of a
 * `SharedRedis`. It is a `Cluster` for every library that wants one.
 */
export interface SharedCluster extends Cluster {
  readonly [sharedCluster]: true;

  /** @deprecated Only `resetRedisClients()` closes a shared client. */
  quit: Forbidden<NotYoursToClose>;
  /** @deprecated Only `resetRedisClients()` closes a shared client. */
  disconnect(this: NotYoursToClose, ...args: unknown[]): never;

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
