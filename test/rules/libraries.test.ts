import { readFileSync } from 'node:fs';

import { describe, expect, it, test } from 'vitest';

import {
  type Entry,
  LIBRARIES,
  libraryUse,
  type Place,
  type Surroundings,
  UNSEEN,
  verdictOf,
} from '../../rules/src/verdicts/libraries/index.js';
import { librariesPage, LIBRARIES_PAGE } from '../support/libraries-page.js';

/** Every row of the table, with a name for messages. */
const rows = Object.entries(LIBRARIES).flatMap(([module, library]) =>
  Object.entries(library.exports).flatMap(([name, places]) =>
    Object.entries(places).map(([place, entry]) => ({
      row: `${module}: ${name} ${place}`,
      ...{ module, library, name, place, entry },
    })),
  ),
);
const answersOf = (entry: Entry) => [...(entry.cases ?? []), entry];

describe('every row of the table', () => {
  it.each(rows)('$row has versions, a link and reasons', (each) => {
    const { read, docs } = each.library;
    expect(read.length).toBeGreaterThan(0);
    for (const version of read) expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(docs).toMatch(/^https:\/\//);
    for (const { reason } of answersOf(each.entry)) {
      // A clause of a message: “handed to `Queue`: …”.
      expect(reason).toMatch(/^\S.{20,200}[^.\s]$/);
    }
  });

  it.each(rows)('$row is written as the lookup reads it', (each) => {
    expect(each.name).toMatch(/^(?:new|call|plugin) (?:[\w.]*|\(\))$/);
    expect(each.place).toMatch(/^\d(?:\.(?:\w+|\[\]|\(\)|=>))*$/);
    const isDefault = /^\S+ (?:\(\))?$/.test(each.name);
    if (isDefault) expect(each.library.local).toMatch(/^\w+$/);
  });

  it.each(rows)('$row is found in its place', (each) => {
    const [how = '', path = ''] = each.name.split(' ');
    const [position, ...holder] = each.place.split('.');
    const use = libraryUse(
      { module: each.module, path: path === '' ? [] : path.split('.') },
      { how: how as Place['how'], position: Number(position), path: holder },
    );
    const reasons = answersOf(each.entry).map(({ reason }) => reason);
    expect(reasons).toContain(use?.reason);
  });
});

describe('what may be shared', () => {
  const shareable = rows.filter(({ entry }) => verdictOf(entry) === 'share');

  it('sends ordinary commands, or works on a duplicate', () => {
    const deeds = new Set(shareable.map(({ entry }) => entry.does));
    expect([...deeds].sort()).toEqual(['commands', 'duplicates']);
  });

  it('defines no command that another library defines otherwise', () => {
    const owners = new Map<string, string>();
    for (const { module, entry } of shareable) {
      for (const name of entry.defines ?? []) {
        // async-ratelimiter is what koa-ratelimit runs.
        const owner = module.replace(/^koa-ratelimit$/, 'async-ratelimiter');
        expect(owners.get(name) ?? owner).toBe(owner);
        owners.set(name, owner);
      }
    }
  });
});

/** The lookup in short: `ask('bullmq', 'new Queue', '1.connection')`. */
function ask(
  module: string,
  callee: string,
  place: string,
  surroundings?: Surroundings,
) {
  const [how = '', ...path] = callee.split(/[ .]/);
  const [position, ...holder] = place.split('.');
  return libraryUse(
    { module, path },
    { how: how as Place['how'], position: Number(position), path: holder },
    surroundings,
  );
}

describe('the verdict on a client that goes into', () => {
  it.each([
    ['a BullMQ Queue', 'bullmq', 'new Queue', '1.connection', 'share'],
    ['a BullMQ Worker', 'bullmq', 'new Worker', '2.connection', 'dedicate'],
    ['QueueEvents', 'bullmq', 'new QueueEvents', '1.connection', 'dedicate'],
    [
      'a limiter',
      'rate-limiter-flexible',
      'new RateLimiterRedisNonAtomic',
      '0.storeClient',
      'share',
    ],
    [
      "socket.io's adapter, to publish",
      '@socket.io/redis-adapter',
      'call createAdapter',
      '0',
      'share',
    ],
    [
      "socket.io's adapter, to subscribe",
      '@socket.io/redis-adapter',
      'call createAdapter',
      '1',
      'dedicate',
    ],
    [
      'an object that options hold',
      'node-resque',
      'new Queue',
      '0.connection.redis',
      'share',
    ],
    ['an array', 'redis-semaphore', 'new RedlockMutex', '0.[]', 'share'],
    [
      "a function of Bull's options",
      'bull',
      'new default',
      '1.createClient.()',
      'manual',
    ],
    [
      'a function that sends',
      'rate-limit-redis',
      'new RedisStore',
      '0.sendCommand.=>',
      'share',
    ],
    [
      'a static method of an export',
      '@nestjs/bullmq',
      'call BullModule.forRoot',
      '0.connection',
      'dedicate',
    ],
    [
      'a plugin that a server registers',
      '@fastify/rate-limit',
      'plugin default',
      '1.redis',
      'share',
    ],
    [
      'a library that does not know clients of the registry',
      'bee-queue',
      'new default',
      '1.redis',
      'manual',
    ],
  ])('%s', (_, module, callee, place, verdict) => {
    expect(ask(module, callee, place)?.verdict).toBe(verdict);
  });
});

describe('a default export', () => {
  const seen = { calls: () => false };

  it.each([
    ["`import Redlock from 'redlock'`", ['default']],
    ["`require('redlock')`", []],
    ["`require('redlock').default`", ['default']],
  ])('is found as %s', (_, path) => {
    const place: Place = { how: 'new', position: 0, path: ['[]'] };
    const use = libraryUse({ module: 'redlock', path }, place, seen);
    expect(use?.verdict).toBe('share');
  });

  it('holds the named ones in CommonJS: `bullmq.Queue`', () => {
    const use = ask('bullmq', 'new default.Queue', '1.connection');
    expect(use?.does).toBe('commands');
  });

  it('that returns a class is one step more: `connectRedis(session)`', () => {
    const none = { option: () => undefined, version: '^6.0.0' };
    for (const callee of ['new ()', 'new default.()', 'new RedisStore']) {
      const use = ask('connect-redis', callee, '0.client', none);
      expect(use?.verdict).toBe('share');
    }
    expect(ask('connect-redis', 'call ()', '0.client')).toBeUndefined();
  });
});

describe('connect-redis, which takes no ioredis from version 9 on', () => {
  it.each([
    ['shares ioredis with an older one', 'ioredis', '^8.1.0', 'share'],
    ['leaves ioredis with that one', 'ioredis', '^9.0.0', 'manual'],
    [
      'leaves ioredis where no version is known',
      'ioredis',
      undefined,
      'manual',
    ],
    [
      'leaves iovalkey where no version is known',
      'iovalkey',
      undefined,
      'manual',
    ],
    ['shares node-redis with any', 'node-redis', undefined, 'share'],
  ] as const)('%s', (_what, driver, version, verdict) => {
    const use = ask('connect-redis', 'new RedisStore', '0.client', {
      driver,
      version,
    });
    expect(use?.verdict).toBe(verdict);
    if (verdict === 'manual') expect(use?.reason).toContain('version 9');
  });
});

describe('what the table does not know', () => {
  it.each([
    ['a library', 'bullmq-pro', 'new Queue', '1.connection'],
    ['an export', 'bullmq', 'new QueueScheduler', '1.connection'],
    ['a form of call', 'bullmq', 'call Queue', '1.connection'],
    ['another argument', 'bullmq', 'new Queue', '0.connection'],
    ['another option', 'bullmq', 'new Queue', '1.client'],
    ['a client where options belong', 'bullmq', 'new Queue', '1'],
    ['a property of every object', 'constructor', 'new Queue', '0'],
    ['a method of every object', 'bullmq', 'call toString', '0'],
  ])('has no answer: %s', (_, module, callee, place) => {
    expect(ask(module, callee, place)).toBeUndefined();
  });
});

describe('an option decides', () => {
  const verdict = (value: unknown) =>
    ask('@fastify/redis', 'plugin default', '1.client', {
      option: (name) => (name === 'closeClient' ? value : undefined),
    })?.verdict;

  it.each([
    ['the value that closes', true, 'dedicate'],
    ['another value', false, 'manual'],
    ['no value', undefined, 'manual'],
    ['a value that cannot be seen', UNSEEN, 'manual'],
  ])('by %s', (_, value, expected) => expect(verdict(value)).toBe(expected));

  const script = (value?: unknown) =>
    ask('rate-limiter-flexible', 'new RateLimiterRedis', '0.storeClient', {
      option: () => value,
    })?.verdict;

  it('by being there: a script of your own', () => {
    expect(script('return 1')).toBe('dedicate');
    expect(script({})).toBe('dedicate');
    expect(script()).toBe('share');
  });

  it('as if it were there, where that cannot be seen', () => {
    expect(script(UNSEEN)).toBe('dedicate');
    expect(
      ask('rate-limiter-flexible', 'new RateLimiterRedis', '0.storeClient')
        ?.verdict,
    ).toBe('dedicate');
  });

  it('before those that follow: koa-redis selects on its own duplicate', () => {
    const koa = (options: Record<string, unknown>) =>
      ask('koa-redis', 'call default', '0.client', {
        option: (name) => options[name],
        calls: () => false,
      });
    expect(koa({ duplicate: true, db: 3 })?.does).toBe('duplicates');
    expect(koa({ db: 0 })?.does).toBe('state');
    expect(koa({ duplicate: UNSEEN, db: 3 })?.does).toBe('state');
    expect(koa({})?.does).toBe('commands');
  });
});

describe('a method called on what the library returns decides', () => {
  const redlock = (calls?: Surroundings['calls']) =>
    ask('redlock', 'new default', '0.[]', calls && { calls });

  it('that it closes', () => {
    expect(redlock((method) => method === 'quit')?.does).toBe('closes');
  });

  it('as if it were called, where that cannot be seen', () => {
    expect(redlock(() => UNSEEN)?.verdict).toBe('dedicate');
    expect(redlock()?.verdict).toBe('dedicate');
  });

  it('nothing where it is surely not called', () => {
    expect(redlock(() => false)?.verdict).toBe('share');
  });

  it('only if it is seen, where nobody calls it in the ordinary course', () => {
    const queue = (calls?: Surroundings['calls']) =>
      ask('bullmq', 'new Queue', '1.connection', calls && { calls })?.verdict;
    expect(queue()).toBe('share');
    expect(queue(() => UNSEEN)).toBe('share');
    expect(queue((method) => method === 'disconnect')).toBe('dedicate');
  });
});

it('a driver decides: ioredis goes into old versions of Keyv only', () => {
  const keyv = (driver?: Surroundings['driver']) =>
    ask('@keyv/redis', 'new default', '0', {
      calls: () => false,
      ...(driver && { driver }),
    });
  expect(keyv('ioredis')?.verdict).toBe('share');
  expect(keyv('node-redis')?.verdict).toBe('dedicate');
  expect(keyv()?.verdict).toBe('dedicate');
});

describe('the version decides', () => {
  const flows = (version?: string) =>
    ask('bullmq', 'new FlowProducer', '0.connection', { version })?.verdict;

  it.each([
    ['4.0.0', 'dedicate'],
    ['^4.18.0', 'dedicate'],
    ['>=4 <7', 'dedicate'],
    ['5.0.0', 'share'],
    ['^6.7.0', 'share'],
    ['~10.1', 'share'],
  ])('%s', (version, expected) => expect(flows(version)).toBe(expected));

  it.each([undefined, '*', '<6', 'workspace:*', 'file:../bullmq-6', 'latest'])(
    'as if it were old, where it does not say: %s',
    (version) => expect(flows(version)).toBe('dedicate'),
  );
});

it('says what else happens to the client', () => {
  expect(ask('@fastify/rate-limit', 'plugin default', '1.redis')).toEqual({
    module: '@fastify/rate-limit',
    does: 'commands',
    verdict: 'share',
    reason: '@fastify/rate-limit only runs its scripts, and closes nothing',
    listeners: undefined,
    defines: ['rateLimit', 'rateLimitRead'],
    docs: 'https://github.com/fastify/fastify-rate-limit#options',
  });
  expect(ask('@keyv/redis', 'new default', '0')?.listeners).toBe('kept');
});

test('docs/libraries.md is written from the table: npm run docs:libraries', async () => {
  expect(readFileSync(LIBRARIES_PAGE, 'utf8')).toBe(await librariesPage());
});
