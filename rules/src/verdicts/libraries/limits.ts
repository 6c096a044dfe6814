import type { Entry, Libraries } from './library.js';

/** `RateLimiterRedis.js`: no close anywhere in the package. */
const FLEXIBLE: Entry = {
  does: 'commands',
  defines: ['rlflxIncr'],
  reason: 'rate-limiter-flexible only counts on it, and cannot close it',
  cases: [
    {
      when: { option: 'customIncrTtlLuaScript' },
      does: 'changes',
      reason:
        'rate-limiter-flexible defines rlflxIncr on the client: with a script of your own, all limiters on the same client would run it',
    },
  ],
  note: 'Wrappers such as `BurstyRateLimiter` and `RateLimiterUnion` take limiters, not clients.',
};

/** The function is called with SCRIPT LOAD, EVALSHA, DECR and DEL; the client is not handed over. */
const SENDER: Entry = {
  does: 'commands',
  reason:
    'rate-limit-redis calls the function with SCRIPT, EVALSHA, DECR and DEL, and nothing else',
  note: 'From version 3.',
};

const RATE_LIMIT_REDIS = {
  '0.sendCommand.=>': SENDER,
  '0.sendCommandCluster.=>': SENDER,
  '0.client': {
    does: 'commands',
    reason: 'rate-limit-redis only counts on it, and closes nothing',
    note: 'Before version 3.',
  },
} as const;

const THROTTLER: Entry = {
  // `onModuleDestroy` disconnects only what it opened itself.
  does: 'commands',
  reason:
    'ThrottlerStorageRedisService only runs its script, and leaves a client that it was given open',
};

const SLIDING: Entry = {
  // `destroy()` quits only what it opened itself.
  does: 'commands',
  defines: ['limiter_cancel', 'limiter_check', 'limiter_reserve'],
  reason:
    'sliding-window-rate-limiter only runs its scripts, and leaves a client that it was given open',
};

const ASYNC_RATELIMITER: Entry = {
  does: 'commands',
  defines: ['ratelimiter'],
  reason: 'async-ratelimiter only runs its script, and closes nothing',
};

const RATELIMITER: Entry = {
  does: 'commands',
  reason: 'ratelimiter only sends MULTI batches, and closes nothing',
};

export const LIMITS: Libraries = {
  'rate-limiter-flexible': {
    read: ['2.4.2', '5.0.5', '11.4.0'],
    docs: 'https://github.com/animir/node-rate-limiter-flexible/wiki/Redis',
    exports: {
      'new RateLimiterRedis': { '0.storeClient': FLEXIBLE },
      'new RateLimiterValkey': { '0.storeClient': FLEXIBLE },
      'new RateLimiterRedisNonAtomic': {
        '0.storeClient': {
          does: 'commands',
          reason:
            'rate-limiter-flexible only counts on it, and cannot close it',
        },
      },
    },
  },
  'rate-limit-redis': {
    read: ['2.1.0', '3.1.0', '4.3.1', '6.0.1'],
    docs: 'https://github.com/express-rate-limit/rate-limit-redis#usage',
    local: 'RedisStore',
    exports: {
      'new ': RATE_LIMIT_REDIS,
      'new RedisStore': RATE_LIMIT_REDIS,
    },
  },
  '@fastify/rate-limit': {
    read: ['9.1.0', '11.2.0'],
    docs: 'https://github.com/fastify/fastify-rate-limit#options',
    local: 'rateLimit',
    exports: {
      'plugin ': {
        '1.redis': {
          // `store/RedisStore.js`: defined only where the client has none of that name.
          does: 'commands',
          defines: ['rateLimit', 'rateLimitRead'],
          reason:
            '@fastify/rate-limit only runs its scripts, and closes nothing',
        },
      },
    },
  },
  'async-ratelimiter': {
    read: ['1.6.10'],
    docs: 'https://github.com/microlinkhq/async-ratelimiter#usage',
    local: 'RateLimiter',
    exports: { 'new ': { '0.db': ASYNC_RATELIMITER } },
  },
  'koa-ratelimit': {
    read: ['5.1.0', '6.0.0'],
    docs: 'https://github.com/koajs/ratelimit#options',
    local: 'ratelimit',
    // `limiter/redis.js` is async-ratelimiter.
    exports: { 'call ': { '0.db': ASYNC_RATELIMITER } },
  },
  ratelimiter: {
    read: ['3.4.1'],
    docs: 'https://github.com/tj/node-ratelimiter#options',
    local: 'Limiter',
    exports: { 'new ': { '0.db': RATELIMITER } },
  },
  'sliding-window-rate-limiter': {
    read: ['6.0.1'],
    docs: 'https://github.com/dex4er/js-sliding-window-rate-limiter#usage',
    local: 'SlidingWindowRateLimiter',
    exports: {
      'call createLimiter': { '0.redis': SLIDING },
      'call SlidingWindowRateLimiter.createLimiter': { '0.redis': SLIDING },
      'new RedisSlidingWindowRateLimiter': { '0.redis': SLIDING },
      'new SafeRedisSlidingWindowRateLimiter': { '0.redis': SLIDING },
    },
  },
  '@nest-lab/throttler-storage-redis': {
    read: ['1.2.0'],
    docs: 'https://github.com/jmcdo29/nest-lab/tree/main/packages/throttler-storage-redis#usage',
    exports: { 'new ThrottlerStorageRedisService': { '0': THROTTLER } },
  },
  'nestjs-throttler-storage-redis': {
    read: ['0.5.1'],
    docs: 'https://github.com/kkoomen/nestjs-throttler-storage-redis#usage',
    exports: { 'new ThrottlerStorageRedisService': { '0': THROTTLER } },
  },
  'express-brute-redis': {
    read: ['0.0.1'],
    docs: 'https://github.com/AdamPflug/express-brute-redis#options',
    local: 'RedisStore',
    exports: {
      'new ': {
        '0.client': {
          does: 'commands',
          reason:
            'express-brute-redis only sends GET, DEL and MULTI batches, and closes nothing',
          note: 'Written for version 3 of node-redis.',
        },
      },
    },
  },
  bottleneck: {
    read: ['2.19.5'],
    docs: 'https://github.com/SGrondin/bottleneck#connections',
    exports: {
      'new IORedisConnection': {
        '0.client': {
          // `IORedisConnection.js`: setMaxListeners(0), defineCommand of each of `Scripts.names`, quit or disconnect in `disconnect()`.
          does: 'changes',
          listeners: 'kept',
          defines: [
            ...['init', 'group_check', 'register_client', 'blacklist_client'],
            ...['heartbeat', 'update_settings', 'running', 'queued', 'done'],
            ...['check', 'submit', 'register', 'free', 'current_reservoir'],
            'increment_reservoir',
          ],
          reason:
            'Bottleneck defines commands with names such as free and done on the client, lifts its limit of listeners, and closes it in disconnect()',
        },
      },
    },
  },
};
