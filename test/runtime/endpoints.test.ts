import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  configureRedisClients,
  getRedisClient,
  resetRedisClients,
} from 'shared-redis';

const emitWarning = vi.spyOn(process, 'emitWarning');

beforeEach(() => {
  emitWarning.mockReset();
  configureRedisClients({ maxClientsPerEndpoint: 3 });
});

afterEach(async () => {
  configureRedisClients({
    maxClientsPerEndpoint: 20,
    onTooManyClients: 'warn',
  });
  await resetRedisClients();
});

const warnings = () => emitWarning.mock.calls.map(([text]) => String(text));

const lazy = { lazyConnect: true, username: 'me', password: 's3cret' };

/** The leak: its options are new on every call. */
const leak = (host = 'leaky') =>
  getRedisClient({ ...lazy, host, retryStrategy: () => null });

const times = (count: number, work: () => unknown) => {
  for (let i = 0; i < count; i++) work();
};

describe('clients of one server', () => {
  it('are unsuspicious up to maxClientsPerEndpoint', () => {
    times(2, leak);
    times(100, () => getRedisClient('redis://leaky', { lazyConnect: true }));
    expect(warnings()).toEqual([]);
  });

  it('cause one warning when they are more', () => {
    times(50, leak);
    expect(emitWarning.mock.calls).toEqual([
      [
        expect.any(String),
        { type: 'SharedRedisWarning', code: 'SHARED_REDIS_TOO_MANY_CLIENTS' },
      ],
    ]);
  });

  it('are counted for each server', () => {
    for (const host of ['one', 'two', 'three']) times(3, () => leak(host));
    expect(warnings()).toEqual([]);
    times(2, () => leak('two'));
    expect(warnings()).toEqual([expect.stringContaining(' two:6379')]);
  });

  it('are described by what differs and who asked, without a secret', () => {
    times(2, leak);
    getRedisClient({ ...lazy, host: 'leaky', db: 1 });
    getRedisClient({ ...lazy, host: 'leaky', password: 's3cret2' });
    const [text = ''] = warnings();
    expect(text).toContain('4 shared Redis clients for leaky:6379');
    expect(text).toMatch(
      /differ in retryStrategy \(3 values\), (db|password) \(2 values\), /,
    );
    expect(text.match(/endpoints\.test\.ts:\d+:\d+/g)).toHaveLength(3);
    expect(text).not.toContain('s3cret');
    expect(text).not.toContain('lazyConnect');
  });

  it('do not differ where one is already too many', () => {
    configureRedisClients({ maxClientsPerEndpoint: 0 });
    leak();
    expect(warnings()).toEqual([
      expect.stringMatching(
        /^1 shared Redis clients for leaky:6379, and maxClientsPerEndpoint is 0\. Asked for by \S+endpoints\.test\.ts:\d+:\d+\.$/,
      ),
    ]);
  });

  it('are not counted when they have ended', async () => {
    times(3, leak);
    await resetRedisClients();
    times(3, leak);
    expect(warnings()).toEqual([]);
  });

  it('are refused when so configured', async () => {
    configureRedisClients({ onTooManyClients: 'throw' });
    times(3, leak);
    times(2, () => {
      expect(() => leak()).toThrow(
        expect.objectContaining({
          name: 'SharedRedisError',
          code: 'ERR_SHARED_REDIS_TOO_MANY_CLIENTS',
          message: expect.stringContaining(
            'retryStrategy (4 values)',
          ) as string,
        }),
      );
    });
    await resetRedisClients();
    expect(leak().status).toBe('wait');
  });

  it('may be 20 by default', () => {
    configureRedisClients({ maxClientsPerEndpoint: 20 });
    times(20, leak);
    expect(warnings()).toEqual([]);
    leak();
    expect(warnings()).toHaveLength(1);
  });
});
