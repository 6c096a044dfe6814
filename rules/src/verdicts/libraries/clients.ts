import type { Entry, Libraries } from './library.js';

const FASTIFY: Entry = {
  // `index.js`: quits on `onClose` only with `closeClient: true`, and where the first connection fails for good.
  does: 'exposes',
  listeners: 'removed',
  reason:
    '@fastify/redis leaves it open, but makes it `fastify.redis`, where every route and plugin can reach it',
  cases: [
    {
      when: { option: 'closeClient', is: true },
      does: 'closes',
      reason: '@fastify/redis closes it with the server: closeClient is true',
    },
  ],
};

const TIMEOUT: Entry = {
  does: 'changes',
  reason:
    'ioredis-timeout replaces the commands of the client that it is given, for all its users',
};

/** What hands a client on, or wraps it. */
export const CLIENTS: Libraries = {
  '@fastify/redis': {
    read: ['6.2.0', '9.0.0'],
    docs: 'https://github.com/fastify/fastify-redis#accessing-the-redis-client',
    local: 'fastifyRedis',
    exports: {
      'plugin ': { '1.client': FASTIFY },
      'plugin fastifyRedis': { '1.client': FASTIFY },
    },
  },
  'ioredis-timeout': {
    read: ['1.5.0'],
    docs: 'https://www.npmjs.com/package/ioredis-timeout',
    local: 'timeout',
    exports: { 'call ': { '0': TIMEOUT }, 'call timeout': { '2': TIMEOUT } },
  },
  'redis-om': {
    read: ['0.4.7'],
    docs: 'https://github.com/redis/redis-om-node#connect-to-redis-with-node-redis',
    exports: {
      'new Repository': {
        '1': {
          does: 'commands',
          reason: 'redis-om only reads and writes entities, and closes nothing',
          note: 'Takes clients of node-redis only.',
        },
      },
    },
  },
};
