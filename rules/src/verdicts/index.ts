export type { CloseDecision, Verdict } from './close-decisions.js';
export { judge, type Judgement } from './judge.js';
