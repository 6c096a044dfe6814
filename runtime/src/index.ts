export { SharedRedisError, type SharedRedisErrorCode } from './errors.js';
export {
  getRedisClient,
  openDedicatedRedisClient,
  type RedisFactory,
} from './redis-clients.js';
export { resetRedisClients } from './reset.js';
export { getBrokerRedisClient, getOpsRedisClient } from './roles.js';
export { configureRedisClients, type RedisClientSettings } from './settings.js';
export type { DedicatedRedis, SharedRedis } from './shared-redis.js';
