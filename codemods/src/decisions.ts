import type {
  CloseDecision,
  Verdict,
} from 'eslint-plugin-shared-redis/verdicts';

import type { Close, Place, Site } from './plan.js';

/** What tells an open from all others of a project. */
export type SiteKey = Place & Pick<Site, 'form'>;

/** What a reader of the plan decided otherwise than the analysis. */
export interface Decisions {
  /** The verdict on an open; `undefined` leaves it to the analysis. */
  readonly verdict: (site: SiteKey) => Verdict | undefined;
  /** What becomes of a close; `undefined` lets it follow from the verdict. */
  readonly action: (close: Place) => Close['action'] | undefined;
}

export const NO_DECISIONS: Decisions = {
  verdict: () => undefined,
  action: () => undefined,
};

/** A close as the reader decided it, where there is something to remove. */
export function asDecided(
  decision: CloseDecision,
  action: Close['action'] | undefined,
): CloseDecision {
  if (action === undefined || action === decision.action) return decision;
  const { close, part } = decision;
  const reason = 'decided by hand';
  if (action === 'keep') return { close, action, reason, part };
  return part ? { close, action, reason, part } : decision;
}
