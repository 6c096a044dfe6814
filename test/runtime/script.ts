import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The package as it is published; `npm run build` makes it. */
const folder = fileURLToPath(new URL('../../runtime', import.meta.url));

export interface Ended {
  /** What the script printed, by lines. */
  readonly lines: string[];
  /** From the last line printed to the end of the process, in milliseconds. */
  readonly lingered: number;
}

/** A node script, run as an ES module next to the built package. */
export class Script {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #ended: Promise<unknown[]>;
  #errors = '';
  #lastLineAt = performance.now();

  constructor(source: string, env: NodeJS.ProcessEnv = {}) {
    this.#child = spawn(
      process.execPath,
      ['--input-type=module', '--eval', source],
      {
        cwd: folder,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        // One that fails to end would outlive its test otherwise.
        timeout: 25_000,
        killSignal: 'SIGKILL',
      },
    );
    this.#ended = once(this.#child, 'close');
    this.#child.stdout?.on('data', (text: Buffer) => {
      this.#lines.push(...text.toString().trim().split('\n'));
      this.#lastLineAt = performance.now();
    });
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#errors += text.toString();
    });
  }

  /** Waits until the script prints a line. */
  async prints(line: string): Promise<void> {
    while (!this.#lines.includes(line)) {
      if (this.#child.exitCode !== null) throw this.#failure(`No '${line}'`);
      await sleep(5);
    }
  }

  /** Waits until the script ends by itself, without an error. */
  async ends(): Promise<Ended> {
    const [code] = await this.#ended;
    if (code !== 0) throw this.#failure(`Exit code ${String(code)}`);
    const lingered = performance.now() - this.#lastLineAt;
    return { lines: this.#lines, lingered };
  }

  /** Sends a signal; waits for the end and tells by which signal, or code. */
  async endsAfter(
    signal: NodeJS.Signals,
  ): Promise<{ readonly by: unknown; readonly lines: string[] }> {
    this.#child.kill(signal);
    const [code, by] = await this.#ended;
    return { by: by ?? code, lines: this.#lines };
  }

  /** Whether the script still runs after a time; ends it. */
  async stillRunsAfter(ms: number): Promise<boolean> {
    await Promise.race([this.#ended, sleep(ms)]);
    const running = this.#child.exitCode === null;
    this.#child.kill('SIGKILL');
    await this.#ended;
    return running;
  }

  #failure(message: string): Error {
    return new Error(`${message}: ${this.#errors}`);
  }
}
