import { freePort, HOST, startServer } from './server-process.ts';

export { freePort };

export interface RedisServerOptions {
  /** Further arguments of `redis-server`, for example `['--requirepass', 'x']`. */
  args?: string[];
  /** A free port of the loopback interface when left out. */
  port?: number;
}

export interface RedisServer {
  readonly port: number;
  /** `redis://127.0.0.1:PORT` */
  readonly url: string;
  /** Ends the server and removes its folder; safe to call twice. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a Redis server that keeps nothing on disk; resolves once it answers. */
export async function startRedisServer(
  options: RedisServerOptions = {},
): Promise<RedisServer> {
  const run = await startServer(
    {
      args: (folder, port) => [
        ...['--port', String(port), '--bind', HOST, '--dir', folder],
        ...['--save', '', '--appendonly', 'no'],
        ...(options.args ?? []),
      ],
      readyText: 'Ready to accept connections',
    },
    options.port,
  );
  return {
    port: run.port,
    url: `redis://${HOST}:${run.port}`,
    stop: () => run.stop(),
    [Symbol.asyncDispose]: () => run.stop(),
  };
}
