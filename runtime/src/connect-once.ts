import type { Cluster, Redis } from 'ioredis';

type Callback = (error?: Error | null) => void;

/** The latest connection attempt of each client. */
const attempts = new WeakMap<Redis | Cluster, Promise<void>>();

const CONNECTED = new Set<string>(['connecting', 'connect', 'ready']);

/**
 * Joins the attempt under way instead of failing: code that opened its own
 * client with `lazyConnect` calls `connect()` once per user.
 */
export function connectOnce(
  client: Redis | Cluster,
  connect: () => Promise<void>,
  callback?: Callback,
): Promise<void> {
  const current = CONNECTED.has(client.status) && attempts.get(client);
  if (!current) {
    const attempt = connect();
    attempts.set(client, attempt);
    return attempt;
  }
  if (callback) current.then(() => callback(null), callback);
  return current;
}
