export {
  type CloseDecision,
  closesWhenShared,
  type Verdict,
  type Verdicts,
} from './close-decisions.js';
export {
  calledIn,
  callsFrom,
  type Surroundings,
  surroundingsIn,
} from './surroundings.js';
export type { FreshOption } from './instability.js';
export { freshOptions } from './stability.js';
export { isOwnInAllButName } from './own-client.js';
export {
  type Decided,
  judge,
  judgeAll,
  type Judged,
  type JudgedFile,
  type JudgedOpen,
  type Judgement,
  verdictsIn,
} from './judge.js';
export { leastMajor } from './versions.js';
