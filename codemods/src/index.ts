/**
 * Plans and rewrites a project, as the command does.
 *
 * @module shared-redis-codemod
 */
export type { Verdict } from 'eslint-plugin-shared-redis/verdicts';

export type { Decisions, SiteKey } from './decisions.js';
export { type Observations, observedIn } from './observations.js';
export { planAgain } from './plan-again.js';
export { readPlan, writtenPlan } from './plan-text.js';
export {
  type Close,
  type Evidence,
  type Observed,
  type Place,
  type Plan,
  PLAN_VERSION,
  type Site,
} from './plan.js';
export {
  apply,
  type Change,
  type Failure,
  plan,
  type PlanOptions,
  type Progress,
  type ProjectPlan,
} from './project.js';
export { readTrace, type Trace, type TracedOpen } from './trace.js';
export { UsageError } from './usage-error.js';
