import type {
  Analysis,
  SourceInput,
} from 'eslint-plugin-shared-redis/analysis';
import {
  type Edit,
  hoist,
  type Hoist,
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

/** What is to be called in the place of each open that is rewritten. */
export function rewritesOf(
  judgements: readonly Judgement[],
  source: SourceInput,
): readonly Rewrite[] {
  const given = new Set<string>();
  const moved = (hoists: readonly Hoist[] = []): readonly Edit[] =>
    hoists.flatMap((each) => {
      const { name, edits } = hoist(each, source, given);
      given.add(name);
      return edits();
    });
  return judgements.flatMap(({ open, verdict, standIns, hoists }) => {
    const call = standIns[verdict];
    if (!call) return [];
    return verdict === 'share'
      ? [{ open, call, arguments: moved(hoists) }]
      : [{ open, call }];
  });
}

/** The edits that carry out what was decided for one file, in order and without overlaps. */
export function editsOf(
  rewrites: readonly Rewrite[],
  closes: readonly CloseDecision[],
  { analysis, source }: RewrittenFile,
): readonly Edit[] {
  const file = { text: source.text, index: analysis.index };
  const removed = closes.flatMap((decision) =>
    decision.action === 'remove' ? [decision.part] : [],
  );
  return withoutOverlaps([
    ...rewriteOpens(rewrites, analysis, source),
    ...removeParts(removed, file),
  ]);
}
