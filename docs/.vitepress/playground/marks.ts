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

/** The marks of the code and of the migrated code. A line that is reported and changed is marked as reported in the end. */
export function marksOf(outcome: Outcome | undefined): {
  readonly code: Marks;
  readonly migrated: Marks;
} {
  switch (outcome?.kind) {
    case 'examined':
      return examinedMarks(outcome);
    case 'unparsed':
      return { code: [{ kind: 'error', ...only(outcome.line) }], migrated: [] };
    default:
      return { code: [], migrated: [] };
  }
}

function examinedMarks({ findings, removed, added }: Examined) {
  const code: Marks = [
    ...removed.map((range): Mark => ({ kind: 'removed', ...range })),
    ...findings.map(({ line }): Mark => ({ kind: 'finding', ...only(line) })),
  ];
  return {
    code,
    migrated: added.map((range): Mark => ({ kind: 'added', ...range })),
  };
}

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
