import type { Redis, RedisOptions } from 'ioredis';
import type { Driver } from './client-directory.js';
import { clientKey, type Options } from './client-key.js';
import { warnOfConnectionErrors } from './connection-warnings.js';
import { SharedRedisError } from './errors.js';
import { occupy } from './endpoints.js';
import { exitWhenIdle } from './idle.js';
import { RedisClass } from './ioredis-class.js';
import { release, SharedClient } from './shared-client.js';

/** How long `close` waits for pending replies, and then for the socket. */
const CLOSE_TIMEOUT_MS = 2_000;

// Private in the types, the same in every supported version.
const internals = RedisClass as unknown as {
  defaultOptions: Options;
  prototype: { parseOptions(this: object, ...args: unknown[]): void };
};

/**
 * ioredis tells its version only in its package.json, which bundlers leave
 * behind; the majors differ in their defaults.
 */
export const DRIVER_NAME =
  'protocol' in internals.defaultOptions ? 'ioredis@6' : 'ioredis@5';

export const ioredisDriver: Driver<Redis, RedisOptions> = {
  parse(...args) {
    const parser: { options?: RedisOptions } = {};
    try {
      internals.prototype.parseOptions.apply(parser, args);
    } catch (error) {
      throw argumentsError(error);
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
    warnOfConnectionErrors(client);
    exitWhenIdle(client);
    return client;
  },

  openDedicated(options) {
    return new RedisClass(options);
  },

  isEnded(client) {
    return client.status === 'end';
  },

  onEnd(client, listener) {
    client.once('end', listener);
  },

  async close(client) {
    release(client);
    await withinTimeout(finish(client));
    if (client.status === 'end') return;
    const ended = next(client, 'end');
    cut(client);
    await withinTimeout(ended);
  },
};

/** The server of a client, for messages. */
function endpointOf(options: RedisOptions): string {
  if (options.sentinels) return `the Sentinel group ${String(options.name)}`;
  const address = options.path ?? `${options.host}:${options.port}`;
  // What cannot be read as a URL may end up here, credentials included.
  return address.replace(/^.*@/, '');
}

/** Lets a connecting client send what it queued, and every reply arrive. */
async function finish(client: Redis): Promise<void> {
  if (client.status === 'connecting' || client.status === 'connect') {
    await next(client, 'ready', 'close', 'end');
  }
  if (client.status === 'ready') await client.quit();
}

/** The next of these events; unlike `events.once`, whatever errors come first. */
function next(client: Redis, ...events: string[]): Promise<unknown> {
  return new Promise((resolve) => {
    for (const event of events) client.once(event, resolve);
  });
}

function cut(client: Redis): void {
  // Between two attempts there is no socket whose end would end the client.
  if (client.status === 'reconnecting') client.status = 'wait';
  client.disconnect();
}

/** Settles, never rejects, when the work does or its time is over. */
async function withinTimeout(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
  });
  await Promise.race([work.catch(() => undefined), timeout]);
  clearTimeout(timer);
}

/** The driver's error holds the URL, password included, so it is not passed on. */
function argumentsError(error: unknown): SharedRedisError {
  const message = error instanceof Error ? error.message : String(error);
  return new SharedRedisError(
    'ERR_SHARED_REDIS_ARGUMENTS',
    `ioredis cannot read these arguments: ${message}`,
  );
}
