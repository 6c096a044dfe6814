import type { Redis, RedisOptions } from 'ioredis';
import { closeGracefully } from './closing.js';
import { named } from './connection-name.js';
import type { RedisClass } from './ioredis-class.js';

/** What opens clients whose connection is named in `CLIENT LIST`. */
export function dedicatedClientOf(
  RedisClass: RedisClass,
): (options: RedisOptions) => Redis & AsyncDisposable {
  /** A plain client that `await using` closes. */
  class DedicatedClient extends RedisClass implements AsyncDisposable {
    [Symbol.asyncDispose](): Promise<void> {
      return closeGracefully(this);
    }
  }
  return (options) => new DedicatedClient(named('dedicated', options));
}
