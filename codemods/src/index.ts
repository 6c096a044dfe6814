export {
  type Close,
  type Evidence,
  type Plan,
  PLAN_VERSION,
  type Site,
  type Verdict,
} from './plan.js';
export {
  apply,
  type Change,
  type Failure,
  plan,
  type ProjectPlan,
} from './project.js';
export { UsageError } from './usage-error.js';
