import type { Entry, Libraries } from './library.js';

/** `disconnect()` of BullMQ's classes, for emergencies: `close()` is the documented end. */
const disconnects = (name: string) =>
  ({
    when: { calls: ['disconnect'], rare: true },
    does: 'closes',
    reason: `BullMQ's ${name} disconnects the client that it was given in disconnect()`,
  }) as const;

/** Of `queue-base.js` and `redis-connection.js`: `close()` quits only what is not `shared`, and takes its listeners away. */
const PRODUCER = {
  does: 'commands',
  listeners: 'removed',
  note: 'A client of node-redis keeps the listeners of each instance.',
} as const;

const NEST_BULLMQ: Entry = {
  // `bull.providers.js`: Worker classes get the connection of their queue; `createFlowProducers` disconnects by default.
  does: 'closes',
  reason:
    'BullModule hands the client to workers too, and disconnects it at the end of the application where it was given to a flow producer',
};

const NEST_BULL: Entry = {
  does: 'mistakes',
  reason:
    'Bull takes options there, not a client; clients go through createClient',
};

const BULL_CLIENTS: Entry = {
  // `redisClientGetter`: 'client' sends commands, 'subscriber' subscribes, 'bclient' runs BRPOPLPUSH; none is closed by Bull.
  does: 'blocks',
  verdict: 'manual',
  reason:
    'Bull asks createClient for a client that sends commands, one that subscribes and one that blocks: the first can be shared, the others cannot',
};

export const QUEUES: Libraries = {
  bullmq: {
    read: ['3.0.0', '3.16.2', '4.0.0', '4.18.3', '5.81.5', '6.7.0'],
    docs: 'https://docs.bullmq.io/guide/connections',
    exports: {
      'new Queue': {
        '1.connection': {
          ...PRODUCER,
          reason:
            "BullMQ's Queue only sends commands, and leaves a client that it was given open",
          cases: [disconnects('Queue')],
        },
      },
      'new QueueEventsProducer': {
        '1.connection': {
          ...PRODUCER,
          reason:
            "BullMQ's QueueEventsProducer only sends commands, and leaves a client that it was given open",
          cases: [disconnects('QueueEventsProducer')],
        },
      },
      'new FlowProducer': {
        '0.connection': {
          ...PRODUCER,
          reason:
            "BullMQ's FlowProducer only sends commands, and leaves a client that it was given open",
          cases: [
            {
              // 3.0, 3.16 and 4.0 open a RedisConnection that is not told that the client is shared; 4.18 does.
              when: { before: 5 },
              does: 'closes',
              reason:
                "BullMQ's FlowProducer quits the client that it was given, before version 5",
            },
            disconnects('FlowProducer'),
          ],
        },
      },
      'new Worker': {
        '2.connection': {
          // `worker.js`, `create-backend.js`: BZPOPMIN runs on `duplicate({ connectionName })`; the given client is left open.
          does: 'duplicates',
          verdict: 'dedicate',
          listeners: 'removed',
          reason:
            "BullMQ's Worker blocks on a duplicate and needs maxRetriesPerRequest: null, with which commands wait as long as Redis is away",
        },
      },
      'new QueueEvents': {
        '1.connection': {
          // `queue-events.js`, `create-backend.js`: XREAD BLOCK runs on a duplicate, the only one that is closed.
          does: 'duplicates',
          verdict: 'dedicate',
          listeners: 'removed',
          reason:
            "BullMQ's QueueEvents blocks on a duplicate and needs maxRetriesPerRequest: null, with which commands wait as long as Redis is away",
        },
      },
    },
  },
  '@nestjs/bullmq': {
    read: ['12.0.0'],
    docs: 'https://docs.nestjs.com/techniques/queues',
    exports: {
      'call BullModule.forRoot': {
        '0.connection': NEST_BULLMQ,
        '1.connection': NEST_BULLMQ,
      },
      'call BullModule.forRootAsync': {
        '0.useFactory.().connection': NEST_BULLMQ,
        '1.useFactory.().connection': NEST_BULLMQ,
      },
      'call BullModule.registerQueue': { '0.connection': NEST_BULLMQ },
      'call BullModule.registerFlowProducer': { '0.connection': NEST_BULLMQ },
    },
  },
  bull: {
    read: ['4.16.5'],
    docs: 'https://github.com/OptimalBits/bull/blob/develop/PATTERNS.md#reusing-redis-connections',
    local: 'Queue',
    exports: {
      'new ': {
        '1.createClient.()': BULL_CLIENTS,
        '2.createClient.()': BULL_CLIENTS,
        '1.redis': NEST_BULL,
        '2.redis': NEST_BULL,
      },
    },
  },
  '@nestjs/bull': {
    read: ['12.0.0'],
    docs: 'https://docs.nestjs.com/techniques/queues',
    exports: {
      'call BullModule.forRoot': {
        '0.createClient.()': BULL_CLIENTS,
        '0.redis': NEST_BULL,
      },
      'call BullModule.registerQueue': {
        '0.createClient.()': BULL_CLIENTS,
        '0.redis': NEST_BULL,
      },
    },
  },
  'bee-queue': {
    read: ['1.7.1', '2.0.0'],
    docs: 'https://github.com/bee-queue/bee-queue#settings',
    local: 'Queue',
    exports: {
      'new ': {
        '1.redis': {
          // `lib/redis.js`, `isClient`: the name of the constructor must be `Redis` or `RedisClient`; anything else is options.
          does: 'mistakes',
          listeners: 'removed',
          reason:
            'bee-queue knows a client by the name of its class, Redis: one of the registry it would take for options, and connect elsewhere',
        },
      },
    },
  },
  'node-resque': {
    read: ['9.7.1'],
    docs: 'https://github.com/actionhero/node-resque#connection-options',
    exports: {
      'new Queue': {
        '0.connection.redis': {
          // `connection.js`: `end()` disconnects only what it opened itself.
          does: 'commands',
          listeners: 'removed',
          defines: ['popAndStoreJob'],
          reason:
            "node-resque's Queue only sends commands, and leaves a client that it was given open",
        },
      },
      'new Worker': {
        '0.connection.redis': {
          does: 'commands',
          listeners: 'removed',
          defines: ['popAndStoreJob'],
          reason:
            "node-resque's Worker polls with a script and does not block, and leaves a client that it was given open",
        },
      },
      'new Scheduler': {
        '0.connection.redis': {
          // `scheduler.js`, `watchIfPossible`.
          does: 'state',
          listeners: 'removed',
          reason:
            "node-resque's Scheduler runs WATCH, which holds for all commands of the connection",
        },
      },
    },
  },
};
