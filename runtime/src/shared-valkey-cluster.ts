import type { ChainableCommander, Cluster } from 'iovalkey';
import type {
  Forbidden,
  NeedsAClusterClient,
  NotYoursInACluster,
} from './forbidden.js';

declare const sharedValkeyCluster: unique symbol;

type State = Forbidden<NeedsAClusterClient>;

// Spelled out once more for the reason of `SharedValkey`.
/**
 * An iovalkey cluster client that everybody in the process shares, with the
 * limits of a `SharedRedis`.
 */
export interface SharedValkeyCluster extends Cluster {
  readonly [sharedValkeyCluster]: true;

  /** @deprecated Only `resetRedisClients()` closes a shared client. */
  quit: Forbidden<NotYoursInACluster>;
  /** @deprecated Only `resetRedisClients()` closes a shared client. */
  disconnect(this: NotYoursInACluster, ...args: unknown[]): never;

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
    this: NeedsAClusterClient,
    options: { pipeline: false },
  ): Promise<never>;
  multi(): ChainableCommander;
  multi(options: { pipeline: true }): ChainableCommander;
  multi(commands?: unknown[][]): ChainableCommander;
}
