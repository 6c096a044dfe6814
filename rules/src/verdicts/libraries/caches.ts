import type { Entry, Libraries } from './library.js';

const closesBy = (library: string, method: string) =>
  ({
    when: { calls: [method] },
    does: 'closes',
    reason: `${method}() of ${library} closes the client that it was given`,
  }) as const;

/** Keyv's own `disconnect()` calls that of its store. */
const VALKEY: Entry = {
  does: 'commands',
  listeners: 'kept',
  reason:
    "Keyv's store only reads and writes values, as long as nobody calls disconnect()",
  cases: [closesBy("Keyv's store", 'disconnect')],
};

const KEYV: Entry = {
  // `getClient`, from version 4 on, which takes node-redis: `disconnect(true)` where connecting fails.
  does: 'closes',
  listeners: 'kept',
  reason: "Keyv's store closes a client of node-redis that cannot connect",
  cases: [
    ...(VALKEY.cases ?? []),
    {
      when: { driver: 'ioredis' },
      does: VALKEY.does,
      reason: VALKEY.reason,
    },
  ],
  note: 'Versions 2 and 3 take ioredis, 4 and later node-redis.',
};

const only = (library: string, note?: string): Entry => ({
  does: 'commands',
  reason: `${library} only reads and writes values, and closes nothing`,
  ...(note === undefined ? {} : { note }),
});

const NODE_REDIS_ONLY = 'Takes clients of node-redis only.';

const CACHE_HANDLER = only('the cache handler of Next.js', NODE_REDIS_ONLY);

const BASE_REDIS_CACHE: Entry = {
  does: 'commands',
  reason:
    'BaseRedisCache only reads and writes values, as long as nobody calls its close()',
  cases: [closesBy('BaseRedisCache', 'close')],
};

export const CACHES: Libraries = {
  '@keyv/redis': {
    read: ['2.8.5', '3.0.1', '4.6.0', '5.1.6'],
    docs: 'https://keyv.org/docs/storage-adapters/redis/',
    local: 'KeyvRedis',
    exports: { 'new ': { '0': KEYV }, 'call createKeyv': { '0': KEYV } },
  },
  '@keyv/valkey': {
    read: ['1.0.11'],
    docs: 'https://keyv.org/docs/storage-adapters/valkey/',
    local: 'KeyvValkey',
    exports: { 'new ': { '0': VALKEY }, 'call createKeyv': { '0': VALKEY } },
  },
  'cache-manager-ioredis-yet': {
    read: ['2.1.2'],
    docs: 'https://github.com/node-cache-manager/node-cache-manager-ioredis-yet#readme',
    exports: {
      'call redisInsStore': {
        '0': only('cache-manager-ioredis-yet', '`redisStore()` opens its own.'),
      },
    },
  },
  'cache-manager-redis-yet': {
    read: ['5.1.5'],
    docs: 'https://www.npmjs.com/package/cache-manager-redis-yet',
    exports: {
      'call redisInsStore': {
        '0': only('cache-manager-redis-yet', NODE_REDIS_ONLY),
      },
    },
  },
  'cache-manager-ioredis': {
    read: ['2.1.0'],
    docs: 'https://github.com/dabroek/node-cache-manager-ioredis#use-your-own-redis-instance',
    exports: {
      'call create': { '0.redisInstance': only('cache-manager-ioredis') },
    },
  },
  '@hapi/catbox-redis': {
    read: ['5.0.5', '7.1.0'],
    docs: 'https://github.com/hapijs/catbox-redis#options',
    local: 'CatboxRedis',
    exports: {
      // `stop()` disconnects only what it opened itself.
      'new Engine': { '0.client': only('catbox-redis') },
      'new ': { '0.client': only('catbox-redis', 'Up to version 6.') },
    },
  },
  '@type-cacheable/ioredis-adapter': {
    read: ['15.1.0'],
    docs: 'https://github.com/joshuaslate/type-cacheable/tree/main/packages/ioredis-adapter#usage',
    exports: {
      'call useAdapter': { '0': only('type-cacheable') },
      'new IoRedisAdapter': { '0': only('type-cacheable') },
    },
  },
  '@type-cacheable/redis-adapter': {
    read: ['17.0.1'],
    docs: 'https://github.com/joshuaslate/type-cacheable/tree/main/packages/redis-adapter#usage',
    exports: {
      'call useAdapter': { '0': only('type-cacheable', NODE_REDIS_ONLY) },
      'new RedisAdapter': { '0': only('type-cacheable', NODE_REDIS_ONLY) },
    },
  },
  'apollo-server-cache-redis': {
    read: ['3.3.1'],
    docs: 'https://www.npmjs.com/package/apollo-server-cache-redis',
    exports: {
      'new BaseRedisCache': {
        '0.client': BASE_REDIS_CACHE,
        '0.noMgetClient': BASE_REDIS_CACHE,
      },
    },
  },
  '@envelop/response-cache-redis': {
    read: ['4.2.4'],
    docs: 'https://the-guild.dev/graphql/envelop/plugins/use-response-cache-redis',
    exports: {
      'call createRedisCache': {
        '0.redis': only('@envelop/response-cache-redis'),
      },
    },
  },
  cachified: {
    read: ['3.5.4'],
    docs: 'https://www.npmjs.com/package/cachified',
    exports: {
      'call redisCacheAdapter': { '0': only('cachified', NODE_REDIS_ONLY) },
      'call redis3CacheAdapter': { '0': only('cachified', NODE_REDIS_ONLY) },
    },
  },
  '@neshca/cache-handler/redis-strings': {
    read: ['1.9.0'],
    docs: 'https://caching-tools.github.io/next-shared-cache/handlers/redis-strings',
    local: 'createHandler',
    exports: {
      'call ': { '0.client': CACHE_HANDLER },
    },
  },
  '@neshca/cache-handler/redis-stack': {
    read: ['1.9.0'],
    docs: 'https://caching-tools.github.io/next-shared-cache/handlers/redis-stack',
    local: 'createHandler',
    exports: {
      'call ': { '0.client': CACHE_HANDLER },
    },
  },
  '@fortedigital/nextjs-cache-handler/redis-strings': {
    read: ['1.2.0'],
    docs: 'https://github.com/fortedigital/nextjs-cache-handler#handlers',
    local: 'createHandler',
    exports: {
      'call ': { '0.client': CACHE_HANDLER },
    },
  },
  apicache: {
    read: ['1.6.3'],
    docs: 'https://github.com/kwhitley/apicache#available-options-first-value-is-default',
    local: 'apicache',
    exports: {
      'call options': {
        '0.redisClient': only(
          'apicache',
          'Written for version 3 of node-redis.',
        ),
      },
    },
  },
};
