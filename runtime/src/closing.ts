import type { EventEmitter } from 'node:events';
import type { Cluster, Redis } from 'ioredis';

type Client = Redis | Cluster;

/** How long closing waits for pending replies, unless told otherwise. */
export const CLOSE_TIMEOUT_MS = 2_000;

/** Timers that are to wait longer do not wait at all. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** How long it waits for a socket that is told to close. */
const CUT_TIMEOUT_MS = 2_000;

/**
 * Closes a client whatever its state; settles once it is closed. One that is
 * connected, or about to be, gets the replies of what it was given.
 */
export async function closeGracefully(
  client: Client,
  timeoutMs = CLOSE_TIMEOUT_MS,
): Promise<void> {
  await withinTimeout(finish(client), timeoutMs);
  if (client.status === 'end') return;
  const ended = next(client, 'end');
  cut(client);
  await withinTimeout(ended, CUT_TIMEOUT_MS);
}

/** The next of these events; unlike `events.once`, whatever errors come first. */
export function next(
  client: EventEmitter,
  ...events: string[]
): Promise<unknown> {
  return new Promise((resolve) => {
    const done = (value: unknown) => {
      for (const event of events) client.removeListener(event, done);
      resolve(value);
    };
    for (const event of events) client.once(event, done);
  });
}

/** Lets a connecting client send what it queued, and every reply arrive. */
async function finish(client: Client): Promise<void> {
  await connected(client);
  // QUIT would overtake what a node has queued until it is ready.
  if (client.isCluster) {
    await Promise.all((client as Cluster).nodes().map(connected));
  }
  if (client.status !== 'ready') return;
  const ended = next(client, 'end');
  await client.quit();
  await ended;
}

/** Waits for an attempt to connect, if there is one. */
async function connected(client: Client): Promise<void> {
  if (client.status === 'connecting' || client.status === 'connect') {
    await next(client, 'ready', 'close', 'end');
  }
}

function cut(client: Client): void {
  // Between two attempts there is no socket whose end would end the client.
  if (client.status === 'reconnecting') client.status = 'wait';
  client.disconnect();
}

/** Settles, never rejects, when the work does or its time is over. */
export async function withinTimeout(
  work: Promise<unknown>,
  timeoutMs: number,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, Math.min(timeoutMs, LONGEST_TIMEOUT_MS));
  });
  await Promise.race([work.catch(() => undefined), timeout]);
  clearTimeout(timer);
}
