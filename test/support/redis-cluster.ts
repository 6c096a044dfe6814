import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { RedisClass } from '../../runtime/src/ioredis-class.ts';
import {
  freePort,
  type RedisServer,
  startRedisServer,
} from './redis-server.ts';
import { HOST } from './server-process.ts';

export interface ClusterNode extends RedisServer {
  /** Where the nodes talk to each other. */
  readonly busPort: number;
  readonly id: string;
  readonly admin: Redis;
}

export interface RedisCluster {
  /** The first arguments of a cluster client. */
  readonly startupNodes: { host: string; port: number }[];
  readonly nodes: ClusterNode[];
  [Symbol.asyncDispose](): Promise<void>;
}

const SLOTS = 16_384;
const NODES = 3;
const SETTLE_TIMEOUT_MS = 20_000;

/** Starts masters that share the slots evenly; resolves once all agree. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const nodes = await Promise.all(Array.from({ length: NODES }, startNode));
  await Promise.all(nodes.map(takeSlots));
  await Promise.all(nodes.slice(1).map((node) => meet(node, nodes[0])));
  await Promise.all(nodes.map(settled));
  return {
    startupNodes: nodes.map(({ port }) => ({ host: HOST, port })),
    nodes,
    async [Symbol.asyncDispose]() {
      for (const { admin } of nodes) admin.disconnect();
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

/** Moves one slot with all its keys, as `redis-cli --cluster reshard` does. */
export async function migrateSlot(
  slot: number,
  { from, to, all }: { from: ClusterNode; to: ClusterNode; all: ClusterNode[] },
): Promise<void> {
  await to.admin.cluster('SETSLOT', slot, 'IMPORTING', from.id);
  await from.admin.cluster('SETSLOT', slot, 'MIGRATING', to.id);
  for (;;) {
    const keys = await from.admin.cluster('GETKEYSINSLOT', slot, 10);
    if (keys.length === 0) break;
    await from.admin.migrate(HOST, to.port, '', 0, 5_000, 'KEYS', ...keys);
  }
  for (const { admin } of [to, from, ...all]) {
    await admin.cluster('SETSLOT', slot, 'NODE', to.id);
  }
}

// The port that nodes use by default, 10,000 higher, may not exist.
async function startNode(): Promise<ClusterNode> {
  const busPort = await freePort();
  const server = await startRedisServer({
    args: [
      ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'],
      ...['--cluster-port', String(busPort)],
    ],
  });
  const admin = new RedisClass({ host: HOST, port: server.port });
  const id = await admin.cluster('MYID');
  return { ...server, busPort, id, admin };
}

async function takeSlots(node: ClusterNode, index: number): Promise<void> {
  const from = Math.ceil((index * SLOTS) / NODES);
  const to = Math.ceil(((index + 1) * SLOTS) / NODES) - 1;
  await node.admin.call('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
  await node.admin.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
}

async function meet(node: ClusterNode, first?: ClusterNode): Promise<void> {
  if (first === undefined) return;
  await node.admin.call('CLUSTER', ['MEET', HOST, first.port, first.busPort]);
}

async function settled({ admin }: ClusterNode): Promise<void> {
  const giveUpAt = performance.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const info = await admin.cluster('INFO');
    const isOk = info.includes('cluster_state:ok');
    if (isOk && info.includes(`cluster_known_nodes:${NODES}`)) return;
    if (performance.now() > giveUpAt) throw new Error('No cluster formed');
    await sleep(20);
  }
}
