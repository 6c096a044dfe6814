import type {
  Cluster,
  ClusterNode,
  ClusterOptions,
  Redis,
  RedisOptions,
} from 'ioredis';
import type { Driver } from './client-directory.js';
import { clientKey, type Options } from './client-key.js';
import { closeGracefully } from './closing.js';
import { named } from './connection-name.js';
import { reportConnectionErrors, secretsOf } from './connection-errors.js';
import { occupy } from './endpoints.js';
import { release } from './guard.js';
import { exitClusterWhenIdle, pendingOfCluster } from './idle-cluster.js';
import { argumentsError, type Family } from './ioredis-family.js';
import { isMock } from './ioredis-mock.js';
import { keepListeners } from './keep-listeners.js';
import { rememberOpening } from './opening.js';
import { guardNode, sharedClusterClientOf } from './shared-cluster-client.js';

/** The arguments of `new Cluster(…)`, copied: callers may change theirs. */
interface Source {
  readonly nodes: readonly ClusterNode[];
  readonly options: ClusterOptions;
}

/** The clusters of ioredis or of a fork of it. */
export function clusterDriver(family: Family): Driver<Cluster, Source> {
  const { name, RedisClass, driver } = family;
  const SharedClusterClient = sharedClusterClientOf(RedisClass);
  let defaults: Options | undefined;

  /** They are not exported; a client that is not connected has them. */
  function defaultOptions(): Options {
    defaults ??= {
      ...new RedisClass.Cluster([], { lazyConnect: true }).options,
      lazyConnect: false,
    };
    return defaults;
  }

  /** A node as the driver reads it: with a host by default. */
  function parseNode(node: ClusterNode | undefined): RedisOptions {
    return driver.parse(node, { host: '127.0.0.1' });
  }

  return {
    driver: name,
    kind: 'cluster',

    endpoint({ nodes: [node] }) {
      const { host, port } = parseNode(node);
      return `the cluster of ${host}:${port}`;
    },

    parse(nodes, options) {
      if (isMock(RedisClass)) {
        throw argumentsError('It mocks no cluster well enough.', name);
      }
      if (!Array.isArray(nodes) || nodes.length === 0) {
        throw argumentsError('A cluster needs startup nodes.', name);
      }
      return {
        nodes: nodes.map(copyOf),
        options: { ...(options as ClusterOptions | undefined) },
      };
    },

    key({ nodes, options: { redisOptions, ...options } }) {
      return [
        // The database of a node does not count.
        ...nodes
          .map((node) => driver.key({ ...parseNode(node), db: 0 }))
          .sort(),
        clientKey(options, defaultOptions()),
        // Not all of the driver's defaults are those of a node.
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
        reportConnectionErrors(cluster, opening, () =>
          [redisOptions, ...nodes.map(parseNode)].flatMap(secretsOf),
        );
        exitClusterWhenIdle(cluster);
        return cluster;
      } catch (error) {
        leave();
        throw argumentsError(error, name);
      }
    },

    isEnded(cluster) {
      return cluster.status === 'end';
    },

    onEnd(cluster, listener) {
      cluster.once('end', listener);
      keepListeners(cluster);
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
}

function copyOf(node: ClusterNode): ClusterNode {
  return typeof node === 'object' ? { ...node } : node;
}
