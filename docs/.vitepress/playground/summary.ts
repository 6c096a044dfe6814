import { counted } from '../../../codemods/src/words.js';
import type { Examined, LineRange } from './examine.js';
import type { Outcome } from './worker.js';

const LOADING = 'Loading ESLint, its parser and the codemod (1.4 MB) …';

/** What came out, in a sentence or two. */
export function summaryOf(outcome: Outcome | undefined): string {
  switch (outcome?.kind) {
    case undefined:
      return LOADING;
    case 'examined':
      return `${findings(outcome)}. ${opens(outcome)}. ${changes(outcome)}.`;
    case 'unparsed':
      return `Line ${outcome.line} cannot be parsed: ${outcome.message}`;
    case 'failed':
      return outcome.message;
  }
}

function findings({ findings }: Examined): string {
  return findings.length === 0
    ? 'No finding'
    : counted(findings.length, 'finding');
}

/** `2 opens: 1 share, 1 manual` */
function opens({ sites }: Examined): string {
  if (sites.length === 0) return 'No open';
  const counts = new Map<string, number>();
  for (const { verdict } of sites) {
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  const parts = [...counts].map(([verdict, count]) => `${count} ${verdict}`);
  return `${counted(sites.length, 'open')}: ${parts.join(', ')}`;
}

function changes({ removed, added }: Examined): string {
  return removed.length + added.length === 0
    ? 'Nothing is rewritten'
    : `${counted(linesOf(removed), 'line')} out, ${linesOf(added)} in`;
}

function linesOf(ranges: readonly LineRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}
