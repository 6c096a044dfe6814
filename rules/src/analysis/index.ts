export {
  type Analysis,
  analyze,
  type Open,
  type RegistryClient,
} from './analysis.js';
export { type CloseJudgement, closesIn, judgeClose } from './closes.js';
export {
  type Effect,
  INERT_PROPERTIES,
  LISTENER_METHODS,
  TAKES_OVER,
} from './command-effects.js';
export { commandIn, effectOf, isClientMethod } from './commands.js';
export { isSureCopy } from './copied.js';
export { DRIVER_NAMES, type DriverName, type Product } from './drivers.js';
export { mentionOf, mentionsRedis, REDIS_WORDS } from './mentions.js';
export { Modules, type OwnModule, type OwnModules } from './modules.js';
export type { Origin } from './origins.js';
export { ANY_MEMBER, CALLED, CLIENT, inside, keyOf } from './holders.js';
export { parameterAt, parametersOf } from './arguments.js';
export { isSymbolCall } from './symbols.js';
export { exportedAs } from './departures.js';
export type { Flow, Provided } from './flow/tracer.js';
export type { FlowStart } from './flow/value-flow.js';
export { type AddedListener, lastingListeners } from './listeners.js';
export { receiverOf, sharedOnly } from './ownership.js';
export { DEDICATED_PURPOSES, type Purpose, purposeOf } from './purpose.js';
export {
  type Ownership,
  REGISTRY_MODULE,
  REGISTRY_MODULES,
  type RegistryCall,
  registryCall,
  type RegistryFunction,
  returnedByRegistry,
} from './registry.js';
export type { Repetition } from './repetition.js';
export { type RunScope, runScopeOf } from './run-scope.js';
export {
  enclosingFunction,
  type FunctionNode,
  isExported,
  isFunction,
  keyName,
  memberName,
  propertyNamed,
  push,
  readsOf,
  type SourceInput,
  stringValue,
  unwrap,
  type Variable,
  wrapped,
} from './source.js';
export { classAround, memberDefinitions } from './class-fields.js';
export { mayUseTypedClients } from './telling-names.js';
export type {
  TypedClass,
  TypedClient,
  TypedFactory,
  TypeOracle,
} from './type-oracle.js';
export type { Departed, HandedOn, Held, Use } from './uses.js';
export { memberAccessName } from './self-accesses.js';
