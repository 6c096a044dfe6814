import { constants } from 'node:os';
import { resetRedisClients } from './directories.js';
import { SharedRedisError } from './errors.js';
import { processWide } from './process-wide.js';

/** How {@link closeOnSignals} does it. */
export interface CloseOnSignalsOptions {
  /** What to listen to. Default `SIGTERM` and `SIGINT`. */
  readonly signals?: readonly NodeJS.Signals[];
  /** How long to wait for replies, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];
const TIMEOUT_MS = 10_000;

const shutdown = processWide('shutdown', () => ({ isUnderWay: false }));

/**
 * @throws SharedRedisError `ERR_SHARED_REDIS_CLOSING` while the process shuts
 * down: what is opened then would keep it.
 */
export function requireRunning(): void {
  if (!shutdown.isUnderWay) return;
  throw new SharedRedisError(
    'ERR_SHARED_REDIS_CLOSING',
    'The process is ending: closeOnSignals() opens no further Redis client.',
  );
}

/**
 * Closes every client when the process is told to end: no client is handed out
 * any more, commands that are pending get their replies, the connections are
 * closed, and the signal is sent again, which then ends the process as if
 * nobody had listened. Where somebody else listens to the signal too, ending
 * is left to them. A second signal while this lasts ends the process at once.
 *
 * For a process with work to finish first, such as an HTTP server: call
 * `resetRedisClients()` after that work instead.
 *
 * @param options The signals, and how long to wait for replies.
 * @returns Undoes it.
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` for what is no signal.
 */
export function closeOnSignals({
  signals = SIGNALS,
  timeoutMs = TIMEOUT_MS,
}: CloseOnSignalsOptions = {}): () => void {
  for (const signal of signals) requireSignal(signal);
  const close = (signal: NodeJS.Signals) => {
    stop();
    void end(signal, timeoutMs);
  };
  const stop = () => {
    for (const signal of signals) process.removeListener(signal, close);
  };
  // Before the others: what listens once would no longer be there to be seen.
  for (const signal of signals) process.prependListener(signal, close);
  return stop;
}

async function end(signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  // Without listeners, the next signal is the end: Node's default.
  const isLeftToOthers = process.listenerCount(signal) > 0;
  shutdown.isUnderWay = true;
  await resetRedisClients(timeoutMs);
  if (!isLeftToOthers) process.kill(process.pid, signal);
}

/** Node would listen to any text, and never hear it. */
function requireSignal(signal: string): void {
  if (Object.hasOwn(constants.signals, signal)) return;
  throw new SharedRedisError(
    'ERR_SHARED_REDIS_ARGUMENTS',
    `closeOnSignals() does not know the signal ${JSON.stringify(signal)}.`,
  );
}
