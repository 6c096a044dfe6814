import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const FILE = 'shared-redis-trace.json';

/** What is read of a trace. */
export interface Trace {
  readonly version: number;
  readonly processes: readonly {
    readonly pid: number;
    readonly thread: number;
    readonly opens: readonly Open[];
  }[];
}

export interface Open {
  readonly driver: string;
  readonly via?: string;
  readonly site?: { file: string; line: number; column: number };
  readonly endpoints: readonly string[];
  readonly opened: number;
  readonly open: number;
  readonly perMinute: number;
  readonly commands: number;
  readonly stateful: Record<string, number>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs. */
export class Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';

  constructor(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // One that fails to end would outlive its test otherwise.
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    this.child.stdout?.on('data', (text: Buffer) => {
      this.#stdout += text.toString();
    });
    this.child.stderr?.on('data', (text: Buffer) => {
      this.#stderr += text.toString();
    });
    this.ended = once(this.child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  /** Waits until it has printed something. */
  async prints(text: string): Promise<void> {
    while (!`${this.#stdout}${this.#stderr}`.includes(text)) {
      if (this.child.exitCode !== null) {
        throw new Error(`It ended without '${text}': ${this.#stderr}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** A folder of its own for each test of a file, in which programs are traced. */
export function tracedFolder(packages: readonly string[]) {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shared-redis-trace-'));
    for (const name of ['shared-redis', ...packages]) {
      const link = join(folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(MODULES, name), link, 'junction');
    }
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const pathOf = (file: string): string => join(folder, file);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(pathOf(file)), { recursive: true });
    writeFileSync(pathOf(file), text);
  };
  const start = (
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Program =>
    new Program(['--import', 'shared-redis/trace', ...args], folder, env);
  const trace = (file = FILE): Trace =>
    JSON.parse(readFileSync(pathOf(file), 'utf8')) as Trace;
  /** What the first process has opened. */
  const opens = (): readonly Open[] => trace().processes[0]?.opens ?? [];
  return {
    pathOf,
    write,
    start,
    trace,
    opens,
    /** Runs an ES module as `app.mjs`, to its end. */
    run: async (source: string, env?: NodeJS.ProcessEnv): Promise<Ended> => {
      write('app.mjs', source);
      const ended = await start(['app.mjs'], env).ended;
      if (ended.code !== 0) throw new Error(ended.stderr);
      return ended;
    },
  };
}
