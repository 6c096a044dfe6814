import { channel } from 'node:diagnostics_channel';
import type { SharedRedisErrorCode } from './errors.js';
import {
  identityOf,
  type Opening,
  type RedisClientIdentity,
} from './opening.js';

/** The message of the channels `shared-redis:open`, `:hit` and `:close`. */
export interface RedisClientEvent extends RedisClientIdentity {
  /** The role that asked for the client, for a hit; else that it was opened for. */
  readonly role: string | undefined;
}

/** The message of the channel `shared-redis:reject`. */
export interface RedisRejectEvent extends RedisClientIdentity {
  /** The command or method, for example `BLPOP` or `quit`; never its arguments. */
  readonly call: string;
  /** Why it was refused. */
  readonly code: SharedRedisErrorCode;
}

const opened = channel('shared-redis:open');
const hit = channel('shared-redis:hit');
const closed = channel('shared-redis:close');
const rejected = channel('shared-redis:reject');

export function publishOpen(opening: Opening): void {
  if (opened.hasSubscribers) opened.publish(identityOf(opening));
}

export function publishHit(opening: Opening, role: string | undefined): void {
  if (hit.hasSubscribers) hit.publish({ ...identityOf(opening), role });
}

export function publishClose(opening: Opening): void {
  if (closed.hasSubscribers) closed.publish(identityOf(opening));
}

export function publishReject(
  opening: Opening | undefined,
  call: string,
  code: SharedRedisErrorCode,
): void {
  if (opening === undefined || !rejected.hasSubscribers) return;
  rejected.publish({ ...identityOf(opening), call, code });
}
