import type { Examined, LineRange } from './examine.js';
import type { Outcome } from './worker.js';

/** Lines that are shown differently. */
export interface Mark extends LineRange {
  readonly kind: 'finding' | 'removed' | 'added' | 'error';
}

/** What stands before the numbers of marked lines: colours alone do not tell. */
export const SIGNS: Readonly<Record<Mark['kind'], string>> = {
  finding: '●',
  removed: '−',
  added: '+',
  error: '✕',
};

type Marks = readonly Mark[];

/** The marks of the code. A line that is reported and changed is marked as reported in the end. */
export function marksOf(outcome: Outcome | undefined): Marks {
  switch (outcome?.kind) {
    case 'examined':
      return [
        ...outcome.removed.map(markAs('removed')),
        ...outcome.findings.map(({ line }) => markAs('finding')(only(line))),
      ];
    case 'unparsed':
      return [markAs('error')(only(outcome.line))];
    default:
      return [];
  }
}

/** The marks of the migrated code. */
export const migratedMarksOf = (examined: Examined | undefined): Marks =>
  (examined?.added ?? []).map(markAs('added'));

const markAs =
  (kind: Mark['kind']) =>
  (range: LineRange): Mark => ({ kind, ...range });

function only(line: number): LineRange {
  return { first: line, last: line };
}

/** The number of each line, each with the sign of its last mark: one text, as there can be thousands. */
export function numbersOf(lines: number, marks: Marks): string {
  const signs = new Map<number, string>();
  for (const { kind, first, last } of marks) {
    for (let line = first; line <= last; line++) signs.set(line, SIGNS[kind]);
  }
  return Array.from({ length: lines }, (_, at) =>
    [signs.get(at + 1), at + 1].filter(Boolean).join(' '),
  ).join('\n');
}
