import type {
  Analysis,
  SourceInput,
} from 'eslint-plugin-shared-redis/analysis';
import {
  type Edit,
  removeParts,
  type Rewrite,
  rewriteOpens,
  withoutOverlaps,
} from 'eslint-plugin-shared-redis/edits';
import type {
  CloseDecision,
  Judgement,
} from 'eslint-plugin-shared-redis/verdicts';

/** A file that is rewritten. */
interface RewrittenFile {
  readonly analysis: Analysis;
  readonly source: SourceInput;
}

/** The edits that carry out what was decided for one file, in order and without overlaps. */
export function editsOf(
  judgements: readonly Judgement[],
  closes: readonly CloseDecision[],
  { analysis, source }: RewrittenFile,
): readonly Edit[] {
  const rewrites = judgements.flatMap(
    ({ open, verdict, standIns }): Rewrite[] => {
      const call = standIns[verdict];
      return call ? [{ open, call }] : [];
    },
  );
  const file = { text: source.text, verbatim: analysis.index.verbatim };
  const removed = closes.flatMap((decision) =>
    decision.action === 'remove' ? [decision.part] : [],
  );
  return withoutOverlaps([
    ...rewriteOpens(rewrites, analysis, source),
    ...removeParts(removed, file),
  ]);
}
