import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {
  TRACE_VERSION,
  type Trace,
  type TracedProcess,
} from './trace-report.js';

const LOCK_RETRY_MS = 10;
/** Nobody takes so long to write: the lock was left by a process that was killed. */
const STALE_LOCK_MS = 1000;

/**
 * Writes what a process has opened into the file of its run, beside what other
 * processes and threads of the run have written. A file of another run is
 * replaced. The file is always whole, and this never waits much over a second.
 *
 * @throws the error of the file system
 */
export function writeTrace(
  path: string,
  run: string,
  traced: TracedProcess,
): void {
  const unlock = lock(`${path}.lock`);
  try {
    const others = processesOf(path, run).filter(
      ({ pid, thread }) => pid !== traced.pid || thread !== traced.thread,
    );
    const trace: Trace = {
      version: TRACE_VERSION,
      run,
      processes: [...others, traced],
    };
    const next = `${path}.${process.pid}.tmp`;
    writeFileSync(next, `${JSON.stringify(trace, null, 2)}\n`);
    renameSync(next, path);
  } finally {
    unlock();
  }
}

/** Whether the file is there and of the run. */
export function isWritten(path: string, run: string): boolean {
  return traceIn(path)?.run === run;
}

function processesOf(path: string, run: string): readonly TracedProcess[] {
  const trace = traceIn(path);
  return trace?.run === run ? (trace.processes ?? []) : [];
}

function traceIn(path: string): Partial<Trace> | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<Trace>;
  } catch {
    return undefined;
  }
}

/** Waits for other processes; synchronously, as a process that ends has to. */
function lock(path: string): () => void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      closeSync(openSync(path, 'wx'));
      return () => {
        rmSync(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (ageOf(path) > STALE_LOCK_MS) rmSync(path, { force: true });
      else Atomics.wait(pause, 0, 0, LOCK_RETRY_MS);
    }
  }
}

function ageOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}
