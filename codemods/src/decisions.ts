import type {
  CloseDecision,
  Verdict,
} from 'eslint-plugin-shared-redis/verdicts';

import type { Close, Place, Site } from './plan.js';

/** What tells an open from all others of a project. */
export type SiteKey = Place & Pick<Site, 'form'>;

/** What a reader of the plan decided otherwise than the analysis. */
export interface Decisions {
  readonly verdict: (site: SiteKey) => Verdict | undefined;
  readonly action: (close: Place) => Close['action'] | undefined;
}

export const NO_DECISIONS: Decisions = {
  verdict: () => undefined,
  action: () => undefined,
};

/** A close as the reader decided it, where there is a statement to remove. */
export function asDecided(
  decision: CloseDecision,
  action: Close['action'] | undefined,
): CloseDecision {
  if (action === undefined || action === decision.action) return decision;
  const { close, statement } = decision;
  const reason = 'decided by hand';
  if (action === 'keep') return { close, action, reason, statement };
  return statement ? { close, action, reason, statement } : decision;
}
