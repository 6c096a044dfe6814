import type { Command } from 'ioredis';
import { CLOSES, type Configured, harmOf, nameOf } from './connection-state.js';
import { SharedRedisError } from './errors.js';
import { settings } from './settings.js';

/** The error for a command that is not for a shared client. */
export function refusalOf(
  command: Command,
  client: Configured,
): SharedRedisError | undefined {
  const harm = harmOf(command, client);
  if (harm === undefined) return undefined;
  const name = nameOf(command);
  return harm === CLOSES
    ? closeRefusal(name)
    : stateRefusal(name.toUpperCase(), harm);
}

export function stateRefusal(command: string, harm: string): SharedRedisError {
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

const reported = new Set<string>();

/** Whether forbidden calls only cause a warning: one for each kind of call. */
export function isOnlyWarned(refusal: SharedRedisError): boolean {
  if (settings.onForbiddenCall !== 'warn') return false;
  if (!reported.has(refusal.message)) {
    reported.add(refusal.message);
    process.emitWarning(refusal.message, {
      type: 'SharedRedisWarning',
      code: 'SHARED_REDIS_FORBIDDEN_CALL',
    });
  }
  return true;
}

/**
 * Makes a command of a pipeline fail in its own place. It is still sent, as
 * one that no server knows: so the pipeline keeps its count and order also
 * when it waits for the connection or is sent again, and a transaction that
 * holds it is aborted as a whole, by the server.
 */
export function failInPlace(command: Command, refusal: SharedRedisError): void {
  const { reject } = command;
  command.reject = () => reject(refusal);
  command.name = 'SHARED-REDIS.REFUSED';
  command.args = [];
}

/** Makes a QUIT answer as it does, and close nothing. */
export function disarmQuit(command: Command): void {
  command.name = 'echo';
  command.args = ['OK'];
}
