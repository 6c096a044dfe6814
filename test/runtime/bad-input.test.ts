import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import {
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
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

  it('reports an argument of the wrong type', () => {
    expect(errorOf(() => open(true as never))).toMatchObject({
      code: 'ERR_SHARED_REDIS_ARGUMENTS',
      message: expect.stringContaining('Invalid argument true') as string,
    });
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
