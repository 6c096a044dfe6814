import {
  analyze,
  type Analysis,
  mentionsRedis,
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

import { parse } from './parse.js';
import type { Close, Evidence, Site } from './plan.js';

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
 * @throws the parser's error, for a file with a syntax error
 */
export function planFile(text: string, file: string): FilePlan {
  if (!mentionsRedis(text)) return NOTHING;
  const source = parse(text, file);
  const analysis = analyze(source);
  if (analysis.opens.length === 0) return NOTHING;
  const { judgements, closes } = judge(analysis, text);
  return {
    sites: judgements.map((judgement) => siteOf(judgement, file)),
    closes: closes.map((decision) => closeOf(decision, file)),
    edits: editsOf(judgements, closes, analysis, source),
  };
}

function siteOf(judgement: Judgement, file: string): Site {
  const { open, purpose, verdict, reason, evidence } = judgement;
  const { start } = open.node.loc;
  return {
    file,
    line: start.line,
    column: start.column + 1,
    driver: open.driver,
    form: open.form,
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
  const { line, column } = placeOf(close);
  return { file, line, column: column + 1, action, reason };
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
