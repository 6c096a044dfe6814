// Runs commands of the pages, and looks for what the pages promise of them.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Packed, pathOf } from './packed.ts';

const COMMAND_TIMEOUT_MS = 300_000;
/** A program that ends by itself has done so by then. */
const ENDS_WITHIN_MS = 3_000;

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What a page says about a command. */
interface Promised {
  readonly lines: readonly string[];
  readonly fails: boolean;
  readonly needsCtrlC: boolean;
}

/** That it works. */
const SUCCESS: Promised = { lines: [], fails: false, needsCtrlC: false };

function promisedIn(rest: string): Promised {
  const output = /```text\n([\s\S]*?)```/.exec(rest)?.[1] ?? '';
  return {
    lines: output.split('\n').filter((line) => line !== ''),
    fails: /\bIt fails\b/.test(rest),
    needsCtrlC: /\bCtrl\+C\b/.test(rest),
  };
}

/** Puts the tarballs in the place of those that a page names. */
export function localPaths(text: string, packed: readonly Packed[]): string {
  return text.replace(/path\/to\/([a-z-]+)-[\d.]+\.tgz/g, (_, name: string) =>
    pathOf(packed, name),
  );
}

/**
 * Runs commands of a page, one after the other, and looks for what it promises
 * of the last in what comes after them.
 */
export async function runCommands(
  commands: readonly string[],
  rest: string,
  options: CommandOptions,
): Promise<void> {
  for (const [index, command] of commands.entries()) {
    const isLast = index === commands.length - 1;
    await keep(isLast ? promisedIn(rest) : SUCCESS, command, options);
  }
}

/** Runs a command; an error says what the page promised otherwise. */
async function keep(
  { lines, fails, needsCtrlC }: Promised,
  command: string,
  options: CommandOptions,
): Promise<void> {
  // The command takes the place of the shell, and so gets the signals; `env`
  // takes variables that come before it.
  const child = spawn('sh', ['-c', `exec env ${command}`], {
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
