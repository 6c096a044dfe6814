import { analyze, mentionsRedis } from 'eslint-plugin-shared-redis/analysis';
import type { Edit } from 'eslint-plugin-shared-redis/edits';
import { judge } from 'eslint-plugin-shared-redis/verdicts';

import { asDecided, type Decisions, NO_DECISIONS } from './decisions.js';
import { editsOf, rewritesOf } from './edits.js';
import { parse } from './parse.js';
import type { Close, Site } from './plan.js';
import { closeKey, closeOf, siteKey, siteOf } from './site.js';

/** The plan for one file, and the edits that carry it out. */
export interface FilePlan {
  readonly sites: readonly Site[];
  readonly closes: readonly Close[];
  /** In order, without overlaps. */
  readonly edits: readonly Edit[];
}

const NOTHING: FilePlan = { sites: [], closes: [], edits: [] };

/**
 * Plans one file, without looking at any other.
 *
 * @param text the file's text, without a byte order mark
 * @param file its path, as the plan shall name it; the ending tells the language
 * @param decisions what stands above the verdicts of the analysis, where it can be carried out
 * @throws the parser's error, for a file with a syntax error
 */
export function planFile(
  text: string,
  file: string,
  decisions: Decisions = NO_DECISIONS,
): FilePlan {
  if (!mentionsRedis(text)) return NOTHING;
  const source = parse(text, file);
  const analysis = analyze(source);
  if (analysis.opens.length === 0) return NOTHING;
  const judged = judge({ analysis, text, source, file }, (open) =>
    decisions.verdict(siteKey(open, file)),
  );
  const closes = judged.closes.map((decision) =>
    asDecided(decision, decisions.action(closeKey(decision, file))),
  );
  return {
    sites: judged.judgements.map((each) => siteOf(each, file, () => file)),
    closes: closes.map((each) => closeOf(each, file)),
    edits: editsOf(rewritesOf(judged.judgements, source), closes, {
      analysis,
      source,
    }),
  };
}
