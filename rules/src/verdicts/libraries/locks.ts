import type { Entry, Libraries } from './library.js';

/** All three generations run scripts by EVALSHA and EVAL, and quit their clients in `quit()` only. */
const REDLOCK: Entry = {
  does: 'commands',
  reason: 'Redlock only runs scripts, as long as nobody calls its quit()',
  cases: [
    {
      when: { calls: ['quit'] },
      does: 'closes',
      reason: "Redlock's quit() quits every client that it was given",
    },
  ],
};

const SEMAPHORE: Entry = {
  does: 'commands',
  reason: 'redis-semaphore only sends SET and scripts, and closes nothing',
};

export const LOCKS: Libraries = {
  redlock: {
    read: ['3.1.2', '4.2.0', '5.0.0-beta.2'],
    docs: 'https://github.com/mike-marcacci/node-redlock#usage',
    local: 'Redlock',
    exports: { 'new ': { '0.[]': REDLOCK } },
  },
  '@sesamecare-oss/redlock': {
    read: ['1.4.0'],
    docs: 'https://github.com/sesamecare/redlock#usage',
    exports: {
      'new Redlock': {
        '0.[]': {
          ...REDLOCK,
          // `scripts.js`: only where the client has no `acquireLock`. Its SELECT is inside the script, which does not reach the connection.
          defines: ['acquireLock', 'extendLock', 'releaseLock'],
        },
      },
    },
  },
  'redis-semaphore': {
    read: ['5.8.0'],
    docs: 'https://github.com/swarthy/redis-semaphore#usage',
    exports: {
      'new Mutex': { '0': SEMAPHORE },
      'new Semaphore': { '0': SEMAPHORE },
      'new MultiSemaphore': { '0': SEMAPHORE },
      'new RedlockMutex': { '0.[]': SEMAPHORE },
      'new RedlockSemaphore': { '0.[]': SEMAPHORE },
      'new RedlockMultiSemaphore': { '0.[]': SEMAPHORE },
    },
  },
  'ioredis-lock': {
    read: ['4.0.0'],
    docs: 'https://github.com/makeomatic/ioredis-lock#readme',
    exports: {
      'call createLock': {
        '0': {
          does: 'commands',
          defines: ['delifequal', 'pexpireifequal'],
          reason: 'ioredis-lock only sends SET and scripts, and closes nothing',
        },
      },
    },
  },
  'redis-lock': {
    read: ['1.0.0'],
    docs: 'https://github.com/errorception/redis-lock#usage',
    local: 'redisLock',
    exports: {
      'call ': {
        '0': {
          does: 'commands',
          reason: 'redis-lock only sends SET and DEL, and closes nothing',
          note: 'Takes clients of node-redis only.',
        },
      },
    },
  },
};
