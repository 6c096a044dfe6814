import type { Cluster } from 'ioredis';
import { exitWhenIdle, pendingOf } from './idle.js';

/** What ioredis keeps private, the same in every supported version. */
interface ClusterInternals {
  readonly offlineQueue: { readonly length: number };
  reconnectTimeout?: NodeJS.Timeout | null;
}

/**
 * Lets the process end while nothing is pending on a cluster. Its nodes do so
 * one by one; besides them, only what waits for a node is pending.
 */
export function exitClusterWhenIdle(cluster: Cluster): void {
  const internals = cluster as unknown as ClusterInternals;
  const holdForQueue = () => {
    if (internals.offlineQueue.length > 0) internals.reconnectTimeout?.ref();
  };
  cluster.on('+node', exitWhenIdle);
  onTimer(cluster, 'slotsTimer', (timer) => timer.unref());
  onTimer(cluster, 'reconnectTimeout', (timer) => {
    timer.unref();
    holdForQueue();
  });

  const send = cluster.sendCommand.bind(cluster);
  cluster.sendCommand = (...args) => {
    const reply = send(...args);
    if (cluster.status === 'reconnecting') holdForQueue();
    return reply;
  };
}

/** How many commands of a cluster have no reply yet. */
export function pendingOfCluster(cluster: Cluster): number {
  const { offlineQueue } = cluster as unknown as ClusterInternals;
  const ofNodes = cluster.nodes().map(pendingOf);
  return ofNodes.reduce((sum, count) => sum + count, offlineQueue.length);
}

/** ioredis tells nobody of its timers: they are noticed when it keeps them. */
function onTimer(
  cluster: Cluster,
  name: string,
  listener: (timer: NodeJS.Timeout) => void,
): void {
  let current: NodeJS.Timeout | null = null;
  Object.defineProperty(cluster, name, {
    get: () => current,
    set: (timer: NodeJS.Timeout | null) => {
      current = timer;
      if (timer) listener(timer);
    },
  });
}
