import type {
  Cluster,
  ClusterNode,
  ClusterOptions,
  Redis,
  RedisOptions,
} from 'ioredis';
import type { Driver } from './client-directory.js';
import { clientKey } from './client-key.js';
import { closeGracefully } from './closing.js';
import { named } from './connection-name.js';
import { reportConnectionErrors, secretsOf } from './connection-errors.js';
import { occupy } from './endpoints.js';
import { release } from './guard.js';
import { exitClusterWhenIdle, pendingOfCluster } from './idle-cluster.js';
import { ClusterClass } from './ioredis-class.js';
import { DRIVER_NAME, ioredisDriver } from './ioredis-driver.js';
import { argumentsError } from './ioredis-family.js';
import { rememberOpening } from './opening.js';
import { guardNode, SharedClusterClient } from './shared-cluster-client.js';

/** The arguments of `new Cluster(…)`, copied: callers may change theirs. */
interface Source {
  readonly nodes: readonly ClusterNode[];
  readonly options: ClusterOptions;
}

export const clusterDriver: Driver<Cluster, Source> = {
  driver: DRIVER_NAME,
  kind: 'cluster',

  endpoint({ nodes: [node] }) {
    const { host, port } = parseNode(node);
    return `the cluster of ${host}:${port}`;
  },

  parse(nodes, options) {
    if (!Array.isArray(nodes) || nodes.length === 0) {
      throw argumentsError('A cluster needs startup nodes.', DRIVER_NAME);
    }
    return {
      nodes: nodes.map(copyOf),
      options: { ...(options as ClusterOptions | undefined) },
    };
  },

  key({ nodes, options: { redisOptions, ...options } }) {
    return [
      ...nodes.map(nodeKey).sort(),
      clientKey(options, defaultOptions()),
      // Not all of ioredis' defaults are those of a node.
      clientKey({ ...redisOptions }, {}),
    ].join('|');
  },

  open({ nodes, options }, opening) {
    const leave = occupy(opening, { nodes, ...options });
    const redisOptions = { ...options.redisOptions };
    try {
      const cluster = new SharedClusterClient([...nodes], {
        ...options,
        redisOptions: named(redisOptions, opening),
      });
      cluster.once('end', leave);
      cluster.on('+node', (node: Redis) => {
        rememberOpening(node, opening);
        guardNode(node);
      });
      reportConnectionErrors(cluster, opening, () => secretsOf(redisOptions));
      exitClusterWhenIdle(cluster);
      return cluster;
    } catch (error) {
      leave();
      throw argumentsError(error, DRIVER_NAME);
    }
  },

  isEnded(cluster) {
    return cluster.status === 'end';
  },

  onEnd(cluster, listener) {
    cluster.once('end', listener);
  },

  close(cluster, timeoutMs) {
    for (const client of [cluster, ...cluster.nodes()]) release(client);
    return closeGracefully(cluster, timeoutMs);
  },

  status(cluster) {
    return cluster.status;
  },

  pending: pendingOfCluster,
};

let defaults: Record<string, unknown> | undefined;

/** ioredis does not export them; a client that is not connected has them. */
function defaultOptions(): Record<string, unknown> {
  defaults ??= {
    ...new ClusterClass([], { lazyConnect: true }).options,
    lazyConnect: false,
  };
  return defaults;
}

/** A node as ioredis reads it: with a host by default, without a database. */
function nodeKey(node: ClusterNode): string {
  return ioredisDriver.key({ ...parseNode(node), db: 0 });
}

function parseNode(node: ClusterNode | undefined): RedisOptions {
  return ioredisDriver.parse(node, { host: '127.0.0.1' });
}

function copyOf(node: ClusterNode): ClusterNode {
  return typeof node === 'object' ? { ...node } : node;
}
