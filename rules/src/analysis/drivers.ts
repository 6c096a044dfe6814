/** A client library whose connections the analysis follows. */
export type DriverName = 'ioredis';

/** What an export of a driver opens. */
export type Product = 'client' | 'cluster';

interface Driver {
  /** The modules that export it. */
  readonly modules: readonly string[];
  /** Names under which the module exports itself, so that they may be repeated (`require('ioredis').default.Redis`). */
  readonly self: readonly string[];
  /** Exports to be called with `new`; '' is the module itself. */
  readonly constructors: Readonly<Record<string, Product>>;
  /** Exports to be called as functions. */
  readonly factories: Readonly<Record<string, Product>>;
}

/** To add a driver, add a row. */
const DRIVERS: Readonly<Record<DriverName, Driver>> = {
  ioredis: {
    modules: ['ioredis'],
    self: ['default', 'Redis'],
    constructors: { '': 'client', Cluster: 'cluster' },
    factories: { createClient: 'client' },
  },
};

/** What the exports of the registry module return. */
export const REGISTRY_MODULE = 'shared-redis';
const REGISTRY_EXPORTS: Readonly<Record<string, 'shared' | 'dedicated'>> = {
  getRedisClient: 'shared',
  getOpsRedisClient: 'shared',
  getBrokerRedisClient: 'shared',
  getRedisCluster: 'shared',
  openDedicatedRedisClient: 'dedicated',
};

const DRIVER_OF_MODULE = new Map(
  Object.entries(DRIVERS).flatMap(([name, driver]) =>
    driver.modules.map((module) => [module, name as DriverName] as const),
  ),
);

const MENTION = new RegExp(
  [...DRIVER_OF_MODULE.keys(), REGISTRY_MODULE].join('|'),
);

/** Whether a file can have anything to do with Redis at all. One regular expression, before any parsing. */
export function mentionsRedis(text: string): boolean {
  return MENTION.test(text);
}

/** The driver whose module this is. */
export function driverOfModule(source: string): DriverName | undefined {
  return DRIVER_OF_MODULE.get(source);
}

/** What `new` on this export of a driver opens, or what calling it opens. */
export function openedBy(
  driver: DriverName,
  path: readonly string[],
  how: 'constructors' | 'factories',
): Product | undefined {
  const { self, [how]: exports } = DRIVERS[driver];
  const own = path.findIndex((name) => !self.includes(name));
  const name = own < 0 ? '' : path.slice(own).join('.');
  return Object.hasOwn(exports, name) ? exports[name] : undefined;
}

/** What calling this export of the registry module returns. */
export function returnedByRegistry(
  source: string,
  path: readonly string[],
): 'shared' | 'dedicated' | undefined {
  if (source !== REGISTRY_MODULE) return undefined;
  const name = path.filter((part) => part !== 'default').join('.');
  return Object.hasOwn(REGISTRY_EXPORTS, name)
    ? REGISTRY_EXPORTS[name]
    : undefined;
}
