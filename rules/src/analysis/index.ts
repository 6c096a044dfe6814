export {
  type Analysis,
  analyze,
  type Open,
  type RegistryClient,
} from './analysis.js';
export { type CloseJudgement, closesIn, judgeClose } from './closes.js';
export {
  type Effect,
  LISTENER_METHODS,
  TAKES_OVER,
} from './command-effects.js';
export { commandIn, effectOf } from './commands.js';
export { type DriverName, mentionsRedis, REGISTRY_MODULE } from './drivers.js';
export type { Origin } from './origins.js';
export { type AddedListener, lastingListeners } from './listeners.js';
export { receiverOf, sharedOnly } from './ownership.js';
export { DEDICATED_PURPOSES, type Purpose, purposeOf } from './purpose.js';
export type { Repetition } from './repetition.js';
export { type RunScope, runScopeOf } from './run-scope.js';
export type { SourceInput } from './source.js';
export type { Use } from './uses.js';
