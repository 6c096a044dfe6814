import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  configureRedisClients,
  getBrokerRedisClient,
  getOpsRedisClient,
  getRedisClient,
  getRoleRedisClient,
  type RedisUrlSource,
  resetRedisClients,
} from 'shared-redis';
import * as nodeRedis from 'shared-redis/node-redis';

declare module 'shared-redis' {
  interface RedisRoles {
    sessions: RedisUrlSource;
  }
}

const lazy = { lazyConnect: true };

const ROLES = [
  ['ops', 'OPS_REDIS_URL', getOpsRedisClient],
  ['broker', 'BROKER_REDIS_URL', getBrokerRedisClient],
] as const;

describe.each(ROLES)('the client of the role %s', (_, variable, getClient) => {
  beforeEach(() => {
    vi.stubEnv('OPS_REDIS_URL', undefined);
    vi.stubEnv('BROKER_REDIS_URL', undefined);
    vi.stubEnv('REDIS_URL', undefined);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await resetRedisClients();
  });

  it(`takes its URL from ${variable} first`, () => {
    vi.stubEnv(variable, 'redis://own:1');
    vi.stubEnv('REDIS_URL', 'redis://common:2');
    expect(getClient(lazy)).toBe(getRedisClient('redis://own:1', lazy));
  });

  it('takes its URL from REDIS_URL otherwise', () => {
    vi.stubEnv('REDIS_URL', 'redis://common:2');
    expect(getClient(lazy)).toBe(getRedisClient('redis://common:2', lazy));
  });

  it('takes an empty variable as not set', () => {
    vi.stubEnv(variable, '');
    vi.stubEnv('REDIS_URL', 'redis://common:2');
    expect(getClient(lazy)).toBe(getRedisClient('redis://common:2', lazy));
  });

  it('names the variables to set when there is no URL', () => {
    expect(() => getClient()).toThrow(
      expect.objectContaining({
        code: 'ERR_SHARED_REDIS_NO_URL',
        message: expect.stringContaining(`${variable} or REDIS_URL`) as string,
      }),
    );
  });
});

describe('a configured role', () => {
  afterEach(async () => {
    vi.unstubAllEnvs();
    await resetRedisClients();
  });

  const clientOf = (source: RedisUrlSource) => {
    configureRedisClients({ roles: { sessions: source } });
    return getRoleRedisClient('sessions', lazy);
  };

  it.each<[string, RedisUrlSource]>([
    ['a text', 'redis://configured:3'],
    ['a function', () => 'redis://configured:3'],
    ['an environment variable', { env: 'SESSIONS_URL' }],
    ['the first that is set of several', { env: ['NOT_SET', 'SESSIONS_URL'] }],
  ])('takes its URL from %s', (_, source) => {
    vi.stubEnv('SESSIONS_URL', 'redis://configured:3');
    const { options } = clientOf(source);
    expect([options.host, options.port]).toEqual(['configured', 3]);
  });

  it('has one client with others that mean the same', () => {
    const client = clientOf('redis://configured:3');
    expect(getRedisClient('redis://configured:3', lazy)).toBe(client);
  });

  it('may be one of those that have variables by default', () => {
    configureRedisClients({ roles: { ops: 'redis://configured:4' } });
    expect(getOpsRedisClient(lazy).options.port).toBe(4);
    configureRedisClients({
      roles: { ops: { env: ['OPS_REDIS_URL', 'REDIS_URL'] } },
    });
  });

  it('keeps its client when a function gives other credentials', () => {
    let password = 'one';
    const url = () => `redis://:${password}@configured:3`;
    const client = clientOf(url);
    password = 'two';
    expect(getRoleRedisClient('sessions', lazy)).toBe(client);
  });

  it('has another client when a function gives another server', () => {
    let host = 'one';
    const client = clientOf(() => `redis://:pw@${host}`);
    host = 'two';
    expect(getRoleRedisClient('sessions', lazy)).not.toBe(client);
  });

  it('asks its function once for each call', () => {
    const url = vi.fn(() => 'redis://:pw@127.0.0.1:1');
    const patient = { socket: { reconnectStrategy: 60_000 } };
    clientOf(url);
    nodeRedis.getRoleRedisClient('sessions', patient);
    url.mockClear();
    getRoleRedisClient('sessions', lazy);
    expect(url).toHaveBeenCalledTimes(1);
    nodeRedis.getRoleRedisClient('sessions', patient);
    expect(url).toHaveBeenCalledTimes(2);
  });

  it('does not mix up the logins of two functions', () => {
    const one = clientOf(() => 'redis://:one@configured');
    const two = clientOf(() => 'redis://:two@configured');
    expect(two).not.toBe(one);
  });

  it('keeps apart the fixed logins that options give', () => {
    configureRedisClients({ roles: { sessions: () => 'redis://configured' } });
    const [one, two] = ['one', 'two'].map((password) =>
      getRoleRedisClient('sessions', { ...lazy, password }),
    );
    expect(two).not.toBe(one);
  });

  it.each<[string, () => unknown]>([
    ['an empty text', () => ''],
    ['a promise', () => Promise.resolve('redis://:s3cret@host')],
    ['null', () => null],
    ['object', () => ({ url: 's3cret' })],
  ])('says that a function gave %s, and not what', (given, source) => {
    const message = `sessions Redis: its source gave`;
    expect(() => clientOf(source as () => string)).toThrow(
      expect.objectContaining({
        code: 'ERR_SHARED_REDIS_NO_URL',
        message: expect.stringMatching(`${message}.* ${given}`) as string,
      }),
    );
  });

  it('says that a text is empty', () => {
    expect(() => clientOf('')).toThrow(
      expect.objectContaining({
        code: 'ERR_SHARED_REDIS_NO_URL',
        message: expect.stringContaining('an empty text') as string,
      }),
    );
  });

  it.each(['cache', 'constructor', 'toString', '__proto__'])(
    'says when there is no role %s',
    (role) => {
      expect(() => getRoleRedisClient(role as 'ops')).toThrow(
        expect.objectContaining({
          code: 'ERR_SHARED_REDIS_NO_URL',
          message: expect.stringContaining(`no role "${role}"`) as string,
        }),
      );
    },
  );
});

it('gives both roles one client when their URL is the same', async () => {
  vi.stubEnv('REDIS_URL', 'redis://common:2');
  expect(getOpsRedisClient(lazy)).toBe(getBrokerRedisClient(lazy));
  vi.unstubAllEnvs();
  await resetRedisClients();
});
