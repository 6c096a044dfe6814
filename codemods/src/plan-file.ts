import {
  analyze,
  type Analysis,
  mentionsRedis,
  type Open,
  type SourceInput,
  type Use,
} from 'eslint-plugin-shared-redis/analysis';
import {
  type Edit,
  removeStatements,
  type Rewrite,
  rewriteOpens,
  withoutOverlaps,
} from 'eslint-plugin-shared-redis/edits';
import {
  type CloseDecision,
  judge,
  type Judgement,
} from 'eslint-plugin-shared-redis/verdicts';

import {
  asDecided,
  type Decisions,
  NO_DECISIONS,
  type SiteKey,
} from './decisions.js';
import { parse } from './parse.js';
import type { Close, Evidence, Place, Site } from './plan.js';

/** The plan for one file, and the edits that carry it out. */
export interface FilePlan {
  readonly sites: readonly Site[];
  readonly closes: readonly Close[];
  /** In order, without overlaps. */
  readonly edits: readonly Edit[];
}

const NOTHING: FilePlan = { sites: [], closes: [], edits: [] };

/**
 * Plans one file.
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
  const { judgements, closes: judged } = judge(analysis, text, (open) =>
    decisions.verdict(keyOf(open, file)),
  );
  const closes = judged.map((decision) =>
    asDecided(decision, decisions.action(placeIn(file, decision.close))),
  );
  return {
    sites: judgements.map((judgement) => siteOf(judgement, file)),
    closes: closes.map((decision) => closeOf(decision, file)),
    edits: editsOf(judgements, closes, analysis, source),
  };
}

function keyOf({ node, form }: Open, file: string): SiteKey {
  const { line, column } = node.loc.start;
  return { file, line, column: column + 1, form };
}

function siteOf(judgement: Judgement, file: string): Site {
  const { open, purpose, verdict, reason, evidence } = judgement;
  return {
    ...keyOf(open, file),
    driver: open.driver,
    scope: open.scope.kind,
    repeated: open.scope.repeated,
    purpose,
    verdict,
    reason,
    evidence: evidence.map((use) => evidenceOf(use, file)),
  };
}

function evidenceOf(use: Use, file: string): Evidence {
  return { file, line: placeOf(use).line, what: described(use) };
}

function described(use: Use): string {
  switch (use.kind) {
    case 'call':
      return use.method;
    case 'property':
      return use.property;
    case 'argument':
      return `handed to ${use.callee}`;
    default:
      return use.name === undefined ? use.kind : `${use.kind} as ${use.name}`;
  }
}

function closeOf(
  { close, action, reason }: CloseDecision,
  file: string,
): Close {
  return { ...placeIn(file, close), action, reason };
}

function placeIn(file: string, use: Use): Place {
  const { line, column } = placeOf(use);
  return { file, line, column: column + 1 };
}

/** Where a use is: at the name of the method or property. */
function placeOf({ node }: Use): { line: number; column: number } {
  return (node.type === 'MemberExpression' ? node.property : node).loc.start;
}

function editsOf(
  judgements: readonly Judgement[],
  closes: readonly CloseDecision[],
  analysis: Analysis,
  source: SourceInput,
): readonly Edit[] {
  const rewrites = judgements.flatMap(({ open, verdict }): Rewrite[] => {
    switch (verdict) {
      case 'share':
        return [{ open, call: 'getRedisClient' }];
      case 'dedicate':
        return [{ open, call: 'openDedicatedRedisClient' }];
      case 'manual':
        return [];
    }
  });
  const file = { text: source.text, verbatim: analysis.index.verbatim };
  const removed = closes.flatMap((decision) =>
    decision.action === 'remove' ? [decision.statement] : [],
  );
  return withoutOverlaps([
    ...rewriteOpens(rewrites, analysis, source),
    ...removeStatements(removed, file),
  ]);
}
