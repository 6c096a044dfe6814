import type { Redis } from 'ioredis';
import { afterEach, expect, it, vi } from 'vitest';
import {
  configureRedisClients,
  getRedisClient,
  resetRedisClients,
} from 'shared-redis';
import { startRedisServer } from '../support/redis-server.ts';
import { Observer } from './observer.ts';

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
}, 120_000);

it('1,000 gets with inline functions open no more than a hard limit', async () => {
  await using server = await startRedisServer();
  configureRedisClients({ onTooManyClients: 'throw' });
  const clients = new Set<Redis>();
  let refused = 0;
  for (let i = 0; i < 1_000; i++) {
    try {
      clients.add(getRedisClient(server.url, { retryStrategy: () => null }));
    } catch {
      refused++;
    }
  }
  configureRedisClients({ onTooManyClients: 'warn' });
  expect([clients.size, refused]).toEqual([20, 980]);
  await Promise.all([...clients].map((client) => client.ping()));
  const observer = new Observer(server.port);
  expect(await observer.connections()).toBe(20);
  observer.redis.disconnect();
  await resetRedisClients();
});
