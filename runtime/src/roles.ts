import type { RedisOptions } from 'ioredis';
import { getRoleRedisClient } from './redis-clients.js';
import type { SharedRedis } from './shared-redis.js';

/**
 * The shared client for operational data: locks, caches, status. Its URL is in
 * `OPS_REDIS_URL`, else in `REDIS_URL`, unless configured otherwise.
 *
 * @param options Options that the URL does not decide.
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when neither is set.
 */
export function getOpsRedisClient(options?: RedisOptions): SharedRedis {
  return getRoleRedisClient('ops', options);
}

/**
 * The shared client for the message broker. Its URL is in `BROKER_REDIS_URL`,
 * else in `REDIS_URL`, unless configured otherwise.
 *
 * @param options Options that the URL does not decide.
 * @throws SharedRedisError `ERR_SHARED_REDIS_NO_URL` when neither is set.
 */
export function getBrokerRedisClient(options?: RedisOptions): SharedRedis {
  return getRoleRedisClient('broker', options);
}
