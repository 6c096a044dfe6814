import type { Redis, RedisOptions } from 'ioredis';
import type { Driver } from './client-directory.js';
import { clientKey, type Options } from './client-key.js';
import { closeGracefully } from './closing.js';
import { warnOfConnectionErrors } from './connection-warnings.js';
import { occupy } from './endpoints.js';
import { SharedRedisError } from './errors.js';
import { release } from './guard.js';
import { exitWhenIdle } from './idle.js';
import type { RedisClass } from './ioredis-class.js';
import { isMistypedUrl } from './mistyped-url.js';
import { sharedClientOf } from './shared-client.js';

/** ioredis, or a fork of it: what its clients are made with. */
export interface Family {
  /** Says which driver, and which major version of it, a client is of. */
  readonly name: string;
  readonly RedisClass: RedisClass;
  readonly driver: Driver<Redis, RedisOptions>;
}

/** Private in the types, the same in every supported version. */
interface Internals {
  defaultOptions: Options;
  prototype: { parseOptions(this: object, ...args: unknown[]): void };
}

export function familyOf(name: string, RedisClass: RedisClass): Family {
  return { name, RedisClass, driver: driverOf(name, RedisClass) };
}

function driverOf(
  name: string,
  RedisClass: RedisClass,
): Driver<Redis, RedisOptions> {
  const internals = RedisClass as unknown as Internals;
  const SharedClient = sharedClientOf(RedisClass);
  return {
    parse(...args) {
      const parser: { options?: RedisOptions } = {};
      try {
        internals.prototype.parseOptions.apply(parser, args);
      } catch (error) {
        throw argumentsError(error, name);
      }
      return parser.options ?? {};
    },

    key(options) {
      return clientKey({ ...options }, internals.defaultOptions);
    },

    open(options) {
      const leave = occupy(endpointOf(options), { ...options });
      const client = new SharedClient(options);
      client.once('end', leave);
      warnOfConnectionErrors(client, options);
      exitWhenIdle(client);
      return client;
    },

    isEnded(client) {
      return client.status === 'end';
    },

    onEnd(client, listener) {
      client.once('end', listener);
    },

    close(client) {
      release(client);
      return closeGracefully(client);
    },
  };
}

/** The server of a client, for messages. */
export function endpointOf(options: RedisOptions): string {
  if (options.sentinels) return `the Sentinel group ${String(options.name)}`;
  if (isMistypedUrl(options.path)) return 'a path that is no URL';
  return options.path ?? `${options.host}:${options.port}`;
}

/** The driver's error holds the URL, password included, so it is not passed on. */
export function argumentsError(
  error: unknown,
  driver: string,
): SharedRedisError {
  const message = error instanceof Error ? error.message : String(error);
  return new SharedRedisError(
    'ERR_SHARED_REDIS_ARGUMENTS',
    `${driver} cannot read these arguments: ${message}`,
  );
}
