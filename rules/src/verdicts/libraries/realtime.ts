import type { Entry, Libraries } from './library.js';

const publishes = (library: string, more: Partial<Entry> = {}): Entry => ({
  does: 'commands',
  reason: `${library} only publishes on it, and does not close it`,
  ...more,
});

const subscribes = (library: string): Entry => ({
  does: 'subscribes',
  reason: `${library} subscribes on it`,
});

/** `index.js`: a listener for `error`. */
const PUB = publishes("socket.io's adapter", {
  listeners: 'kept',
  note: '@socket.io/redis-adapter removes them from version 8 on.',
});
const SUB = subscribes("socket.io's adapter");

const EMITTER = publishes("socket.io's emitter");

const OLD_ADAPTER = {
  '0.pubClient': PUB,
  '0.subClient': SUB,
  '1.pubClient': PUB,
  '1.subClient': SUB,
};

const RESUMABLE = {
  '0.publisher': publishes('resumable-stream', {
    reason:
      'resumable-stream only sends PUBLISH, SET, GET and INCR on its publisher, and does not close it',
  }),
  '0.subscriber': subscribes('resumable-stream'),
};

const MQEMITTER = {
  '0.subConn': subscribes('mqemitter-redis'),
  '0.pubConn': {
    does: 'closes',
    listeners: 'kept',
    reason: "mqemitter-redis' close() quits the client that it publishes on",
  },
} as const;

export const REALTIME: Libraries = {
  '@socket.io/redis-adapter': {
    read: ['7.2.0', '8.3.0'],
    docs: 'https://socket.io/docs/v4/redis-adapter/',
    exports: {
      'call createAdapter': { '0': PUB, '1': SUB },
      'call createShardedAdapter': {
        '0': publishes("socket.io's adapter"),
        '1': SUB,
      },
    },
  },
  'socket.io-redis': {
    read: ['5.4.0', '6.1.1'],
    docs: 'https://socket.io/docs/v3/using-multiple-nodes/',
    local: 'redisAdapter',
    exports: { 'call ': OLD_ADAPTER, 'call createAdapter': OLD_ADAPTER },
  },
  '@socket.io/redis-streams-adapter': {
    read: ['0.3.1'],
    docs: 'https://socket.io/docs/v4/redis-streams-adapter/',
    exports: {
      'call createAdapter': {
        '0': {
          // `adapter.js`: XREAD BLOCK and SUBSCRIBE run on duplicates, which are the only ones that it disconnects.
          does: 'duplicates',
          reason:
            "socket.io's streams adapter only writes on it: it reads and subscribes on duplicates",
        },
      },
    },
  },
  '@socket.io/redis-emitter': {
    read: ['5.1.0'],
    docs: 'https://socket.io/docs/v4/redis-adapter/#emitter',
    exports: { 'new Emitter': { '0': EMITTER } },
  },
  'socket.io-emitter': {
    read: ['3.2.0'],
    docs: 'https://www.npmjs.com/package/socket.io-emitter',
    local: 'emitter',
    exports: { 'call ': { '0': EMITTER }, 'new ': { '0': EMITTER } },
  },
  'graphql-redis-subscriptions': {
    read: ['2.6.0', '2.7.0'],
    docs: 'https://github.com/davidyaha/graphql-redis-subscriptions#creating-a-redis-client',
    exports: {
      'new RedisPubSub': {
        '0.publisher': publishes('graphql-redis-subscriptions', {
          reason:
            'graphql-redis-subscriptions only publishes on it, as long as nobody calls close()',
          cases: [
            {
              when: { calls: ['close'] },
              does: 'closes',
              reason: "RedisPubSub's close() quits both of its clients",
            },
          ],
        }),
        '0.subscriber': subscribes('graphql-redis-subscriptions'),
      },
    },
  },
  '@graphql-yoga/redis-event-target': {
    read: ['3.0.4'],
    docs: 'https://the-guild.dev/graphql/yoga-server/docs/features/subscriptions#distributed-pubsub-for-production',
    exports: {
      'call createRedisEventTarget': {
        '0.publishClient': publishes("Yoga's event target"),
        '0.subscribeClient': subscribes("Yoga's event target"),
      },
    },
  },
  '@hocuspocus/extension-redis': {
    read: ['2.15.3', '4.7.0'],
    docs: 'https://tiptap.dev/docs/hocuspocus/server/extensions/redis',
    exports: {
      'new Redis': {
        '0.redis': {
          // `Redis.ts`: `pub` and `sub` are both `redis.duplicate()`.
          does: 'duplicates',
          reason:
            'Hocuspocus copies it by duplicate() and uses the copies only',
        },
        '0.createClient.()': {
          does: 'subscribes',
          reason:
            'Hocuspocus subscribes on a client that createClient returns, and closes both',
        },
      },
    },
  },
  'resumable-stream': {
    read: ['2.2.13'],
    docs: 'https://github.com/vercel/resumable-stream#usage-with-ioredis',
    exports: { 'call createResumableStreamContext': RESUMABLE },
  },
  'resumable-stream/ioredis': {
    read: ['2.2.13'],
    docs: 'https://github.com/vercel/resumable-stream#usage-with-ioredis',
    exports: { 'call createResumableStreamContext': RESUMABLE },
  },
  'mqemitter-redis': {
    read: ['7.2.1'],
    docs: 'https://github.com/mcollina/mqemitter-redis#api',
    local: 'redis',
    exports: { 'call ': MQEMITTER, 'new ': MQEMITTER },
  },
  'aedes-persistence-redis': {
    read: ['12.0.0'],
    docs: 'https://github.com/moscajs/aedes-persistence-redis#api',
    local: 'persistence',
    exports: {
      'call ': {
        '0.conn': {
          does: 'closes',
          reason:
            'aedes-persistence-redis disconnects it when the broker is closed',
        },
      },
    },
  },
};
