import type { Open, Use } from 'eslint-plugin-shared-redis/analysis';
import type {
  CloseDecision,
  Judgement,
} from 'eslint-plugin-shared-redis/verdicts';

import type { SiteKey } from './decisions.js';
import type { Close, Evidence, Observed, Place, Site } from './plan.js';

/** The file that a use is in, as the plan shall name it. */
export type FileOf = (use: Use) => string;

/** A judged open, as the plan shows it. */
export function siteOf(
  { open, purpose, verdict, reason, evidence }: Judgement,
  file: string,
  fileOf: FileOf,
  observed?: Observed,
): Site {
  return {
    ...siteKey(open, file),
    driver: open.driver,
    scope: open.scope.kind,
    repeated: open.scope.repeated,
    purpose,
    verdict,
    reason,
    evidence: evidence.map((use) => evidenceOf(use, fileOf(use))),
    ...(observed === undefined ? {} : { observed }),
  };
}

/** What tells an open from all others. */
export function siteKey({ node, form }: Open, file: string): SiteKey {
  const { line, column } = node.loc.start;
  return { file, line, column: column + 1, form };
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

/** A decided close, as the plan shows it. */
export function closeOf(decision: CloseDecision, file: string): Close {
  const { action, reason } = decision;
  return { ...closeKey(decision, file), action, reason };
}

/** What tells a close from all others. */
export function closeKey({ close }: CloseDecision, file: string): Place {
  const { line, column } = placeOf(close);
  return { file, line, column: column + 1 };
}

/** Where a use is: at the name of the method or property. */
function placeOf({ node }: Use): { line: number; column: number } {
  return (node.type === 'MemberExpression' ? node.property : node).loc.start;
}
