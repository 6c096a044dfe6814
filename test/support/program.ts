import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const LIFETIME_MS = 25_000;

/** By these, programs tell that they run inside of a test run. */
const OUTSIDE_OF_TESTS = {
  NODE_OPTIONS: undefined,
  VITEST: undefined,
  VITEST_POOL_ID: undefined,
  VITEST_WORKER_ID: undefined,
  JEST_WORKER_ID: undefined,
};

export interface Ending {
  /** The exit code, or the signal that ended it. */
  readonly by: number | string;
  readonly stdout: string;
  readonly stderr: string;
  /** From the last output to the end, in milliseconds. */
  readonly lingered: number;
}

/** A Node program that runs in a process of its own. */
export class Program implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;
  readonly #printed = { stdout: '', stderr: '' };
  #lastOutputAt = performance.now();

  constructor(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    this.#child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...OUTSIDE_OF_TESTS, ...env },
      // One that fails to end would outlive its test otherwise.
      timeout: LIFETIME_MS,
      killSignal: 'SIGKILL',
    });
    this.#ended = once(this.#child, 'close');
    for (const name of ['stdout', 'stderr'] as const) {
      this.#child[name]?.on('data', (text: Buffer) => {
        this.#printed[name] += text.toString();
        this.#lastOutputAt = performance.now();
      });
    }
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get stdout(): string {
    return this.#printed.stdout;
  }

  /** Waits until the standard output has this text, in what comes after an offset. */
  async prints(text: string, from = 0): Promise<void> {
    while (!this.stdout.includes(text, from)) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw new Error(`It ended without '${text}': ${this.#printed.stderr}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  write(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  endInput(): void {
    this.#child.stdin?.end();
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async ends(): Promise<Ending> {
    const [code, signal] = await this.#ended;
    const lingered = performance.now() - this.#lastOutputAt;
    return { ...this.#printed, by: (signal ?? code) as string, lingered };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal('SIGKILL');
    await this.#ended;
  }
}
