import type { DriverName } from '../../analysis/index.js';
import type { Answer, Entry, Libraries } from './library.js';

const READS_SESSIONS: Answer = {
  does: 'commands',
  reason: 'connect-redis only reads and writes sessions, and closes nothing',
};

const NOT_IN_9 = (driver: DriverName) =>
  ({
    when: { driver },
    does: 'mistakes',
    reason:
      'from version 9 on connect-redis takes clients of node-redis only, and package.json asks for no older one',
  }) as const;

const SETS_UP = (option: string, command: string) =>
  ({
    when: { option },
    does: 'state',
    reason: `connect-redis 3 sends ${command} on the client for its option ${option}`,
  }) as const;

/** `options.db` counts as given even if it is 0. */
const SELECTS = (library: string) =>
  ({
    when: { option: 'db' },
    does: 'state',
    reason: `${library} runs SELECT on the client for its option db`,
  }) as const;

const KOA_STORE: Entry = {
  does: 'commands',
  listeners: 'kept',
  reason:
    'koa-redis only reads and writes sessions, as long as nobody calls quit() or end() of the store',
  cases: [
    {
      when: { option: 'duplicate', is: true },
      does: 'duplicates',
      reason: 'koa-redis copies the client by duplicate() and uses the copy',
    },
    SELECTS('koa-redis'),
    {
      when: { calls: ['quit', 'end'] },
      does: 'closes',
      reason: "quit() and end() of koa-redis' store quit the client",
    },
  ],
};

const LUCIA: Entry = {
  does: 'commands',
  reason: "Lucia's adapter only reads and writes sessions, and closes nothing",
};

export const SESSIONS: Libraries = {
  'connect-redis': {
    read: ['3.4.2', '4.0.4', '5.2.0', '6.1.3', '7.1.1', '8.1.0', '9.0.0'],
    docs: 'https://github.com/tj/connect-redis#usage',
    local: 'RedisStore',
    exports: {
      // Up to version 6: `require('connect-redis')(session)` is the class.
      'new ()': {
        '0.client': {
          ...READS_SESSIONS,
          note: 'Up to version 6.',
          cases: [
            {
              when: { before: 4 },
              does: 'changes',
              verdict: 'manual',
              reason:
                'connect-redis 3 adds listeners to the client for each store, and keeps them',
            },
            SELECTS('connect-redis 3'),
            SETS_UP('pass', 'AUTH'),
            {
              when: { option: 'unref' },
              does: 'state',
              reason: 'connect-redis 3 unrefs the socket for its option unref',
            },
          ],
        },
      },
      'new ': { '0.client': { ...READS_SESSIONS, note: 'Version 7.' } },
      'new RedisStore': {
        '0.client': {
          ...READS_SESSIONS,
          cases: [
            { when: { before: 9 }, ...READS_SESSIONS },
            NOT_IN_9('ioredis'),
            NOT_IN_9('iovalkey'),
          ],
        },
      },
    },
  },
  'koa-redis': {
    read: ['4.0.1'],
    docs: 'https://github.com/koajs/koa-redis#options',
    local: 'redisStore',
    exports: {
      'call ': { '0.client': KOA_STORE },
      'new ': { '0.client': KOA_STORE },
    },
  },
  '@lucia-auth/adapter-session-redis': {
    read: ['2.1.2'],
    docs: 'https://v2.lucia-auth.com/database-adapters/ioredis/',
    exports: { 'call ioredis': { '0': LUCIA }, 'call redis': { '0': LUCIA } },
  },
};
