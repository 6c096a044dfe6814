import type { Command, Redis } from 'ioredis';
import { TAKES_OVER } from './connection-state.js';
import {
  closeRefusal,
  disarmQuit,
  failInPlace,
  isOnlyWarned,
  refusalOf,
  stateRefusal,
} from './guard.js';
import { RedisClass } from './ioredis-class.js';

type Callback<Result> = (error?: Error | null, result?: Result) => void;
type Stream = Parameters<Redis['sendCommand']>[1];

/** Clients that their registry gave up: they may be closed like any other. */
const released = new WeakSet<Redis>();

/** The latest connection attempt of each client. */
const attempts = new WeakMap<Redis, Promise<void>>();

const CONNECTED = new Set<string>(['connecting', 'connect', 'ready']);

/**
 * An ioredis client that only its registry can close, and whose connection no
 * user can change for the others.
 */
export class SharedClient extends RedisClass {
  /** Every command comes through here, however it was called. */
  override sendCommand(command: Command, stream?: Stream): unknown {
    const refusal = refusalOf(command, this);
    if (refusal === undefined || released.has(this)) {
      return super.sendCommand(command, stream);
    }
    if (isOnlyWarned(refusal)) {
      if (refusal.code === 'ERR_SHARED_REDIS_CLOSE') disarmQuit(command);
    } else if (stream) {
      failInPlace(command, refusal);
    } else {
      command.reject(refusal);
      return command.promise;
    }
    return super.sendCommand(command, stream);
  }

  override disconnect(reconnect = false): void {
    // ioredis itself calls disconnect(true) to connect anew.
    if (reconnect || mayClose(this, 'disconnect')) super.disconnect(reconnect);
  }

  override end(): void {
    if (mayClose(this, 'end')) super.disconnect();
  }

  /** Opens a connection of its own, which nobody would know of. */
  override monitor(callback?: Callback<Redis>): Promise<Redis> {
    const refusal = stateRefusal('MONITOR', TAKES_OVER);
    if (isOnlyWarned(refusal)) return super.monitor(callback);
    const refused = Promise.reject<Redis>(refusal);
    if (callback) refused.catch(callback);
    return refused;
  }

  /**
   * Joins the attempt under way instead of failing: code that opened its own
   * client with `lazyConnect` calls it once per user.
   */
  override connect(callback?: Callback<void>): Promise<void> {
    const current = CONNECTED.has(this.status) ? attempts.get(this) : undefined;
    if (current === undefined) {
      const attempt = super.connect(callback);
      attempts.set(this, attempt);
      return attempt;
    }
    if (callback) current.then(() => callback(null), callback);
    return current;
  }
}

/** Lifts the guard, for the registry to close the client. */
export function release(client: Redis): void {
  released.add(client);
}

function mayClose(client: Redis, method: string): boolean {
  if (released.has(client)) return true;
  const refusal = closeRefusal(method);
  if (isOnlyWarned(refusal)) return false;
  throw refusal;
}
