import { inspectRedisClients, resetRedisClientsBut } from './directories.js';
import { SharedRedisError } from './errors.js';
import type { RedisClientInfo } from './inspect.js';
import { withRealTimers } from './real-timers.js';
import { rememberSettings } from './settings.js';

/** How often, and how long after each other, it is asked what is still open. */
const LOOKS = 40;
const PAUSE_MS = 5;

/** What is put back when a test is over. */
interface Before {
  /** The ids of the dedicated clients that are not the test's. */
  readonly dedicated: ReadonlySet<string>;
  readonly restoreSettings: () => void;
}

/** Tests at the same time, and a test with its subtests, count as one. */
const running = new Set<unknown>();
let before: Before | undefined;

/**
 * To be called before anything of a test, its `beforeEach` included.
 *
 * @param test The same when it ends, and no other test's.
 */
export function testStarts(test: unknown): void {
  running.add(test);
  before ??= {
    dedicated: new Set(dedicatedClients().map(({ id }) => id)),
    restoreSettings: rememberSettings(),
  };
}

/**
 * To be called after everything of a test. Closes its clients, unless another
 * test is running, which may be using them.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_LEFT_OPEN` when it left dedicated
 * clients open. They are closed then.
 */
export async function testEnds(test: unknown): Promise<void> {
  running.delete(test);
  if (running.size > 0 || before === undefined) return;
  const { dedicated, restoreSettings } = before;
  before = undefined;
  restoreSettings();
  await withRealTimers(() => closeAllBut(dedicated, 'This test'));
}

/**
 * To be called after everything of a file of tests.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_LEFT_OPEN` as for a test.
 */
export function fileEnds(): Promise<void> {
  return withRealTimers(() => closeAllBut(new Set(), 'This file of tests'));
}

async function closeAllBut(
  kept: ReadonlySet<string>,
  who: string,
): Promise<void> {
  const left = await leftOpen(kept);
  await resetRedisClientsBut(kept);
  if (left.length > 0) throw leftOpenError(who, left);
}

/** Clients that are told to close take a moment until they have. */
async function leftOpen(
  kept: ReadonlySet<string>,
): Promise<readonly RedisClientInfo[]> {
  const isLeft = ({ id }: RedisClientInfo) => !kept.has(id);
  for (let look = 1; look < LOOKS; look++) {
    if (!dedicatedClients().some(isLeft)) return [];
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return dedicatedClients().filter(isLeft);
}

function dedicatedClients(): RedisClientInfo[] {
  return inspectRedisClients().filter(({ kind }) => kind === 'dedicated');
}

function leftOpenError(
  who: string,
  left: readonly RedisClientInfo[],
): SharedRedisError {
  const clients = left.length === 1 ? 'client' : 'clients';
  const error = new SharedRedisError(
    'ERR_SHARED_REDIS_LEFT_OPEN',
    [
      `${who} left ${left.length} dedicated Redis ${clients} open:`,
      ...left.map(({ endpoint, stack }) => `  ${endpoint}, opened ${stack[0]}`),
      'Close what openDedicatedRedisClient() opens: with `await using`, with ' +
        'quit(), or let withDedicatedRedisClient() open and close it.',
    ].join('\n'),
  );
  // The place to mend, where runners look for the line of code to show.
  error.stack = [String(error), ...indented(left[0]?.stack)].join('\n');
  return error;
}

function indented(stack: readonly string[] = []): string[] {
  return stack.map((line) => `    ${line}`);
}
