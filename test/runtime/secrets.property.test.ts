import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import fc from 'fast-check';
import type { Redis, RedisOptions } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as api from 'shared-redis';
import { startRedisServer } from '../support/redis-server.ts';
import { next, Observer } from './observer.ts';
import { brokenUrl, secret, SECRET, secretOptions } from './secrets.ts';

const {
  configureRedisClients,
  getRedisClient,
  inspectRedisClients,
  openDedicatedRedisClient,
  resetRedisClients,
} = api;

const HOST = '127.0.0.1';
const lazy = { lazyConnect: true };

const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();

beforeEach(() => emitWarning.mockClear());

afterEach(async () => {
  configureRedisClients({
    maxClientsPerEndpoint: 20,
    onTooManyClients: 'warn',
  });
  await resetRedisClients();
});

/** All that a reader of logs could get to see of a value. */
function seen(value: unknown): string {
  return [
    inspect(value, { depth: null, showHidden: true, maxArrayLength: null }),
    inspect(value, { depth: null, getters: true, maxStringLength: null }),
    value instanceof Error ? [value.message, value.stack].join('\n') : '',
    value instanceof Error ? JSON.stringify(value) : '',
  ].join('\n');
}

/** What was warned of since the last call of this function. */
function warned(): string {
  const texts = emitWarning.mock.calls.map((call) => seen([...call]));
  emitWarning.mockClear();
  return texts.join('\n');
}

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

const isOurs = (error: unknown): boolean =>
  (error as { name?: string } | undefined)?.name === 'SharedRedisError';

/** ioredis 5.0 finds an address in any text. */
const readsAnyUrl =
  errorOf(() => openDedicatedRedisClient('redis://ho st', lazy)) === undefined;

describe('no secret is in an error', () => {
  it.each(['getRedisClient', 'openDedicatedRedisClient'] as const)(
    'of %s for a URL',
    (open) => {
      fc.assert(
        fc.property(brokenUrl, (url) => {
          const error = errorOf(() => api[open](url, lazy));
          expect(error === undefined || isOurs(error)).toBe(true);
          expect(seen(error)).not.toContain(SECRET);
        }),
      );
    },
  );

  it.skipIf(readsAnyUrl)('of subscribeRedis for a URL', async () => {
    const unreadable = brokenUrl.filter(
      (url) => errorOf(() => openDedicatedRedisClient(url, lazy)) !== undefined,
    );
    await fc.assert(
      fc.asyncProperty(unreadable, async (url) => {
        const listening = api.subscribeRedis(url, 'news', () => undefined);
        const error: unknown = await listening.catch((e: unknown) => e);
        expect(isOurs(error)).toBe(true);
        expect(seen(error)).not.toContain(SECRET);
      }),
      { numRuns: 20 },
    );
  });

  it('for options of any shape', () => {
    fc.assert(
      fc.property(secretOptions, (options) => {
        const error = errorOf(() => getRedisClient(options));
        expect(seen(error)).not.toContain(SECRET);
      }),
    );
  });

  it('of a refused call, whatever its arguments', async () => {
    const client: Redis = getRedisClient({ ...lazy, password: SECRET });
    await fc.assert(
      fc.asyncProperty(secret, async (text) => {
        const errors = await Promise.allSettled([
          client.auth(text),
          client.subscribe(text),
          client.call('CLIENT', 'SETNAME', text),
          client.call('HELLO', '3', 'AUTH', 'default', text),
        ]);
        expect(errors.every(({ status }) => status === 'rejected')).toBe(true);
        expect(seen(errors)).not.toContain(SECRET);
      }),
    );
  });
});

describe('no secret is in a warning', () => {
  /** Every client is one too many. */
  const tooMany = (options: RedisOptions | string) => {
    configureRedisClients({ maxClientsPerEndpoint: 0 });
    const open = () =>
      typeof options === 'string'
        ? getRedisClient(options, lazy)
        : getRedisClient(options);
    const error = errorOf(open);
    return seen(error) + warned();
  };

  it.each(['warn', 'throw'] as const)(
    'of too many clients (%s) by options',
    async (onTooManyClients) => {
      configureRedisClients({ onTooManyClients });
      await fc.assert(
        fc.asyncProperty(secretOptions, async (options) => {
          const text = tooMany(options);
          expect(text).toContain('maxClientsPerEndpoint');
          expect(text).not.toContain(SECRET);
          await resetRedisClients();
        }),
      );
    },
  );

  // To be `it`: ioredis takes what is no URL as the path of a socket.
  it('of too many clients by URL', async () => {
    // To ioredis 5.0, what is before a backslash is the host.
    const urls = brokenUrl.filter(
      (url) => !(readsAnyUrl && url.includes('\\')),
    );
    await fc.assert(
      fc.asyncProperty(urls, async (url) => {
        expect(tooMany(url)).not.toContain(SECRET);
        await resetRedisClients();
      }),
      {
        examples: [
          [`redis//:${SECRET}#@host`],
          [`redis://${SECRET}-user:/${SECRET}@host`],
        ],
      },
    );
  });

  it('of a server that repeats what it refuses', () => {
    fc.assert(
      fc.property(secret, fc.string(), (password, rest) => {
        const client = getRedisClient({ ...lazy, password });
        client.emit('error', new Error(`ERR '${password}' ${rest}`));
        expect(warned()).not.toContain(SECRET);
      }),
    );
  });

  it('of an address that was to be a URL', async () => {
    const once = { connectTimeout: 500, retryStrategy: () => null };
    const addresses = brokenUrl.filter((url) => {
      let path: string | undefined;
      errorOf(() => (path = getRedisClient(url, lazy).options.path));
      return path !== undefined;
    });
    await fc.assert(
      fc.asyncProperty(addresses, async (url) => {
        await next(getRedisClient(url, once), 'end');
        const text = warned();
        expect(text).toContain('SHARED_REDIS_CONNECTION');
        expect(text).not.toContain(SECRET);
      }),
      { numRuns: 20, examples: [[`redis:/:${SECRET}@host`]] },
    );
  });
});

it('no secret is in inspection or in channels', () => {
  const events = ['open', 'hit', 'close', 'reject'] as const;
  const messages: unknown[] = [];
  const listener = (message: unknown) => void messages.push(message);
  for (const event of events) subscribe(`shared-redis:${event}`, listener);
  fc.assert(
    fc.property(secretOptions, brokenUrl, (options, url) => {
      messages.length = 0;
      for (const arg of [options, options]) getRedisClient(arg);
      errorOf(() => getRedisClient(url, lazy));
      errorOf(() => openDedicatedRedisClient(url, lazy));
      const client: Redis = getRedisClient(options);
      errorOf(() => client.disconnect());
      expect(messages).not.toEqual([]);
      expect(seen(inspectRedisClients())).not.toContain(SECRET);
      expect(seen(messages)).not.toContain(SECRET);
    }),
  );
  for (const event of events) unsubscribe(`shared-redis:${event}`, listener);
});

it('no secret is in CLIENT LIST', async () => {
  await using server = await startRedisServer();
  const { redis } = new Observer(server.port);
  await redis.ping();
  await fc.assert(
    fc.asyncProperty(secret, async (password) => {
      await redis.config('SET', 'requirepass', password);
      const options = { host: HOST, port: server.port, password };
      await Promise.all([
        getRedisClient(options).ping(),
        openDedicatedRedisClient(options).ping(),
        api.subscribeRedis(options, 'news', () => undefined),
      ]);
      const list = String(await redis.client('LIST'));
      expect(list.match(/ name=shared-redis:/g)?.length).toBeGreaterThan(1);
      expect(list).not.toContain(SECRET);
      await resetRedisClients();
    }),
    { numRuns: 10 },
  );
  redis.disconnect();
});

it('no secret is in what the package exports or keeps in the process', () => {
  const places = Object.getOwnPropertySymbols(globalThis)
    .filter((symbol) => String(symbol).includes('shared-redis'))
    .map((symbol) => (globalThis as Record<symbol, unknown>)[symbol]);
  expect(places).toHaveLength(1);
  fc.assert(
    fc.property(secretOptions, secret, (options, password) => {
      getRedisClient(options);
      getRedisClient(`redis://:${encodeURIComponent(password)}@h`, lazy);
      openDedicatedRedisClient({ ...lazy, password });
      expect(seen([places, api])).not.toContain(SECRET);
    }),
    { numRuns: 30 },
  );
});
