import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RedisServer, startRedisServer } from './redis-server.ts';
import { HOST, startServer } from './server-process.ts';

export interface RedisSentinels {
  readonly name: string;
  /** The `sentinels` of a client's options. */
  readonly sentinels: { host: string; port: number }[];
  readonly master: RedisServer;
  readonly replica: RedisServer;
  [Symbol.asyncDispose](): Promise<void>;
}

const NAME = 'group';
const SENTINELS = 3;
const QUORUM = 2;

/** Starts a master, a replica and sentinels that watch them. */
export async function startRedisSentinels(): Promise<RedisSentinels> {
  const fast = ['--repl-diskless-sync-delay', '0'];
  const master = await startRedisServer({ args: fast });
  const replica = await startRedisServer({
    args: [...fast, '--replicaof', HOST, String(master.port)],
  });
  const running = await Promise.all(
    Array.from({ length: SENTINELS }, () => startSentinel(master.port)),
  );
  return {
    name: NAME,
    sentinels: running.map(({ port }) => ({ host: HOST, port })),
    master,
    replica,
    async [Symbol.asyncDispose]() {
      const all = [...running, replica, master];
      await Promise.all(all.map((server) => server.stop()));
    },
  };
}

function startSentinel(masterPort: number) {
  return startServer({
    args: (folder, port) => {
      // A sentinel keeps what it learns in its configuration.
      const file = join(folder, 'sentinel.conf');
      writeFileSync(file, configuration(port, masterPort));
      return [file, '--sentinel'];
    },
    readyText: `+monitor master ${NAME}`,
  });
}

function configuration(port: number, masterPort: number): string {
  return [
    `port ${port}`,
    `bind ${HOST}`,
    `sentinel monitor ${NAME} ${HOST} ${masterPort} ${QUORUM}`,
    `sentinel down-after-milliseconds ${NAME} 500`,
    `sentinel failover-timeout ${NAME} 5000`,
    '',
  ].join('\n');
}
