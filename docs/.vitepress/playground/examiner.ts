/// <reference lib="dom" />
import type { Code } from './languages.js';
import type { Outcome } from './worker.js';

/** Examines code in a worker, so that the page stays alive whatever the code is. */
export interface Examiner {
  /** One code after the other; of those that have to wait, only the newest is examined. */
  examine(code: Code): void;
  stop(): void;
}

export function startExaminer(tell: (outcome: Outcome) => void): Examiner {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
  });
  let isBusy = false;
  let waiting: Code | undefined;
  const examine = (code: Code): void => {
    if (isBusy) {
      waiting = code;
    } else {
      isBusy = true;
      worker.postMessage(code);
    }
  };
  worker.addEventListener('message', ({ data }: MessageEvent<Outcome>) => {
    isBusy = false;
    const next = waiting;
    waiting = undefined;
    if (next) examine(next);
    else tell(data);
  });
  worker.addEventListener('error', () =>
    tell({ kind: 'failed', message: 'The analysis could not be loaded.' }),
  );
  return { examine, stop: () => worker.terminate() };
}
