import { DRIVER_OF_MODULE, type DriverName, type Product } from './drivers.js';

/** The package of the registry, and its entry for ioredis. */
export const REGISTRY_MODULE = 'shared-redis';

/** Whether a client belongs to everybody or to whoever opened it. */
export type Ownership = 'shared' | 'dedicated';

/** The modules of the registry, by the package whose clients each hands out. */
const REGISTRY_OF: Readonly<Record<string, string>> = {
  ioredis: REGISTRY_MODULE,
  iovalkey: `${REGISTRY_MODULE}/iovalkey`,
  redis: `${REGISTRY_MODULE}/node-redis`,
  '@redis/client': `${REGISTRY_MODULE}/redis-client`,
};

/** The modules of the registry, and the driver of the clients that each hands out. */
export const REGISTRY_MODULES: ReadonlyMap<string, DriverName> = new Map(
  Object.entries(REGISTRY_OF).map(([driverModule, module]) => [
    module,
    DRIVER_OF_MODULE.get(driverModule)!,
  ]),
);

/** The package whose clients a module of the registry hands out. */
export function driverModuleOf(registry: string): string | undefined {
  return Object.keys(REGISTRY_OF).find(
    (each) => REGISTRY_OF[each] === registry,
  );
}

/** A function of the registry that takes the arguments of what a driver opens. */
export type RegistryFunction =
  | 'getRedisClient'
  | 'getRedisCluster'
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

type Functions = Readonly<Partial<Record<Ownership, RegistryFunction>>>;

const CLIENTS: Functions = {
  shared: 'getRedisClient',
  dedicated: 'openDedicatedRedisClient',
};
const CLUSTERS: Functions = { shared: 'getRedisCluster' };

/** What the registry has in the place of what each driver opens. */
const FUNCTIONS: Readonly<
  Record<DriverName, Readonly<Partial<Record<Product, Functions>>>>
> = {
  ioredis: { client: CLIENTS, cluster: CLUSTERS },
  iovalkey: { client: CLIENTS, cluster: CLUSTERS },
  'node-redis': { client: CLIENTS },
  'valkey-glide': {},
};

/** What is opened, as far as it decides what the registry has in its place. */
export interface Opened {
  readonly driver: DriverName;
  readonly product: Product;
  /** The module that exports what opens it, where the file shows it. */
  readonly module?: string | undefined;
}

/** What the registry has in the place of an open, if it has anything. */
export function registryCall(
  { driver, product, module }: Opened,
  ownership: Ownership,
): RegistryCall | undefined {
  const name = FUNCTIONS[driver][product]?.[ownership];
  const registry = registryModuleOf(driver, module);
  return name && registry !== undefined
    ? { name, module: registry }
    : undefined;
}

/** The module of the registry for a driver, which can be a package under several names. */
function registryModuleOf(driver: DriverName, module = ''): string | undefined {
  if (Object.hasOwn(REGISTRY_OF, module)) return REGISTRY_OF[module];
  for (const [registry, of] of REGISTRY_MODULES) {
    if (of === driver) return registry;
  }
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
