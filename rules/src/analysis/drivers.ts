/** A client library whose connections the analysis follows. */
export type DriverName = 'ioredis' | 'iovalkey' | 'node-redis' | 'valkey-glide';

/** What an export of a driver opens. */
export type Product = 'client' | 'cluster' | 'sentinel' | 'pool';

interface Driver {
  /** The modules that export it. */
  readonly modules: readonly string[];
  /** Names under which the module exports itself, so that they may be repeated (`require('ioredis').default.Redis`). */
  readonly self: readonly string[];
  /** Exports to be called with `new`; '' is the module itself. */
  readonly constructors: Readonly<Record<string, Product>>;
  /** Exports to be called as functions. */
  readonly factories: Readonly<Record<string, Product>>;
  /** Types of clients that are no classes. */
  readonly types?: Readonly<Record<string, Product>>;
}

const IOREDIS: Omit<Driver, 'modules'> = {
  self: ['default', 'Redis', 'Valkey'],
  constructors: { '': 'client', Cluster: 'cluster' },
  factories: { createClient: 'client' },
};

/** To add a driver, add a row. */
const DRIVERS: Readonly<Record<DriverName, Driver>> = {
  ioredis: {
    // Editors import the class from its own file, too.
    modules: ['ioredis', 'ioredis/built/Redis', 'ioredis/built/Redis.js'],
    ...IOREDIS,
  },
  iovalkey: { modules: ['iovalkey'], ...IOREDIS },
  'node-redis': {
    modules: ['redis', '@redis/client'],
    self: ['default'],
    constructors: { RedisClient: 'client' }, // of version 3
    factories: {
      createClient: 'client',
      createCluster: 'cluster',
      createSentinel: 'sentinel',
      createClientPool: 'pool',
      'RedisClient.create': 'client',
      'RedisCluster.create': 'cluster',
      'RedisSentinel.create': 'sentinel',
      'RedisClientPool.create': 'pool',
    },
    types: {
      RedisClientType: 'client',
      RedisClusterType: 'cluster',
      RedisSentinelType: 'sentinel',
      RedisClientPoolType: 'pool',
    },
  },
  'valkey-glide': {
    modules: ['@valkey/valkey-glide'],
    self: ['default'],
    constructors: {},
    factories: {
      'GlideClient.createClient': 'client',
      'GlideClusterClient.createClient': 'cluster',
    },
  },
};

export const DRIVER_NAMES = Object.keys(DRIVERS) as readonly DriverName[];

export const DRIVER_OF_MODULE: ReadonlyMap<string, DriverName> = new Map(
  DRIVER_NAMES.flatMap((name) =>
    DRIVERS[name].modules.map((module) => [module, name] as const),
  ),
);

/** What drivers call the functions that open connections. */
export const FACTORY_NAMES: ReadonlySet<string> = new Set(
  DRIVER_NAMES.flatMap((name) => Object.keys(DRIVERS[name].factories)).map(
    (path) => path.replace(/^.*\./, ''),
  ),
);

/** What `new` on this export of a driver opens, what calling it opens, or of what it is the type. */
export function openedBy(
  driver: DriverName,
  path: readonly string[],
  how: 'constructors' | 'factories' | 'types',
): Product | undefined {
  const { self, [how]: exports = {} } = DRIVERS[driver];
  const own = path.findIndex((name) => !self.includes(name));
  const name = own < 0 ? '' : path.slice(own).join('.');
  return Object.hasOwn(exports, name) ? exports[name] : undefined;
}
