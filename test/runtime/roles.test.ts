import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  getBrokerRedisClient,
  getOpsRedisClient,
  getRedisClient,
  resetRedisClients,
} from 'shared-redis';

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

it('gives both roles one client when their URL is the same', async () => {
  vi.stubEnv('REDIS_URL', 'redis://common:2');
  expect(getOpsRedisClient(lazy)).toBe(getBrokerRedisClient(lazy));
  vi.unstubAllEnvs();
  await resetRedisClients();
});
