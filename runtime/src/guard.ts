import type { Cluster, Command, Redis } from 'ioredis';
import {
  CLOSES,
  type Configured,
  harmOf,
  nameOf,
  type SentCommand,
  TAKES_OVER,
} from './connection-state.js';
import { SharedRedisError } from './errors.js';
import { publishReject } from './events.js';
import { openingOf } from './opening.js';
import { settings } from './settings.js';
import { warn } from './warnings.js';

type Client = Redis | Cluster;

/** Clients that their registry gave up: they may be closed like any other. */
const released = new WeakSet<object>();

/** Lifts the guard, for the registry to close the client. */
export function release(client: object): void {
  released.add(client);
}

export function isReleased(client: object): boolean {
  return released.has(client);
}

/** Whether to close a client. Throws where that is forbidden. */
export function mayClose(client: object, method: string): boolean {
  if (released.has(client)) return true;
  const refusal = closeRefusal(method);
  if (isOnlyWarned(client, method, refusal)) return false;
  throw refusal;
}

/**
 * Whether a command must not be sent, being not for a shared client; it has
 * failed then. One of a batch is sent all the same, made harmless.
 */
export function isRefused(
  client: Client,
  command: Command,
  inBatch: boolean,
): boolean {
  const refusal = refusalOf(command, client);
  if (refusal === undefined || released.has(client)) return false;
  if (isOnlyWarned(client, nameOf(command), refusal)) {
    if (refusal.code === 'ERR_SHARED_REDIS_CLOSE') disarmQuit(command);
    return false;
  }
  if (inBatch) {
    failInPlace(command, refusal);
    return false;
  }
  command.reject(refusal);
  if (refusal.code === 'ERR_SHARED_REDIS_CLOSE') tolerate(command.promise);
  return true;
}

/** MONITOR opens a connection of its own, which nobody would know of. */
export function refusedMonitor<Monitor>(
  client: Client,
  callback?: (error: Error) => void,
): Promise<Monitor> | undefined {
  const refusal = stateRefusal('MONITOR', TAKES_OVER);
  if (isOnlyWarned(client, 'MONITOR', refusal)) return undefined;
  const refused = Promise.reject<Monitor>(refusal);
  if (callback) refused.catch(callback);
  return refused;
}

/** The error for a command that is not for a shared client. */
export function refusalOf(
  command: SentCommand,
  client: Configured,
): SharedRedisError | undefined {
  const harm = harmOf(command, client);
  if (harm === undefined) return undefined;
  const name = nameOf(command);
  return harm === CLOSES
    ? closeRefusal(name)
    : stateRefusal(name.toUpperCase(), harm);
}

function stateRefusal(command: string, harm: string): SharedRedisError {
  return new SharedRedisError(
    'ERR_SHARED_REDIS_STATE',
    `${command} ${harm}, and others share this Redis client. ` +
      'For a client of your own, use openDedicatedRedisClient().',
  );
}

export function closeRefusal(method: string): SharedRedisError {
  return new SharedRedisError(
    'ERR_SHARED_REDIS_CLOSE',
    `${method}() would close a Redis client that others share. ` +
      'Leave it open: resetRedisClients() closes all of them at shutdown. ' +
      'For a client of your own, use openDedicatedRedisClient().',
  );
}

/**
 * Closes are often not awaited, also by libraries on their way out. One that
 * is refused must not end the process, and is not to go unnoticed either.
 */
export function tolerate(closing: Promise<unknown>): void {
  closing.catch((error: unknown) => {
    if (error instanceof SharedRedisError) warnOnce(error);
  });
}

const reported = new Set<string>();

function warnOnce({ message }: SharedRedisError): void {
  if (reported.has(message)) return;
  reported.add(message);
  warn('SHARED_REDIS_FORBIDDEN_CALL', message);
}

/** Whether a forbidden call only causes a warning: one for each kind of call. */
export function isOnlyWarned(
  client: object,
  call: string,
  refusal: SharedRedisError,
): boolean {
  if (settings.onForbiddenCall === 'warn') {
    warnOnce(refusal);
    return true;
  }
  publishReject(openingOf(client), call, refusal.code);
  return false;
}

/**
 * Makes a command of a pipeline fail in its own place. It is still sent, as
 * one that no server knows: so the pipeline keeps its count and order also
 * when it waits for the connection or is sent again, and a transaction that
 * holds it is aborted as a whole, by the server.
 */
function failInPlace(command: Command, refusal: SharedRedisError): void {
  const { reject } = command;
  command.reject = () => reject(refusal);
  command.name = 'SHARED-REDIS.REFUSED';
  command.args = [];
}

/** Makes a QUIT answer as it does, and close nothing. */
function disarmQuit(command: Command): void {
  command.name = 'echo';
  command.args = ['OK'];
}
