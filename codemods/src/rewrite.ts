import type { Edit } from 'eslint-plugin-shared-redis/edits';

import { applyEdits } from './apply-edits.js';
import type { Decisions } from './decisions.js';
import { type FilePlan, planFile } from './plan-file.js';

/** What becomes of one file. */
export interface Rewritten {
  readonly plan: FilePlan;
  /** The new text; the same as the old one where nothing is to be rewritten. */
  readonly text: string;
}

/**
 * Plans one file by itself and carries the plan out on its text.
 *
 * @throws the parser's error, for a file with a syntax error
 */
export function rewrite(
  text: string,
  file: string,
  decisions?: Decisions,
): Rewritten {
  const plan = planFile(splitMark(text)[1], file, decisions);
  return { plan, text: edited(text, plan.edits) };
}

/** A file's text with all edits made, whose ranges do not count a byte order mark. */
export function edited(text: string, edits: readonly Edit[]): string {
  const [mark, body] = splitMark(text);
  return mark + applyEdits(body, edits);
}

/** A byte order mark, if there is one, and what follows. */
export function splitMark(text: string): readonly [string, string] {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return [mark, text.slice(mark.length)];
}
