import { afterEach, describe, expect, it } from 'vitest';
import {
  configureRedisClients,
  getRedisClient,
  resetRedisClients,
} from 'shared-redis';

afterEach(async () => {
  configureRedisClients({ onError: undefined, maxClientsPerEndpoint: 20 });
  await resetRedisClients();
});

describe('configureRedisClients', () => {
  it.each<[string, object, RegExp]>([
    [
      'a name it does not know',
      { onForbidenCall: 'warn' },
      /"onForbidenCall", only roles/,
    ],
    [
      'a word it does not know',
      { onForbiddenCall: 'ignore' },
      /'throw' or 'warn'/,
    ],
    ['a text for a number', { maxClientsPerEndpoint: '20' }, /a number/],
    ['a text for a function', { onError: 'log' }, /a function/],
    ['a role without a source', { roles: { cache: {} } }, /by role/],
    ['a role without variables', { roles: { cache: { env: [] } } }, /by role/],
  ])('refuses %s', (_, changes, message) => {
    expect(() => configureRedisClients(changes)).toThrow(
      expect.objectContaining({
        code: 'ERR_SHARED_REDIS_ARGUMENTS',
        message: expect.stringMatching(message) as string,
      }),
    );
  });

  it('changes nothing when one of the changes is refused', () => {
    const changes = { onTooManyClients: 'throw', maxClientsPerEndpoint: 'x' };
    expect(() => configureRedisClients(changes as object)).toThrow();
    configureRedisClients({ maxClientsPerEndpoint: 0 });
    expect(() => getRedisClient({ lazyConnect: true })).not.toThrow();
  });
});

describe('onError', () => {
  const lazy = { lazyConnect: true, host: 'server' };

  it('gets each connection error, and whose it is', () => {
    const told: unknown[] = [];
    configureRedisClients({ onError: (...args) => void told.push(args) });
    const error = new Error('no');
    const client = getRedisClient(lazy);
    client.emit('error', error);
    client.emit('error', error);
    const whose = expect.objectContaining({
      endpoint: 'server:6379',
    }) as object;
    expect(told).toEqual([
      [error, whose],
      [error, whose],
    ]);
  });

  it('gets none of a client that has a listener of its own', () => {
    const told: unknown[] = [];
    configureRedisClients({ onError: (...args) => void told.push(args) });
    const client = getRedisClient(lazy);
    client.on('error', () => undefined);
    client.emit('error', new Error('no'));
    expect(told).toEqual([]);
  });
});
