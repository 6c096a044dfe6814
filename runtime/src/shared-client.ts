import type { Redis } from 'ioredis';
import { SharedRedisError } from './errors.js';
import { RedisClass } from './ioredis-class.js';

type Callback<Result> = (error?: Error | null, result?: Result) => void;

/** Clients that their registry gave up: they may be closed like any other. */
const released = new WeakSet<Redis>();

/** The latest connection attempt of each client. */
const attempts = new WeakMap<Redis, Promise<void>>();

const CONNECTED = new Set<string>(['connecting', 'connect', 'ready']);

/** An ioredis client that only its registry can close. */
export class SharedClient extends RedisClass {
  override quit(callback?: Callback<'OK'>): Promise<'OK'> {
    if (released.has(this)) return super.quit(callback);
    const refusal = Promise.reject<'OK'>(closeError('quit'));
    if (callback) refusal.catch(callback);
    return refusal;
  }

  override disconnect(reconnect = false): void {
    // ioredis itself calls disconnect(true) to connect anew.
    if (!reconnect && !released.has(this)) throw closeError('disconnect');
    super.disconnect(reconnect);
  }

  override end(): void {
    if (!released.has(this)) throw closeError('end');
    super.end();
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

function closeError(method: string): SharedRedisError {
  return new SharedRedisError(
    'ERR_SHARED_REDIS_CLOSE',
    `${method}() would close a Redis client that others share. ` +
      'Leave it open: resetRedisClients() closes all of them at shutdown. ' +
      'For a client of your own, use openDedicatedRedisClient().',
  );
}
