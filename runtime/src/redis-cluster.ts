import type { ClusterNode, ClusterOptions } from 'ioredis';
import { clustersOf } from './family-clusters.js';
import { ioredis } from './ioredis-driver.js';
import type { SharedCluster } from './shared-cluster.js';

/**
 * The process' one client for a cluster, with the rules of `getRedisClient`.
 * The order of the startup nodes makes no difference; two sets of nodes are two
 * clients, even of one cluster. The clients that `nodes()` gives are guarded
 * too.
 *
 * @param startupNodes Nodes to ask for the others, as for `new Cluster(…)`.
 * @param options The options of `new Cluster(…)`.
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when there is no
 * startup node, or ioredis cannot read the arguments.
 * @see https://github.com/redis/ioredis#cluster
 * @function
 */
export const getRedisCluster = clustersOf<
  SharedCluster,
  ClusterNode,
  ClusterOptions
>(ioredis);
