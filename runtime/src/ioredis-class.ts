import ioredis from 'ioredis';
import type { Cluster, ClusterNode, ClusterOptions } from 'ioredis';
import type { Redis, RedisOptions } from 'ioredis';

/**
 * ioredis' default export is the class itself in every version and module
 * system, whatever its types say; 5.0 has no export that is named `Redis`.
 */
export const RedisClass = ioredis as unknown as {
  new (options: RedisOptions): Redis;
  readonly Cluster: new (
    startupNodes: ClusterNode[],
    options?: ClusterOptions,
  ) => Cluster;
};

/** ioredis' class, or that of a driver which has its methods. */
export type RedisClass = typeof RedisClass;
