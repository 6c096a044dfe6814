import { CLOSE_TIMEOUT_MS } from './closing.js';
import type { RedisClientInfo } from './inspect.js';
import { processWide } from './process-wide.js';

interface Directory {
  inspect(): RedisClientInfo[];
  reset(timeoutMs: number, kept?: ReadonlySet<string>): Promise<void>;
}

/** What every copy of this package has open, of every driver. */
const directories = processWide('directories', () => {
  const all = new Map<string, Directory>();
  process.on('beforeExit', () => void resetAll(all, CLOSE_TIMEOUT_MS));
  return all;
});

/** Gives the process' one directory of a driver, which is made on first use. */
export function directoryOf<Own extends Directory>(
  driver: string,
  create: () => Own,
): () => Own {
  let directory: Own | undefined;
  return () => (directory ??= knownOr(create, driver));
}

function knownOr<Own extends Directory>(
  create: () => Own,
  driver: string,
): Own {
  const known = directories.get(driver);
  if (known !== undefined) return known as Own;
  const created = create();
  directories.set(driver, created);
  return created;
}

/**
 * Closes and forgets every client of the process, shared and dedicated ones:
 * for shutdown and between tests. Clients that are connected finish what was
 * sent; nothing acknowledged is lost. The next `getRedisClient` opens anew.
 * Also runs when Node emits `beforeExit`.
 *
 * @param timeoutMs How long to wait for the replies of each client, in
 * milliseconds. Default 2,000.
 */
export function resetRedisClients(timeoutMs?: number): Promise<void> {
  // As a hook or a listener itself it is called with what is no time.
  const isTime = typeof timeoutMs === 'number' && timeoutMs >= 0;
  return resetAll(directories, isTime ? timeoutMs : CLOSE_TIMEOUT_MS);
}

/** The same, but for the dedicated clients that have these ids. */
export function resetRedisClientsBut(kept: ReadonlySet<string>): Promise<void> {
  return resetAll(directories, CLOSE_TIMEOUT_MS, kept);
}

/**
 * What the process has open: every shared and dedicated client and every
 * connection of subscriptions, of all drivers. It holds no credentials.
 */
export function inspectRedisClients(): RedisClientInfo[] {
  return [...directories.values()].flatMap((directory) => directory.inspect());
}

async function resetAll(
  all: ReadonlyMap<string, Directory>,
  timeoutMs: number,
  kept?: ReadonlySet<string>,
): Promise<void> {
  await Promise.all([...all.values()].map((one) => one.reset(timeoutMs, kept)));
}
