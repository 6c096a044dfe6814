import { processWide } from './process-wide.js';

interface Resettable {
  reset(): Promise<void>;
}

/** What every copy of this package has open, of every driver. */
const directories = processWide('directories', () => {
  const all = new Map<string, Resettable>();
  process.on('beforeExit', () => void resetAll(all));
  return all;
});

/** The process' one directory of a driver. */
export function directoryOf<Directory extends Resettable>(
  driver: string,
  create: () => Directory,
): Directory {
  const known = directories.get(driver);
  if (known !== undefined) return known as Directory;
  const created = create();
  directories.set(driver, created);
  return created;
}

/**
 * Closes and forgets every client of the process, shared and dedicated ones:
 * for shutdown and between tests. Clients that are connected finish what was
 * sent, for up to 2 seconds each; nothing acknowledged is lost. The next
 * `getRedisClient` opens anew. Also runs when Node emits `beforeExit`.
 */
export function resetRedisClients(): Promise<void> {
  return resetAll(directories);
}

async function resetAll(all: Map<string, Resettable>): Promise<void> {
  await Promise.all([...all.values()].map((directory) => directory.reset()));
}
