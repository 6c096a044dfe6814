import { spawn } from 'node:child_process';
import { availableParallelism, constants, setPriority } from 'node:os';

/** Ends when the process that started it does. */
const LOOP = 'const parent = process.ppid; while (process.ppid === parent);';

/**
 * Keeps all processors awake as long as this process runs, at the lowest
 * priority. One with nothing else to do sleeps between a command and its
 * reply, and the time that it takes to wake hides what clients cost.
 */
export function stayAwake(): void {
  for (let processor = 0; processor < availableParallelism(); processor++) {
    const loop = spawn(process.execPath, ['-e', LOOP], { stdio: 'ignore' });
    loop.unref();
    if (loop.pid !== undefined) {
      setPriority(loop.pid, constants.priority.PRIORITY_LOW);
    }
  }
}
