import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));
const FIXTURE = join(WORKSPACE, 'test/fixtures/blast-api');
const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 5_000;

const run = promisify(execFile);

/**
 * Copies the sample service, without anything compiled, and links the
 * workspace's packages into the copy. A fresh temporary folder by default.
 */
export async function copyBlastApi(targetDir?: string): Promise<string> {
  const dir = targetDir ?? (await mkdtemp(join(tmpdir(), 'blast-api-')));
  await mkdir(dir, { recursive: true });
  await cp(FIXTURE, dir, {
    recursive: true,
    filter: (source) => !['dist', 'node_modules'].includes(basename(source)),
  });
  await symlink(
    join(WORKSPACE, 'node_modules'),
    join(dir, 'node_modules'),
    'junction',
  );
  return dir;
}

/** Throws with what the compiler printed when it finds an error. */
export async function compileBlastApi(
  dir: string,
  options: readonly string[] = [],
): Promise<void> {
  const compiler = join(WORKSPACE, 'node_modules/typescript/bin/tsc');
  try {
    await run(process.execPath, [compiler, ...['--project', dir], ...options]);
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    throw new Error(`The service does not compile:\n${stdout ?? ''}`, {
      cause: error,
    });
  }
}

export interface BlastApiOptions {
  dir: string;
  redisUrl: string;
  env?: NodeJS.ProcessEnv;
  /** Limit of open file descriptors, soft and hard. */
  fdLimit?: number;
}

export interface BlastApi {
  readonly url: string;
  readonly pid: number;
  /** What the service has written to its standard error so far. */
  readonly stderr: () => string;
  stop(): Promise<void>;
}

/** Starts the compiled service on a free port; resolves once it listens. */
export async function startBlastApi(
  options: BlastApiOptions,
): Promise<BlastApi> {
  const child = spawnService(options);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const stop = () => stopChild(child, ended);
  try {
    const url = await listeningUrl(child, ended);
    return { url, pid: child.pid ?? 0, stderr: () => stderr, stop };
  } catch (error) {
    await stop();
    throw new Error(`blast-api did not start: ${stderr}`, { cause: error });
  }
}

function spawnService(options: BlastApiOptions): ChildProcess {
  const { dir, redisUrl, env, fdLimit } = options;
  const main = join(dir, 'dist/main.js');
  // Node raises its soft limit to the hard one at start-up: both are set.
  const [command, args] =
    fdLimit === undefined
      ? [process.execPath, [main]]
      : [
          'sh',
          [
            ...['-c', 'ulimit -Sn "$1" && ulimit -Hn "$1" && exec "$2" "$3"'],
            ...['blast-api', String(fdLimit), process.execPath, main],
          ],
        ];
  return spawn(command, args, {
    cwd: dir,
    env: { ...process.env, ...env, REDIS_URL: redisUrl, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function listeningUrl(
  child: ChildProcess,
  ended: Promise<void>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(reject, START_TIMEOUT_MS, new Error('too slow'));
    let stdout = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const url = /listening on (\S+)\n/.exec(stdout)?.[1];
      if (url) resolve(url);
    });
    void ended.then(() => {
      clearTimeout(timeout);
      reject(new Error('it ended'));
    });
  });
}

async function stopChild(child: ChildProcess, ended: Promise<void>) {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(force);
}
