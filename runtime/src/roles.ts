import type { RedisOptions } from 'ioredis';
import { SharedRedisError } from './errors.js';
import { getRedisClient } from './redis-clients.js';
import type { SharedRedis } from './shared-redis.js';

const VARIABLE_OF_ROLE = {
  ops: 'OPS_REDIS_URL',
  broker: 'BROKER_REDIS_URL',
} as const;

const COMMON_VARIABLE = 'REDIS_URL';

/**
 * The shared client for operational data: locks, caches, status. Its URL is in
 * `OPS_REDIS_URL`, else in `REDIS_URL`, read on every call.
 *
 * @param options Options that the URL does not decide.
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when neither is set.
 */
export function getOpsRedisClient(options: RedisOptions = {}): SharedRedis {
  return getRedisClient(urlOf('ops'), options);
}

/**
 * The shared client for the message broker. Its URL is in `BROKER_REDIS_URL`,
 * else in `REDIS_URL`, read on every call.
 *
 * @param options Options that the URL does not decide.
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when neither is set.
 */
export function getBrokerRedisClient(options: RedisOptions = {}): SharedRedis {
  return getRedisClient(urlOf('broker'), options);
}

function urlOf(role: keyof typeof VARIABLE_OF_ROLE): string {
  const variable = VARIABLE_OF_ROLE[role];
  const url = process.env[variable] || process.env[COMMON_VARIABLE];
  if (url) return url;
  throw new SharedRedisError(
    'ERR_SHARED_REDIS_NO_URL',
    `No URL for the ${role} Redis: set ${variable} or ${COMMON_VARIABLE}.`,
  );
}
