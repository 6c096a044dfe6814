import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedisBinary } from './redis-binary.ts';

export const HOST = '127.0.0.1';

const ATTEMPTS = 5;
const START_TIMEOUT_MS = 10_000;

/** One kind of server that the binary can be. */
export interface ServerKind {
  /** The arguments besides the port; `folder` is the server's own. */
  args(folder: string, port: number): readonly string[];
  /** What its log says when it accepts connections. */
  readonly readyText: string;
}

/** Starts a server, on a free port if none is given, until it answers. */
export async function startServer(
  kind: ServerKind,
  fixedPort?: number,
): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    const port = fixedPort ?? (await freePort());
    const run = new ServerProcess(kind, port);
    try {
      await run.ready();
      return run;
    } catch (error) {
      await run.stop();
      // Another process may have taken the free port in the meantime.
      const retry = run.portWasTaken && fixedPort === undefined;
      if (!retry || attempt === ATTEMPTS) throw error;
    }
  }
}

/** A loopback port on which nothing listens right now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export class ServerProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), 'redis-server-'));
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #log = '';

  constructor(
    readonly kind: ServerKind,
    readonly port: number,
  ) {
    this.#child = spawn(findRedisBinary(), [...kind.args(this.#folder, port)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const note = (chunk: Buffer) => (this.#log += chunk.toString());
    this.#child.stdout?.on('data', note);
    this.#child.stderr?.on('data', note);
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', () => resolve());
      this.#child.once('error', (error) => {
        note(Buffer.from(error.message));
        resolve();
      });
    });
    running.add(this);
    stopWithThisProcess();
  }

  get portWasTaken(): boolean {
    return /already in use/i.test(this.#log);
  }

  /**
   * The server's own log tells that it accepts connections. An answer to PING
   * would not: it could come from another server on the same port.
   */
  async ready(): Promise<void> {
    const timeout = AbortSignal.timeout(START_TIMEOUT_MS);
    await new Promise<void>((resolve, reject) => {
      const fail = () => reject(this.#failure());
      timeout.addEventListener('abort', fail, { once: true });
      void this.#ended.then(fail);
      this.#child.stdout?.on('data', () => {
        if (this.#log.includes(this.kind.readyText)) resolve();
      });
    });
  }

  async stop(): Promise<void> {
    this.kill();
    await this.#ended;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
    running.delete(this);
  }

  #failure(): Error {
    const lastLine = this.#log.trim().split('\n').at(-1) ?? '';
    return new Error(`The Redis server did not start: ${lastLine}`);
  }
}

const running = new Set<ServerProcess>();
let hooked = false;

function stopWithThisProcess(): void {
  if (hooked) return;
  hooked = true;
  const killAll = () => running.forEach((server) => server.kill());
  process.once('exit', killAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      killAll();
      process.kill(process.pid, signal);
    });
  }
}
