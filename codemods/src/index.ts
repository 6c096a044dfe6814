export type { Verdict } from 'eslint-plugin-shared-redis/verdicts';

export {
  type Close,
  type Evidence,
  type Plan,
  PLAN_VERSION,
  type Site,
} from './plan.js';
export {
  apply,
  type Change,
  type Failure,
  plan,
  type ProjectPlan,
} from './project.js';
export { UsageError } from './usage-error.js';
