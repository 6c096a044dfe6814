import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import {
  closeOnSignals,
  getRedisClient,
  inspectRedisClients,
  openDedicatedRedisClient,
  resetRedisClients,
  subscribeRedis,
  withDedicatedRedisClient,
} from 'shared-redis';
import { ioredisDriver } from '../../runtime/src/ioredis-driver.ts';

const UNREADABLE = [
  'redis://user:s3cret@host:99999',
  'redis://:s3cret%ss@host',
  'redis://user:s3cret@ho st',
  'redis://:s3cret',
  'user:s3cret@host:port',
];

/** ioredis 5.0 finds an address in any text. */
const readsAnyUrl =
  errorOf(() => ioredisDriver.parse('redis://ho st', undefined, undefined)) ===
  undefined;

const OPENERS = { getRedisClient, openDedicatedRedisClient };

afterEach(() => resetRedisClients());

/** A database that is no number, which ioredis would crash with. */
const WITHOUT_DATABASE: [unknown][] = [
  ['redis://host/zero'],
  [{ db: NaN }],
  // The user is the host here, and the rest the database.
  ['redis://user:/s3cret@host'],
];

describe.each(Object.entries(OPENERS))('%s', (_, open) => {
  it.skipIf(readsAnyUrl).each(UNREADABLE)(
    'reports %s without the password',
    (url) => {
      const error = errorOf(() => open(url));
      expect(error).toMatchObject({
        name: 'SharedRedisError',
        code: 'ERR_SHARED_REDIS_ARGUMENTS',
        message: expect.stringMatching(/Invalid URL|URI malformed/) as string,
      });
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(
        's3cret',
      );
      expect(JSON.stringify(error)).not.toContain('s3cret');
      expect((error as Error).stack).not.toContain('s3cret');
    },
  );

  it.each(WITHOUT_DATABASE)('reports the database of %j', (argument) => {
    const error = errorOf(() => open(argument as string));
    expect(error).toMatchObject({
      code: 'ERR_SHARED_REDIS_ARGUMENTS',
      message: expect.stringContaining('database is not a number') as string,
    });
    expect(inspect(error)).not.toContain('s3cret');
  });

  it('reports an argument of the wrong type', () => {
    expect(errorOf(() => open(true as never))).toMatchObject({
      code: 'ERR_SHARED_REDIS_ARGUMENTS',
      message: expect.stringContaining('Invalid argument true') as string,
    });
  });
});

it('withDedicatedRedisClient asks for its function, and opens nothing', async () => {
  const args = ['redis://host'] as unknown as [() => unknown];
  await expect(withDedicatedRedisClient(...args)).rejects.toThrow(
    expect.objectContaining({
      code: 'ERR_SHARED_REDIS_ARGUMENTS',
      message: expect.stringContaining('takes the function') as string,
    }),
  );
  expect(inspectRedisClients()).toEqual([]);
});

describe('subscribeRedis', () => {
  it.each<[string, unknown]>([
    ['no channels', undefined],
    ['a number', 5],
    ['a number among texts', ['news', 5]],
    ['a text for several', { channels: 'news' }],
    ['a kind it does not know', { channel: ['news'] }],
    ['the listener in their place', () => undefined],
  ])('refuses %s, and opens nothing', async (_, channels) => {
    await expect(
      subscribeRedis('redis://host', channels as string, () => undefined),
    ).rejects.toThrow(
      expect.objectContaining({
        code: 'ERR_SHARED_REDIS_ARGUMENTS',
        message: expect.stringContaining('takes channels') as string,
      }),
    );
    expect(inspectRedisClients()).toEqual([]);
  });

  it('asks for its listener, and opens nothing', async () => {
    await expect(
      subscribeRedis('redis://host', 'news', undefined as never),
    ).rejects.toThrow(
      expect.objectContaining({
        code: 'ERR_SHARED_REDIS_ARGUMENTS',
        message: expect.stringContaining('the listener') as string,
      }),
    );
    expect(inspectRedisClients()).toEqual([]);
  });
});

describe('closeOnSignals', () => {
  it.each<[unknown, string]>([
    [['TERM'], '"TERM"'],
    ['SIGTERM', '"S"'],
  ])('refuses %j, and listens to nothing', (signals, named) => {
    const before = process.eventNames();
    const error = errorOf(() => closeOnSignals({ signals } as never));
    expect(error).toMatchObject({
      code: 'ERR_SHARED_REDIS_ARGUMENTS',
      message: expect.stringContaining(named) as string,
    });
    expect(process.eventNames()).toEqual(before);
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
