import { applyEdits } from './apply-edits.js';
import type { Decisions } from './decisions.js';
import { type FilePlan, planFile } from './plan-file.js';

const BYTE_ORDER_MARK = '\uFEFF';

/** What becomes of one file. */
export interface Rewritten {
  readonly plan: FilePlan;
  /** The new text; the same as the old one where nothing is to be rewritten. */
  readonly text: string;
}

/**
 * Plans one file and carries the plan out on its text.
 *
 * @throws the parser's error, for a file with a syntax error
 */
export function rewrite(
  text: string,
  file: string,
  decisions?: Decisions,
): Rewritten {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const body = text.slice(mark.length);
  const plan = planFile(body, file, decisions);
  return { plan, text: mark + applyEdits(body, plan.edits) };
}
