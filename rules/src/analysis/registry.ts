import type { DriverName } from './drivers.js';

/** The module that the codemod and the suggestions import from. */
export const REGISTRY_MODULE = 'shared-redis';

/** Whether a client belongs to everybody or to whoever opened it. */
export type Ownership = 'shared' | 'dedicated';

/** A function of the registry that takes the arguments of what a driver opens. */
export type RegistryFunction =
  | 'getRedisClient'
  | 'openDedicatedRedisClient'
  // For roles, which know their URLs: these take what follows it.
  | 'getBrokerRedisClient'
  | 'getOpsRedisClient'
  | 'getRoleRedisClient';

/** A function of the registry, and the module that exports it. */
export interface RegistryCall {
  readonly name: RegistryFunction;
  readonly module: string;
}

/** The modules of the registry, and the driver of the clients that each hands out. */
export const REGISTRY_MODULES: ReadonlyMap<string, DriverName> = new Map([
  [REGISTRY_MODULE, 'ioredis'],
  [`${REGISTRY_MODULE}/iovalkey`, 'iovalkey'],
  [`${REGISTRY_MODULE}/node-redis`, 'node-redis'],
  [`${REGISTRY_MODULE}/redis-client`, 'node-redis'],
]);

/** The module that has `getRedisClient` for a driver, if there is one. */
export function registryModuleOf(driver: DriverName): string | undefined {
  for (const [module, of] of REGISTRY_MODULES) if (of === driver) return module;
  return undefined;
}

/** What their exports return. */
const REGISTRY_EXPORTS: Readonly<Record<string, Ownership>> = {
  getRedisClient: 'shared',
  getRoleRedisClient: 'shared',
  getOpsRedisClient: 'shared',
  getBrokerRedisClient: 'shared',
  getRedisCluster: 'shared',
  openDedicatedRedisClient: 'dedicated',
};

/** What calling this export of a module of the registry returns. */
export function returnedByRegistry(
  path: readonly string[],
): Ownership | undefined {
  const name = path.filter((part) => part !== 'default').join('.');
  return Object.hasOwn(REGISTRY_EXPORTS, name)
    ? REGISTRY_EXPORTS[name]
    : undefined;
}
