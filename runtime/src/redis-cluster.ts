import type { ClusterNode, ClusterOptions } from 'ioredis';
import { ClientDirectory } from './client-directory.js';
import { clusterDriver } from './cluster-driver.js';
import { DRIVER_NAME } from './ioredis-driver.js';
import { directoryOf } from './directories.js';
import type { SharedCluster } from './shared-cluster.js';

const directory = directoryOf(
  `${DRIVER_NAME} clusters`,
  () => new ClientDirectory(clusterDriver),
);

/**
 * The process' one client for a cluster, with the rules of `getRedisClient`.
 * The order of the startup nodes makes no difference; two sets of nodes are two
 * clients, even of one cluster. The clients that `nodes()` gives are guarded
 * too.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when there is no
 * startup node, or ioredis cannot read the arguments.
 */
export const getRedisCluster: (
  startupNodes: readonly ClusterNode[],
  options?: ClusterOptions,
) => SharedCluster = (startupNodes, options) =>
  directory.shared(startupNodes, options, undefined) as SharedCluster;
