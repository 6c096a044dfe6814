import { analyze, mentionsRedis } from 'eslint-plugin-shared-redis/analysis';
import type { Edit } from 'eslint-plugin-shared-redis/edits';
import { judge } from 'eslint-plugin-shared-redis/verdicts';

import { editsOf } from './edits.js';
import { parse } from './parse.js';
import type { Close, Site } from './plan.js';
import { closeOf, siteOf } from './site.js';

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
 * @throws the parser's error, for a file with a syntax error
 */
export function planFile(text: string, file: string): FilePlan {
  if (!mentionsRedis(text)) return NOTHING;
  const source = parse(text, file);
  const analysis = analyze(source);
  if (analysis.opens.length === 0) return NOTHING;
  const { judgements, closes } = judge(analysis, text);
  return {
    sites: judgements.map((each) => siteOf(each, file, () => file)),
    closes: closes.map((each) => closeOf(each, file)),
    edits: editsOf(judgements, closes, { analysis, source }),
  };
}
