import { afterEach, expect, it, vi } from 'vitest';
import { getRedisClient, resetRedisClients } from 'shared-redis';

const CALLS = 100_000;

const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();

afterEach(() => resetRedisClients());

it('100,000 gets of a few spellings are as many clients as meanings', () => {
  const clients = new Set<unknown>();
  for (let i = 0; i < CALLS; i++) {
    clients.add(getRedisClient({ lazyConnect: true, db: i % 3 }));
  }
  expect(clients.size).toBe(3);
  expect(emitWarning).not.toHaveBeenCalled();
});

it('100,000 gets with inline functions are one warning, and no crash', async () => {
  let last;
  for (let i = 0; i < CALLS; i++) {
    last = getRedisClient({ lazyConnect: true, retryStrategy: () => null });
  }
  expect(emitWarning.mock.calls).toEqual([
    [
      expect.stringContaining('retryStrategy (21 values)'),
      { type: 'SharedRedisWarning', code: 'SHARED_REDIS_TOO_MANY_CLIENTS' },
    ],
  ]);
  await resetRedisClients();
  expect(last?.status).toBe('end');
});
