export type {
  CloseDecision,
  Surroundings,
  Verdict,
} from './close-decisions.js';
export type { FreshOption } from './instability.js';
export { freshOptions } from './stability.js';
export { isOwnInAllButName } from './own-client.js';
export {
  judge,
  judgeAll,
  type Judged,
  type JudgedFile,
  type JudgedOpen,
  type Judgement,
} from './judge.js';
