import type { Redis, RedisOptions } from 'ioredis';
import { closeGracefully } from './closing.js';
import { named } from './connection-name.js';
import type { RedisClass } from './ioredis-class.js';
import type { Opening } from './opening.js';

/** What opens clients whose connection is named in `CLIENT LIST`. */
export function dedicatedClientOf(
  RedisClass: RedisClass,
): (options: RedisOptions, opening: Opening) => Redis & AsyncDisposable {
  /** A plain client that `await using` closes. */
  class DedicatedClient extends RedisClass implements AsyncDisposable {
    [Symbol.asyncDispose](): Promise<void> {
      return closeGracefully(this);
    }
  }
  return (options, opening) => new DedicatedClient(named(options, opening));
}
