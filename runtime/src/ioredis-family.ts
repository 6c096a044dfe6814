import type { Redis, RedisOptions } from 'ioredis';
import type { Driver } from './client-directory.js';
import { clientKey, type Options } from './client-key.js';
import { closeGracefully } from './closing.js';
import { named } from './connection-name.js';
import { reportConnectionErrors, secretsOf } from './connection-errors.js';
import { occupy } from './endpoints.js';
import { SharedRedisError } from './errors.js';
import { release } from './guard.js';
import { exitWhenIdle, pendingOf } from './idle.js';
import type { RedisClass } from './ioredis-class.js';
import { isMock, mockTraitsOf } from './ioredis-mock.js';
import { keepListeners } from './keep-listeners.js';
import { isMistyped } from './mistyped-url.js';
import type { RotatingParser } from './role-clients.js';
import { withRotatingLogin } from './rotating-login.js';
import { sharedClientOf } from './shared-client.js';

/** ioredis, or a fork of it: what its clients are made with. */
export interface Family {
  /** Says which driver, and which major version of it, a client is of. */
  readonly name: string;
  readonly RedisClass: RedisClass;
  readonly driver: Driver<Redis, RedisOptions>;
  readonly parseRotating: RotatingParser<RedisOptions>;
}

/** Private in the types, the same in every supported version. */
interface Internals {
  defaultOptions: Options;
  prototype: { parseOptions(this: object, ...args: unknown[]): void };
}

/** What the drivers have in common, and a mock of one has not. */
export interface Traits {
  readonly defaultOptions: Options;
  /** The options that the driver makes of a constructor's arguments. */
  readonly parse: (args: readonly unknown[]) => RedisOptions;
  /** Called with each shared client before anybody else has it. */
  readonly prepare: (client: Redis) => void;
  readonly status: (client: Redis) => string;
  readonly pending: (client: Redis) => number | undefined;
}

export function familyOf(name: string, RedisClass: RedisClass): Family {
  const traits = isMock(RedisClass)
    ? mockTraitsOf(RedisClass)
    : traitsOf(RedisClass as unknown as Internals);
  const parse = parserOf(name, traits);
  return {
    name,
    RedisClass,
    driver: driverOf(name, RedisClass, parse, traits),
    parseRotating(url, options) {
      const now = url();
      return withRotatingLogin(parse(now, options), url, parse(now));
    },
  };
}

function traitsOf({ defaultOptions, prototype }: Internals): Traits {
  return {
    defaultOptions,

    parse(args) {
      const parser: { options?: RedisOptions } = {};
      prototype.parseOptions.apply(parser, [...args]);
      return parser.options ?? {};
    },

    prepare: exitWhenIdle,

    status(client) {
      return client.status;
    },

    pending: pendingOf,
  };
}

type Parse = (...args: unknown[]) => RedisOptions;

function parserOf(name: string, { parse }: Traits): Parse {
  return (...args) => {
    try {
      return withDatabase(parse(args));
    } catch (error) {
      throw argumentsError(error, name);
    }
  };
}

/**
 * ioredis would end the process: its SELECT fails once connected, unhandled.
 * After a password whose `/` is not escaped, it takes that for the database.
 */
function withDatabase(options: RedisOptions): RedisOptions {
  if (!Number.isNaN(options.db)) return options;
  throw new TypeError(
    'The database is not a number. In a password, write / as %2F.',
  );
}

function driverOf(
  name: string,
  RedisClass: RedisClass,
  parse: Parse,
  { defaultOptions, prepare, status, pending }: Traits,
): Driver<Redis, RedisOptions> {
  const SharedClient = sharedClientOf(RedisClass, parse);
  return {
    driver: name,
    kind: 'shared',
    endpoint: endpointOf,
    parse,

    key(options) {
      return clientKey({ ...options }, defaultOptions);
    },

    open(options, opening) {
      const leave = occupy(opening, { ...options });
      const client = new SharedClient(named(options, opening));
      client.once('end', leave);
      reportConnectionErrors(client, opening, () => secretsOf(client.options));
      prepare(client);
      return client;
    },

    isEnded(client) {
      return client.status === 'end';
    },

    onEnd(client, listener) {
      client.once('end', listener);
      keepListeners(client);
    },

    close(client, timeoutMs) {
      release(client);
      return closeGracefully(client, timeoutMs);
    },

    status,
    pending,
  };
}

/** The server of a client, for messages. */
function endpointOf(options: RedisOptions): string {
  if (options.sentinels) return `the Sentinel group ${String(options.name)}`;
  if (isMistyped(options)) return 'a mistyped URL';
  return options.path ?? `${options.host}:${options.port}`;
}

/** The driver's error holds the URL, password included, so it is not passed on. */
export function argumentsError(
  error: unknown,
  driver: string,
): SharedRedisError {
  return new SharedRedisError(
    'ERR_SHARED_REDIS_ARGUMENTS',
    `${driver} cannot read these arguments: ${messageOf(error)}`,
  );
}

/** `url.parse` of Node 26, which ioredis 5.0 calls, repeats the URL in its message. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_INVALID_ARG_VALUE' ? 'Invalid URL' : message;
}
