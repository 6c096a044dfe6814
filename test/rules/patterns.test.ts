// The shapes of real code in one file each, and what the recommended rules say
// of them. What the codemod makes of the same shapes is in
// test/codemods/patterns.test.ts.
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../rules/src/index.js';
import type { SharedRedisSettings } from '../../rules/src/settings.js';
import { dedicating, noting, SHARE } from './advice.js';

interface Report {
  readonly rule: keyof typeof plugin.rules;
  readonly line: number;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** For a close: what is suggested. */
  readonly suggests?: readonly string[];
}

interface Shape {
  readonly shape: string;
  readonly code: string;
  readonly settings?: SharedRedisSettings;
  /** Of all rules, in the order of their lines. */
  readonly reports: readonly Report[];
}

function describeShapes(theme: string, shapes: readonly Shape[]): void {
  describe(theme, () => {
    it.each(shapes)('$shape', ({ code, settings, reports }) => {
      expect(reported(code, settings)).toEqual(reports.map(written));
    });
  });
}

function reported(code: string, settings?: SharedRedisSettings): string[] {
  const config: Linter.Config[] = [
    plugin.configs.recommended as Linter.Config,
    {
      files: ['**/*.ts'],
      languageOptions: { parser },
      settings: { 'shared-redis': settings ?? {} },
    },
  ];
  return new Linter({ cwd: '/app' })
    .verify(code, config, { filename: '/app/src/file.ts' })
    .map(({ line, ruleId, message, suggestions }) => {
      const suggested =
        ruleId === 'shared-redis/no-close-shared-client' ? suggestions : [];
      return [
        `${line} ${ruleId}: ${message}`,
        ...(suggested ?? []).map(({ desc }) => desc),
      ].join(' → ');
    });
}

function written({
  rule,
  line,
  messageId,
  data,
  suggests = [],
}: Report): string {
  const messages: Readonly<Record<string, string>> =
    plugin.rules[rule].meta.messages;
  const message = messages[messageId]!.replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => data[name]!,
  );
  return [`${line} shared-redis/${rule}: ${message}`, ...suggests].join(' → ');
}

/** A direct open, in a function `f` if nothing else is said. */
function opens(
  line: number,
  messageId: string,
  opened: string,
  advice = SHARE,
  data: Report['data'] = {},
): Report {
  return {
    rule: 'no-direct-client',
    line,
    messageId,
    data: { owner: '`f`', opened, advice, ...data },
  };
}

function closes(line: number, call: string): Report {
  return {
    rule: 'no-close-shared-client',
    line,
    messageId: 'close',
    data: { call },
  };
}

/** A close that can go without a further thought. */
function cleansUp(line: number, call: string): Report {
  return { ...closes(line, call), suggests: ['Remove this call.'] };
}

function harms(
  line: number,
  messageId: string,
  command: string,
  advice = 'Use openDedicatedRedisClient().',
): Report {
  return {
    rule: 'no-stateful-command',
    line,
    messageId,
    data: { command, advice },
  };
}

const OWN_SUBSCRIBER = dedicating(
  'it subscribes (SUBSCRIBE), so it needs a connection of its own',
);
const SUBSCRIBER = 'Use subscribeRedis() or openDedicatedRedisClient().';

describeShapes('Opening', [
  {
    shape: 'the local name is that of a variable',
    code: `import redis from 'ioredis';
export const f = (k) => new redis().get(k);
`,
    reports: [opens(2, 'perCall', 'new redis()')],
  },
  {
    shape: 'the local name is another one',
    code: `import IORedis from 'ioredis';
export const f = (k) => new IORedis().get(k);
`,
    reports: [opens(2, 'perCall', 'new IORedis()')],
  },
  {
    shape: 'the local name says nothing',
    code: `import { Redis as Client } from 'ioredis';
export const f = (url, k) => new Client(url).get(k);
`,
    reports: [opens(2, 'perCall', 'new Client()')],
  },
  {
    shape: 'inline in an array',
    code: `import { Redis as Client } from 'ioredis';
import { lockWith } from './locks';
export const f = (url) => lockWith([new Client(url)]);
`,
    reports: [
      opens(
        3,
        'perCall',
        'new Client()',
        noting('handed to `lockWith`, whose use of it cannot be seen here'),
      ),
    ],
  },
  {
    shape: 'a conditional as the callee',
    code: `import Redis, { Cluster } from 'ioredis';
export const f = (k) => new (process.env.C ? Redis : Cluster)().get(k);
`,
    reports: [
      opens(
        2,
        'perCall',
        'new (process.env.C ? Redis : Cluster)()',
        noting('which class it opens is decided while the program runs'),
      ),
    ],
  },
  {
    shape: 'a constructor from a lazy require',
    code: `export const f = (k) => {
  const Redis = require('ioredis');
  return new Redis().get(k);
};
`,
    reports: [opens(3, 'perCall', 'new Redis()')],
  },
  {
    shape: 'new this() in a static of a subclass',
    code: `import Redis from 'ioredis';
class Own extends Redis {
  static make() {
    return new this();
  }
}
export const f = (k) => Own.make().get(k);
`,
    reports: [
      opens(
        4,
        'opener',
        'new this()',
        noting(
          'it opens a subclass of the driver: the registry would open the driver itself',
        ),
        { owner: '`make`', calls: 'calls' },
      ),
    ],
  },
  {
    shape: 'Redis of quite another package',
    code: `import { Redis } from '@upstash/redis';
import 'ioredis';
export const f = (k) => new Redis({}).get(k);
`,
    reports: [],
  },
  {
    shape: 'an in-house factory, with the number of its calls',
    code: `import Redis from 'ioredis';
function createRedisClient(name, options) {
  return new Redis({ ...options, connectionName: name });
}
const sessions = createRedisClient('sessions');
const jobs = createRedisClient('jobs', { db: 1 });
await sessions.get('a');
await jobs.get('a');
`,
    reports: [
      opens(
        3,
        'opener',
        'new Redis()',
        noting(
          '`connectionName` depends on `name`, so each call would open a shared client of its own',
        ),
        { owner: '`createRedisClient`', calls: '2 calls' },
      ),
    ],
  },
  {
    shape: 'a factory of another file that nobody named',
    code: `import { createRedisClient } from '../lib/create-redis';
export const f = (k) => createRedisClient('f', {}).get(k);
`,
    reports: [],
  },
  {
    shape: 'a factory of another file that the settings name',
    code: `import { createRedisClient } from '../lib/create-redis';
export const f = (k) => createRedisClient('f', {}).get(k);
`,
    settings: {
      openers: [
        { module: '@/lib/create-redis', exports: ['createRedisClient'] },
      ],
    },
    reports: [
      opens(
        2,
        'perCall',
        'createRedisClient()',
        noting(
          'an in-house function opens it: let that function return getRedisClient()',
        ),
      ),
    ],
  },
  {
    shape: 'a factory behind the require of a wrapper',
    code: `export const f = (k) => require('@company/redis').createClient(settings).get(k);
`,
    settings: {
      openers: [{ module: '@company/redis', exports: ['createClient'] }],
    },
    reports: [
      opens(
        1,
        'perCall',
        "require('@company/redis').createClient()",
        noting(
          'an in-house function opens it: let that function return getRedisClient()',
        ),
      ),
    ],
  },
  {
    shape: 'a factory whose options object holds the client',
    code: `import Redis from 'ioredis';
const optionsFor = (name) => ({ name, connection: new Redis() });
export const f = (k) => optionsFor('f').connection.get(k);
`,
    reports: [
      opens(2, 'perCall', 'new Redis()', SHARE, { owner: '`optionsFor`' }),
    ],
  },
  {
    shape: 'a factory whose adapter hides the client',
    code: `import Redis from 'ioredis';
function cacheAt(url) {
  const redis = new Redis(url);
  return { get: (k) => redis.get(k), set: (k, v) => redis.set(k, v) };
}
export const f = (k) => cacheAt('redis://a').get(k);
`,
    reports: [
      opens(3, 'perCall', 'new Redis()', SHARE, { owner: '`cacheAt`' }),
    ],
  },
  {
    shape: 'a factory that adds to what it returns',
    code: `import Redis from 'ioredis';
function make() {
  const redis = new Redis();
  redis.healthCheck = () => redis.ping();
  return redis;
}
export const f = (k) => make().get(k);
`,
    reports: [
      opens(
        3,
        'opener',
        'new Redis()',
        noting('its use in line 4 cannot be followed'),
        { owner: '`make`', calls: 'calls' },
      ),
    ],
  },
  {
    shape: 'a factory that replaces a method of what it returns',
    code: `import Redis from 'ioredis';
function make() {
  const redis = new Redis();
  const multi = redis.multi.bind(redis);
  redis.multi = (...args) => flattened(multi(...args));
  return redis;
}
export const f = (k) => make().get(k);
`,
    reports: [
      opens(
        3,
        'opener',
        'new Redis()',
        noting('`multi` is read from it, and where that leads cannot be seen'),
        { owner: '`make`', calls: 'calls' },
      ),
    ],
  },
  {
    shape: 'a local getRedisClient that opens at each call',
    code: `import Redis from 'ioredis';
function getRedisClient() {
  return new Redis();
}
export const f = (k) => getRedisClient().get(k);
`,
    reports: [
      opens(3, 'opener', 'new Redis()', SHARE, {
        owner: '`getRedisClient`',
        calls: 'calls',
      }),
    ],
  },
  {
    shape: 'a local getRedisClient that is a cached accessor',
    code: `import Redis from 'ioredis';
let client;
function getRedisClient() {
  if (!client) client = new Redis();
  return client;
}
export const f = (k) => getRedisClient().get(k);
`,
    reports: [
      opens(4, 'once', 'new Redis()', SHARE, { owner: '`getRedisClient`' }),
    ],
  },
  {
    shape: 'a getRedisClient of another file, whose client may be anything',
    code: `import { getRedisClient } from './redis';
import 'shared-redis';
export const f = () => getRedisClient().quit();
`,
    reports: [],
  },
  {
    shape: 'a ternary and a callback, opened per operation and never closed',
    code: `import Redis from 'ioredis';
async function withClient(client, run) {
  await client.ping();
  return run(client);
}
export const f = (a, k) =>
  withClient(a ? new Redis(a) : new Redis({ db: 1 }), (client) => client.get(k));
`,
    reports: [7, 7].map((line) =>
      opens(
        line,
        'perCall',
        'new Redis()',
        noting('handed to `run`, whose use of it cannot be seen here'),
      ),
    ),
  },
  {
    shape: 'a memoised getter: repetition is not the reason',
    code: `import Redis from 'ioredis';
let redis;
const client = () => (redis ??= new Redis());
export const f = (k) => client().get(k);
`,
    reports: [opens(3, 'once', 'new Redis()', SHARE, { owner: '`client`' })],
  },
  {
    shape: 'kept on globalThis: repetition is not the reason',
    code: `import Redis from 'ioredis';
export const f = (k) => (globalThis.redis ??= new Redis()).get(k);
`,
    reports: [
      opens(
        2,
        'once',
        'new Redis()',
        noting(
          'stored as `redis`, where code that cannot be seen here can reach it',
        ),
      ),
    ],
  },
  {
    shape: 'kept by a helper: repetition is not the reason',
    code: `import Redis from 'ioredis';
import { singleton } from './singleton';
export const f = (k) => singleton('redis', () => new Redis()).get(k);
`,
    reports: [
      opens(
        3,
        'once',
        'new Redis()',
        noting('returned: what the callers do with it cannot be seen here'),
      ),
    ],
  },
  {
    shape: 'lazyConnect and connect()',
    code: `import Redis from 'ioredis';
export async function f(k) {
  const redis = new Redis({ lazyConnect: true });
  await redis.connect();
  return redis.get(k);
}
`,
    reports: [opens(3, 'perCall', 'new Redis()')],
  },
  {
    shape: 'lazyConnect and connect() on a shared client, which is harmless',
    code: `import { getRedisClient } from 'shared-redis';
export async function f(k) {
  const redis = getRedisClient({ lazyConnect: true });
  await redis.connect();
  return redis.get(k);
}
`,
    reports: [],
  },
]);

describeShapes('Purpose', [
  {
    shape: 'the same options with opposite purposes',
    code: `import Redis from 'ioredis';
const options = { db: 1 };
const pub = new Redis(options);
const sub = new Redis(options);
await pub.publish('a', 'b');
await sub.subscribe('a');
`,
    reports: [
      opens(3, 'atImport', 'new Redis()'),
      opens(4, 'atImport', 'new Redis()', OWN_SUBSCRIBER),
    ],
  },
  {
    shape: 'the same factory call twice, with opposite purposes',
    code: `import { createRedisClient } from './create-redis';
const pub = createRedisClient('bus');
const sub = createRedisClient('bus');
await pub.publish('a', 'b');
await sub.subscribe('a');
`,
    settings: { openers: [{ module: './create-redis' }] },
    reports: [
      opens(
        2,
        'atImport',
        'createRedisClient()',
        noting(
          'an in-house function opens it: let that function return getRedisClient()',
        ),
      ),
      opens(
        3,
        'atImport',
        'createRedisClient()',
        noting(
          'it subscribes (SUBSCRIBE), so it needs a connection of its own; an in-house function opens it',
        ),
      ),
    ],
  },
  {
    shape: 'opposite purposes in other methods',
    code: `import Redis from 'ioredis';
export class Bus {
  #pub = new Redis();
  #sub = new Redis();
  send(text) {
    return this.#pub.publish('a', text);
  }
  listen() {
    return this.#sub.subscribe('a');
  }
}
`,
    reports: [
      opens(3, 'perInstance', 'new Redis()', SHARE, { owner: '`Bus`' }),
      opens(4, 'perInstance', 'new Redis()', OWN_SUBSCRIBER, {
        owner: '`Bus`',
      }),
    ],
  },
  {
    shape: 'a purpose in other files',
    code: `import Redis from 'ioredis';
export const redis = new Redis();
`,
    reports: [
      opens(
        2,
        'atImport',
        'new Redis()',
        noting(
          'exported as `redis`: what other files do with it cannot be seen here',
        ),
      ),
    ],
  },
  {
    shape: 'a purpose behind dependency injection',
    code: `import type { Redis } from 'ioredis';
import { getRedisClient } from 'shared-redis';
class Bus {
  constructor(private readonly redis: Redis) {}
  listen() {
    return this.redis.subscribe('a');
  }
}
export const bus = new Bus(getRedisClient());
`,
    reports: [harms(6, 'takesOver', 'SUBSCRIBE', SUBSCRIBER)],
  },
  {
    shape: 'names that mislead',
    code: `import Redis from 'ioredis';
import { getRedisClient } from 'shared-redis';
const pubsubClient = new Redis();
await pubsubClient.publish('a', 'b');
const blockingRedis = getRedisClient();
await blockingRedis.set('a', 'b');
`,
    reports: [opens(3, 'atImport', 'new Redis()')],
  },
  {
    shape: 'a subscribe through a parameter',
    code: `import { getRedisClient } from 'shared-redis';
const listen = (client) => client.subscribe('a');
await listen(getRedisClient());
`,
    reports: [harms(2, 'takesOver', 'SUBSCRIBE', SUBSCRIBER)],
  },
  {
    shape: 'a subscribe in a library',
    code: `import Redis from 'ioredis';
import { createAdapter } from '@socket.io/redis-adapter';
io.adapter(createAdapter(new Redis(), new Redis()));
`,
    reports: [
      opens(3, 'atImport', 'new Redis()'),
      opens(
        3,
        'atImport',
        'new Redis()',
        dedicating("socket.io's adapter subscribes on it"),
      ),
    ],
  },
  {
    shape: 'a subscribe on a duplicate()',
    code: `import { getRedisClient } from 'shared-redis';
const sub = getRedisClient().duplicate();
await sub.subscribe('a');
`,
    reports: [
      opens(
        2,
        'atImport',
        'getRedisClient().duplicate()',
        noting(
          'a duplicate() asks for a connection of its own: open it with openDedicatedRedisClient(), or use the client it copies',
        ),
      ),
    ],
  },
  {
    shape: 'BLOCK as a late argument of xreadgroup',
    code: `import { getRedisClient } from 'shared-redis';
const redis = getRedisClient();
await redis.xreadgroup('GROUP', 'g', 'c', 'COUNT', 1, 'BLOCK', 5, 'STREAMS', 's', '>');
`,
    reports: [harms(3, 'blocks', 'XREADGROUP with BLOCK')],
  },
  {
    shape: 'xreadgroup without BLOCK, of a group and a stream called BLOCK',
    code: `import { getRedisClient } from 'shared-redis';
const redis = getRedisClient();
await redis.xreadgroup('GROUP', 'BLOCK', 'c', 'STREAMS', 'BLOCK', '>');
`,
    reports: [],
  },
  {
    shape: 'a pipelined multi() and ZMPOP',
    code: `import { getRedisClient } from 'shared-redis';
const redis = getRedisClient();
await redis.multi().blpop('a', 0).set('a', 1).exec();
await redis.zmpop(1, 'z', 'MIN');
`,
    reports: [],
  },
  {
    shape: 'apart on purpose, as a comment says',
    code: `import Redis from 'ioredis';
// A connection of its own: the health check must not wait behind others.
const monitor = new Redis();
await monitor.ping();
`,
    reports: [
      opens(
        3,
        'atImport',
        'new Redis()',
        noting(
          'a comment says that it is apart on purpose: “A connection of its own: the health check must not wait behind others.”',
        ),
      ),
    ],
  },
  {
    shape: 'apart by its options: shared under a key of its own',
    code: `import { getRedisClient } from 'shared-redis';
const redis = getRedisClient();
const monitor = getRedisClient({ commandTimeout: 100 });
await redis.get('a');
await monitor.ping();
`,
    reports: [],
  },
  {
    shape: 'handed to a Queue and to a Worker',
    code: `import Redis from 'ioredis';
import { Queue, Worker } from 'bullmq';
new Queue('q', { connection: new Redis() });
new Worker('q', null, { connection: new Redis({ maxRetriesPerRequest: null }) });
`,
    reports: [
      opens(3, 'atImport', 'new Redis()'),
      opens(
        4,
        'atImport',
        'new Redis()',
        dedicating(
          "BullMQ's Worker blocks on a duplicate and needs maxRetriesPerRequest: null, with which commands wait as long as Redis is away",
        ),
      ),
    ],
  },
  {
    shape: 'handed to redlock, which is quit',
    code: `import Redis from 'ioredis';
import Redlock from 'redlock';
const lock = new Redlock([new Redis()]);
await lock.acquire(['a'], 1);
await lock.quit();
`,
    reports: [
      opens(
        3,
        'atImport',
        'new Redis()',
        dedicating("Redlock's quit() quits every client that it was given"),
      ),
    ],
  },
  {
    shape: 'handed to a rate limiter, and to connect-redis',
    code: `import Redis from 'ioredis';
import { createClient } from 'redis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { RedisStore } from 'connect-redis';
new RateLimiterRedis({ storeClient: new Redis() });
const client = createClient();
await client.connect();
new RedisStore({ client });
`,
    reports: [
      opens(5, 'atImport', 'new Redis()'),
      opens(
        6,
        'atImport',
        'createClient()',
        "Use getRedisClient() from 'shared-redis/node-redis'.",
      ),
    ],
  },
]);

describeShapes('Closing', [
  {
    shape: 'clean-up: in finally',
    code: `import { getRedisClient } from 'shared-redis';
export async function f(k) {
  const redis = getRedisClient();
  try {
    return await redis.get(k);
  } finally {
    await redis.quit();
  }
}
`,
    reports: [cleansUp(7, 'redis.quit')],
  },
  {
    shape: 'clean-up: in afterAll, onModuleDestroy and a SIGTERM handler',
    code: `import { getRedisClient } from 'shared-redis';
const redis = getRedisClient();
afterAll(() => redis.quit());
process.on('SIGTERM', () => redis.disconnect());
export class Cache {
  readonly #redis = getRedisClient();
  async onModuleDestroy() {
    await this.#redis.quit();
  }
}
`,
    reports: [
      cleansUp(3, 'redis.quit'),
      cleansUp(4, 'redis.disconnect'),
      cleansUp(8, 'this.#redis.quit'),
    ],
  },
  {
    shape: 'clean-up: to let a script end',
    code: `import { getRedisClient } from 'shared-redis';
const redis = getRedisClient();
await redis.del('a');
await redis.quit();
`,
    reports: [cleansUp(4, 'redis.quit')],
  },
  {
    shape: 'no clean-up: a reconnect',
    code: `import { getRedisClient } from 'shared-redis';
export const f = () => getRedisClient().disconnect(true);
`,
    reports: [closes(2, 'getRedisClient().disconnect')],
  },
  {
    shape: 'no clean-up: what aborts a blocking read',
    code: `import { getRedisClient } from 'shared-redis';
const redis = getRedisClient();
redis.blpop('a', 0);
process.on('SIGTERM', () => redis.disconnect());
`,
    reports: [harms(3, 'blocks', 'BLPOP'), closes(4, 'redis.disconnect')],
  },
  {
    shape: 'no clean-up: a promise that is stored, a callback that exits',
    code: `import { getRedisClient } from 'shared-redis';
const redis = getRedisClient();
export const closed = redis.quit();
redis.quit(() => process.exit(0));
`,
    reports: [closes(3, 'redis.quit'), closes(4, 'redis.quit')],
  },
  {
    shape: 'no clean-up: an end that is awaited',
    code: `import { getRedisClient } from 'shared-redis';
export async function f() {
  const redis = getRedisClient();
  redis.quit();
  await new Promise((done) => redis.once('end', done));
}
`,
    reports: [
      closes(4, 'redis.quit'),
      {
        rule: 'no-listener-leak',
        line: 5,
        messageId: 'perCall',
        data: {
          owner: '`f`',
          listener: '`end` listener',
          advice:
            'Add it once, where the program starts, or remove it here when it has done its work.',
        },
      },
    ],
  },
  {
    shape: 'no clean-up: an error handler that opens again',
    code: `import { getRedisClient } from 'shared-redis/node-redis';
let client = getRedisClient();
client.on('error', () => {
  client.destroy();
  client = getRedisClient();
});
`,
    reports: [closes(4, 'client.destroy')],
  },
  {
    shape: 'no clean-up: paired with a connect()',
    code: `import { getRedisClient } from 'shared-redis';
const redis = getRedisClient();
export async function again() {
  redis.disconnect();
  await redis.connect();
}
`,
    reports: [closes(4, 'redis.disconnect')],
  },
  {
    shape: 'a helper that quits what it is given',
    code: `import IORedis from 'ioredis';
const once = async (client) => {
  await client.get('a');
  await client.quit();
};
export const f = () => once(new IORedis());
`,
    reports: [
      opens(
        6,
        'perCall',
        'new IORedis()',
        noting(
          'its close in line 4 must stay: it can also close a client that is not shared',
        ),
      ),
    ],
  },
  {
    shape: 'a helper that quits what it is given, of which one is shared',
    code: `import IORedis from 'ioredis';
import { getRedisClient } from 'shared-redis';
const once = async (client) => {
  await client.get('a');
  await client.quit();
};
export const f = () => once(new IORedis());
export const g = () => once(getRedisClient());
`,
    reports: [
      opens(
        7,
        'perCall',
        'new IORedis()',
        noting(
          'its close in line 5 must stay: it can also close a client that is not shared',
        ),
      ),
    ],
  },
  {
    shape: 'each of an array',
    code: `import { getRedisClient } from 'shared-redis';
const clients = [getRedisClient(), getRedisClient({ db: 1 })];
clients.forEach((client) => client.disconnect());
`,
    reports: [closes(3, 'client.disconnect')],
  },
  {
    shape: 'each of an array, of which only one is shared',
    code: `import { getRedisClient, openDedicatedRedisClient } from 'shared-redis';
const clients = [getRedisClient(), openDedicatedRedisClient()];
clients.forEach((client) => client.disconnect());
`,
    reports: [],
  },
  {
    shape: 'Promise.all() of two, of which only one is shared',
    code: `import { getRedisClient, openDedicatedRedisClient } from 'shared-redis';
const a = getRedisClient();
const b = openDedicatedRedisClient();
await Promise.all([a.quit(), b.quit()]);
`,
    reports: [cleansUp(4, 'a.quit')],
  },
]);

describeShapes('Options', [
  {
    shape: 'a retryStrategy over local state',
    code: `import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  let failures = 0;
  return getRedisClient({ retryStrategy: () => ++failures }).get(k);
};
`,
    reports: [
      {
        rule: 'stable-client-options',
        line: 4,
        messageId: 'perCall',
        data: {
          option: 'retryStrategy',
          what: 'a new function',
          owner: '`f`',
          getter: 'getRedisClient',
        },
      },
    ],
  },
  {
    shape: 'one object of options for different purposes',
    code: `import { getRedisClient, openDedicatedRedisClient } from 'shared-redis';
const options = { retryStrategy: (times) => times * 10 };
export const f = (k) => getRedisClient(options).get(k);
export const g = (k) => openDedicatedRedisClient(options).blpop(k, 0);
`,
    reports: [],
  },
  {
    shape: 'a keyPrefix and a db that differ by one character',
    code: `import { getRedisClient } from 'shared-redis';
export const f = (k) => getRedisClient({ keyPrefix: 'a:', db: 1 }).get(k);
export const g = (k) => getRedisClient({ keyPrefix: 'b:', db: 2 }).get(k);
`,
    reports: [],
  },
  {
    shape: 'a keyPrefix of the caller',
    code: `import Redis from 'ioredis';
export const f = (tenant, k) => new Redis({ keyPrefix: tenant }).get(k);
`,
    reports: [
      opens(
        2,
        'perCall',
        'new Redis()',
        noting(
          '`keyPrefix` depends on `tenant`, so each call would open a shared client of its own',
        ),
      ),
    ],
  },
  {
    shape: 'spread from a constant',
    code: `import Redis from 'ioredis';
import { getRedisClient } from 'shared-redis';
const base = { db: 1, retryStrategy: () => 10 };
export const f = (k) => getRedisClient({ ...base, connectionName: 'f' }).get(k);
export const g = (k) => new Redis({ ...base, connectionName: 'g' }).get(k);
`,
    reports: [opens(5, 'perCall', 'new Redis()', SHARE, { owner: '`g`' })],
  },
]);

describeShapes('Around it', [
  {
    shape: 'a test that counts connections',
    code: `import Redis from 'ioredis';
it('leaves no connection', async () => {
  const redis = new Redis();
  expect(await redis.info('clients')).toContain('connected_clients:1');
  await redis.quit();
});
`,
    reports: [
      opens(
        3,
        'perCall',
        'new Redis()',
        noting(
          'its file counts connections, and sharing one changes the count',
        ),
        { owner: 'its function' },
      ),
    ],
  },
  {
    shape: 'ioredis-mock',
    code: `import Redis from 'ioredis-mock';
import type { Redis as Client } from 'ioredis';
const redis: Client = new Redis();
await redis.quit();
`,
    reports: [],
  },
  {
    shape: 'a mocked driver',
    code: `import Redis from 'ioredis';
vi.mock('ioredis');
const redis = new Redis();
await redis.quit();
`,
    reports: [],
  },
  {
    shape: 'uses of the type only',
    code: `import Redis, { type RedisOptions } from 'ioredis';
export const isRedis = (value: unknown): value is Redis => value instanceof Redis;
export const f = (redis: Redis, options: RedisOptions) => redis.quit();
`,
    reports: [],
  },
  {
    shape: 'quit, close, disconnect and duplicate of something else',
    code: `import { getRedisClient } from 'shared-redis';
import { Pool } from 'pg';
import puppeteer from 'puppeteer';
const browser = await puppeteer.launch();
export async function f(layer, app) {
  await getRedisClient().get('a');
  await new Pool().end();
  await browser.close();
  await browser.disconnect();
  app.quit();
  return layer.duplicate();
}
`,
    reports: [],
  },
]);
