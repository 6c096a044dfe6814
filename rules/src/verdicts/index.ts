export type { CloseDecision, Verdict } from './close-decisions.js';
export { type FreshOption, freshOptions } from './stability.js';
export { isOwnInAllButName } from './own-client.js';
export { judge, type Judgement } from './judge.js';
