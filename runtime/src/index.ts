export { SharedRedisError, type SharedRedisErrorCode } from './errors.js';
export {
  getRedisClient,
  openDedicatedRedisClient,
  type RedisArguments,
  withDedicatedRedisClient,
} from './redis-clients.js';
export { getRedisCluster } from './redis-cluster.js';
export { resetRedisClients } from './reset.js';
export { getBrokerRedisClient, getOpsRedisClient } from './roles.js';
export { configureRedisClients, type RedisClientSettings } from './settings.js';
export type { SharedCluster } from './shared-cluster.js';
export type { DedicatedRedis, SharedRedis } from './shared-redis.js';
export { type RedisSubscriptions, subscribeRedis } from './subscriptions.js';
export type { MessageListener } from './topic.js';
