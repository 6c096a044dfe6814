import type {
  Cluster,
  ClusterNode,
  ClusterOptions,
  Command,
  Redis,
} from 'ioredis';
import { connectOnce } from './connect-once.js';
import { unnamed } from './connection-name.js';
import { nameOf } from './connection-state.js';
import { isRefused, mayClose, refusedMonitor, tolerate } from './guard.js';
import type { RedisClass } from './ioredis-class.js';

type Callback<Result> = (error?: Error | null, result?: Result) => void;
type Stream = Parameters<Cluster['sendCommand']>[1];

/** What ioredis itself sends to nodes: for redirections and changes of role. */
const SENT_BY_DRIVER = new Set(['asking', 'readwrite']);

/** A driver's Cluster client that is guarded like one of a single server. */
export function sharedClusterClientOf({
  Cluster: ClusterClass,
}: RedisClass): RedisClass['Cluster'] {
  return class SharedClusterClient extends ClusterClass {
    override sendCommand(
      command: Command,
      stream?: Stream,
      node?: unknown,
    ): unknown {
      return isRefused(this, command, Boolean(stream))
        ? command.promise
        : super.sendCommand(command, stream, node);
    }

    override disconnect(reconnect = false): void {
      // ioredis itself calls disconnect(true) to connect anew.
      if (reconnect || mayClose(this, 'disconnect'))
        super.disconnect(reconnect);
    }

    /** Does not go through `sendCommand`, but closes every node. */
    override quit(callback?: Callback<'OK'>): Promise<'OK'> {
      const outcome = this.#quit();
      tolerate(outcome);
      if (callback) outcome.then((reply) => callback(null, reply), callback);
      return outcome;
    }

    override connect(): Promise<void> {
      return connectOnce(this, () => super.connect());
    }

    /** It is a client of the caller's own, which has no name of ours. */
    override duplicate(
      startupNodes?: ClusterNode[],
      override?: ClusterOptions,
    ): Cluster {
      const { redisOptions } = this.options;
      return super.duplicate(startupNodes, {
        ...override,
        redisOptions: {
          ...redisOptions,
          ...unnamed({ ...redisOptions }),
          ...override?.redisOptions,
        },
      } as Parameters<Cluster['duplicate']>[1]);
    }

    async #quit(): Promise<'OK'> {
      return mayClose(this, 'quit') ? super.quit() : 'OK';
    }
  };
}

/**
 * Guards the client of one node, which `nodes()` gives to everybody. Its
 * `disconnect()` stays as it is: ioredis calls it when a node leaves, and
 * connects again when one is needed.
 */
export function guardNode(node: Redis): void {
  const monitor = node.monitor.bind(node);
  node.monitor = (callback) =>
    refusedMonitor<Redis>(node, callback) ?? monitor(callback);
  const send = node.sendCommand.bind(node);
  node.sendCommand = (command, stream) => {
    const isAllowed = SENT_BY_DRIVER.has(nameOf(command));
    return !isAllowed && isRefused(node, command, Boolean(stream))
      ? command.promise
      : send(command, stream);
  };
}
