import type { Output } from './colours.js';
import type { Progress } from './project.js';

/** What takes no longer than this needs no progress, in milliseconds. */
const PATIENCE = 300;
/** How often the line changes, in milliseconds. */
const INTERVAL = 100;

const CLEAR_LINE = '\r\u001B[2K';

const STEPS: Readonly<Record<Progress['step'], string>> = {
  reading: 'Reading',
  judging: 'Judging',
};

/** A line of a terminal that says how far planning is. */
export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void;
}

/**
 * Shows progress where there is a terminal, and where it takes long.
 *
 * @param now the time in milliseconds
 */
export function progressLine(
  output: Output,
  now: () => number = Date.now,
): ProgressLine {
  let next = now() + PATIENCE;
  let isShown = false;
  return {
    show({ step, done, total }) {
      if (output.isTTY !== true || now() < next) return;
      next = now() + INTERVAL;
      isShown = true;
      output.write(`${CLEAR_LINE}${STEPS[step]} ${done} of ${total} files`);
    },
    clear() {
      if (isShown) output.write(CLEAR_LINE);
    },
  };
}
