export type { CloseDecision, Verdict } from './close-decisions.js';
export type { FreshOption } from './instability.js';
export { freshOptions } from './stability.js';
export { isOwnInAllButName } from './own-client.js';
export { type Decided, judge, type Judgement } from './judge.js';
