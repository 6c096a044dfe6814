// Follows docs/five-minutes.md as a reader does: writes its files, runs its
// commands, and looks for the output that it promises.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRedisServer } from '../support/redis-server.ts';
import { installAll } from './copy.ts';
import { type Check, type Packed, pathOf } from './packed.ts';

const PAGE = new URL('../../docs/five-minutes.md', import.meta.url);

const COMMAND_TIMEOUT_MS = 120_000;
/** A program that ends by itself has done so by then. */
const ENDS_WITHIN_MS = 3_000;

interface Block {
  readonly language: string;
  readonly code: string;
  /** The paragraph before it. */
  readonly lead: string;
  /** What is between it and the next commands. */
  readonly rest: string;
}

/** What the page says about the last of some commands. */
interface Promised {
  readonly lines: readonly string[];
  readonly fails: boolean;
  readonly needsCtrlC: boolean;
}

/** How the commands of the page are said to a package manager. */
interface Manager {
  readonly translate: (command: string) => string;
  /** Makes it ready; returns the folder that it is in, unless it is installed. */
  readonly prepare: (
    dir: string,
    packed: readonly Packed[],
  ) => Promise<string | undefined>;
}

const npm: Manager = {
  translate: (command) => command,
  prepare: () => Promise.resolve(undefined),
};

const pnpm: Manager = {
  translate: (command) =>
    command
      .replace(/^npm install\b/, 'pnpm add')
      .replace(/^npx\b/, 'pnpm exec'),
  prepare: async (dir, packed) => {
    const { code } = blocks().find(({ language }) => language === 'yaml')!;
    writeFileSync(join(dir, 'pnpm-workspace.yaml'), localPaths(code, packed));
    const tools = join(dir, '..', 'pnpm');
    await installAll(['pnpm@12'], tools);
    return join(tools, 'node_modules/.bin');
  },
};

export const FIVE_MINUTES: Readonly<Record<string, Check>> = {
  'Empty folder, npm': (dir, packed) => follow(dir, packed, npm),
  'Empty folder, pnpm': (dir, packed) => follow(dir, packed, pnpm),
};

function blocks(): readonly Block[] {
  const page = readFileSync(PAGE, 'utf8');
  const found = [
    ...page.matchAll(/([^\n]*)\n\n```(sh|js|yaml)\n([\s\S]*?)```/g),
  ];
  return found.map(
    ({ index, 0: { length }, 1: lead, 2: language, 3: code }, at) => ({
      lead: lead!,
      language: language!,
      code: code!,
      rest: page.slice(index + length, found[at + 1]?.index),
    }),
  );
}

function promisedIn(rest: string): Promised {
  const output = /```text\n([\s\S]*?)```/.exec(rest)?.[1] ?? '';
  return {
    lines: output.split('\n').filter((line) => line !== ''),
    fails: /\bIt fails\b/.test(rest),
    needsCtrlC: /\bCtrl\+C\b/.test(rest),
  };
}

function localPaths(text: string, packed: readonly Packed[]): string {
  return text.replace(/path\/to\/([a-z-]+)-[\d.]+\.tgz/g, (_, name: string) =>
    pathOf(packed, name),
  );
}

async function follow(
  dir: string,
  packed: readonly Packed[],
  { translate, prepare }: Manager,
): Promise<undefined> {
  await using redis = await startRedisServer();
  const bin = await prepare(dir, packed);
  const path = [bin, process.env['PATH']].filter(Boolean).join(':');
  const env = { ...process.env, PATH: path, REDIS_URL: redis.url };

  for (const { language, code, lead, rest } of blocks()) {
    if (language === 'js') {
      writeFileSync(join(dir, /`(\S+\.js)`/.exec(lead)![1]!), code);
    }
    if (language !== 'sh') continue;
    const commands = localPaths(code, packed).trim().split('\n').map(translate);
    for (const [index, command] of commands.entries()) {
      const isLast = index === commands.length - 1;
      await keep(promisedIn(isLast ? rest : ''), command, { cwd: dir, env });
    }
  }
}

/** Runs a command; an error says what the page promised otherwise. */
async function keep(
  { lines, fails, needsCtrlC }: Promised,
  command: string,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  const child = spawn('sh', ['-c', `exec ${command}`], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: COMMAND_TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (output += text.toString()));
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  const missing = () =>
    lines.filter(
      (line) =>
        !output.split('\n').some((one) => one.trim().endsWith(line.trim())),
    );

  if (needsCtrlC) {
    while (missing().length > 0 && child.exitCode === null) await sleep(20);
    await Promise.race([ended, sleep(ENDS_WITHIN_MS)]);
    child.kill('SIGINT');
  }
  const by = await ended;
  const expected = needsCtrlC ? 'SIGINT' : Number(fails);
  if (by !== expected || missing().length > 0) {
    throw new Error(
      `${command}: ended by ${String(by)} instead of ${expected}; ` +
        `missing: ${missing().join(' | ')}\n${output}`,
    );
  }
}
