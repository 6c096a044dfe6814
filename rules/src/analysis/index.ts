export {
  type Analysis,
  analyze,
  type Open,
  type RegistryClient,
} from './analysis.js';
export { type CloseJudgement, closesIn, judgeClose } from './closes.js';
export type { Effect } from './command-effects.js';
export { effectOf } from './commands.js';
export { type DriverName, mentionsRedis, REGISTRY_MODULE } from './drivers.js';
export type { Origin } from './origins.js';
export { DEDICATED_PURPOSES, type Purpose, purposeOf } from './purpose.js';
export type { RunScope } from './run-scope.js';
export type { SourceInput } from './source.js';
export type { Use } from './uses.js';
