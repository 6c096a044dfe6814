import { callerLines } from './call-site.js';
import {
  identityOf,
  type Opening,
  type RedisClientIdentity,
} from './opening.js';

/** One open client, as {@link inspectRedisClients} shows it. */
export interface RedisClientInfo extends RedisClientIdentity {
  /** Every role that asked for it. */
  readonly roles: readonly string[];
  /** The driver's word for its state, for example `ready` or `reconnecting`. */
  readonly status: string;
  /** Commands without a reply; `undefined` where the driver does not tell. */
  readonly pending: number | undefined;
  /** How often it was asked for again after it was opened. */
  readonly hits: number;
  /** When it was opened. */
  readonly openedAt: Date;
  /** Where it was opened: lines of a stack, the innermost first. */
  readonly stack: readonly string[];
}

interface State {
  readonly status: string;
  readonly pending: number | undefined;
}

export function infoOf(opening: Opening, state: State): RedisClientInfo {
  const { roles, hits, openedAt, where } = opening;
  return {
    ...identityOf(opening),
    ...state,
    roles: [...roles],
    hits,
    openedAt,
    stack: callerLines(where).map((line) => line.trim()),
  };
}
