import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * Runs something, and the processes that it starts, on one processor, where
 * the system lets us choose. Of two that take turns, one sleeps while the other
 * works, and to wake another processor takes a virtual machine longer than all
 * that is measured.
 */
export async function onOneProcessor<T>(run: () => Promise<T>): Promise<T> {
  if (process.platform !== 'linux') return run();
  useProcessors('0');
  try {
    return await run();
  } finally {
    useProcessors(`0-${availableParallelism() - 1}`);
  }
}

function useProcessors(list: string): void {
  const pid = String(process.pid);
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', list, pid]);
}
