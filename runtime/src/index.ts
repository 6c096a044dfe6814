/**
 * The registry, for clients of ioredis.
 *
 * @module shared-redis
 */
export { inspectRedisClients, resetRedisClients } from './directories.js';
export { SharedRedisError, type SharedRedisErrorCode } from './errors.js';
export type { RedisClientEvent, RedisRejectEvent } from './events.js';
export type { RedisClientInfo } from './inspect.js';
export type { RedisClientIdentity, RedisClientKind } from './opening.js';
export {
  getRedisClient,
  getRoleRedisClient,
  openDedicatedRedisClient,
  type RedisArguments,
  withDedicatedRedisClient,
} from './redis-clients.js';
export { getRedisCluster } from './redis-cluster.js';
export type { RedisRole, RedisRoles, RedisUrlSource } from './redis-roles.js';
export { getBrokerRedisClient, getOpsRedisClient } from './roles.js';
export { configureRedisClients, type RedisClientSettings } from './settings.js';
export type { SharedCluster } from './shared-cluster.js';
export type { DedicatedRedis, SharedRedis } from './shared-redis.js';
export { closeOnSignals, type CloseOnSignalsOptions } from './shutdown.js';
export type { MessageListener, RedisSubscriptions } from './subscribing.js';
export { subscribeRedis } from './subscriptions.js';
