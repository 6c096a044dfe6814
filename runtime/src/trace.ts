/**
 * Records every Redis connection that a program opens, by where it opens it:
 * `node --import shared-redis/trace app.js`, with nothing changed in it.
 *
 * @module shared-redis/trace
 */
import { writeSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { processWide } from './process-wide.js';
import { Clients } from './trace-clients.js';
import { isWritten, writeTrace } from './trace-file.js';
import { Groups } from './trace-groups.js';
import { tableOf, tracedProcess } from './trace-report.js';
import { beforeFatalSignal } from './trace-signals.js';
import { traceSockets } from './trace-sockets.js';

/** The file that the trace is written to. */
const FILE = 'SHARED_REDIS_TRACE';
const DEFAULT_FILE = 'shared-redis-trace.json';
/** The run and its folder, for the processes and threads that this one starts. */
const RUN = 'SHARED_REDIS_TRACE_RUN';

const WRITE_EVERY_MS = 5_000;

// Both module systems' copies can be asked for.
processWide('trace', () => {
  start();
  return true;
});

function start(): void {
  const isFirst = process.env[RUN] === undefined;
  process.env[RUN] ??= `${crypto.randomUUID()} ${process.cwd()}`;
  const [, run = '', cwd = ''] = /^(\S+) (.*)$/s.exec(process.env[RUN]) ?? [];
  const path = resolve(cwd, process.env[FILE] || DEFAULT_FILE);
  const groups = new Groups(cwd);
  const clients = new Clients(groups);
  clients.start();
  traceSockets(clients, groups);

  let isDone = false;
  let written = '';
  const writeChanges = (): void => {
    // A process without Redis, such as npm itself, has nothing to say.
    if (groups.isEmpty) return;
    const traced = tracedProcess(groups, cwd);
    const opens = JSON.stringify(traced.opens);
    if (opens === written) return;
    written = opens;
    // What is wrong is said at the end.
    problemOf(() => {
      writeTrace(path, run, traced);
    });
  };
  const report = (): void => {
    if (groups.isEmpty && (!isFirst || isWritten(path, run))) return;
    const traced = tracedProcess(groups, cwd);
    const problem = problemOf(() => {
      writeTrace(path, run, traced);
    });
    const file = relative(process.cwd(), path);
    print(
      problem === undefined
        ? `${tableOf(traced)}Written to ${file}\n`
        : `${tableOf(traced)}${file} cannot be written: ${problem}\n`,
    );
  };
  const reportOnce = (): void => {
    if (isDone) return;
    isDone = true;
    report();
  };

  // For processes that are killed and threads that are terminated.
  setInterval(writeChanges, WRITE_EVERY_MS).unref();
  process.on('exit', reportOnce);
  if (!isMainThread) return;
  beforeFatalSignal(reportOnce);
  if (process.platform !== 'win32') process.on('SIGUSR2', report);
}

/** A trace that cannot be written is no reason to stop the program. */
function problemOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Also when the process ends, where streams are too late. */
function print(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody reads it, or not fast enough.
  }
}
