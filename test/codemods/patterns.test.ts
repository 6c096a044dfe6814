// The shapes of real code, mostly in one file each, and what becomes of the
// opens in them. How files change is in test/fixtures/codemod.
import { describe, expect, it } from 'vitest';

import type { Verdict } from '../../rules/src/verdicts/index.ts';
import { type Files, planned } from './project/support.ts';

interface Shape {
  readonly shape: string;
  readonly code: string;
  /** What is beside its file. */
  readonly others?: Files;
  /** Of each open, in their order. */
  readonly verdicts: readonly Verdict[];
}

function describeShapes(theme: string, shapes: readonly Shape[]): void {
  describe(theme, () => {
    it.each(shapes)('$shape', ({ code, others, verdicts }) => {
      const { sites } = planned({ 'file.js': code, ...others }).plan;
      expect(sites.map(({ verdict }) => verdict)).toEqual(verdicts);
    });
  });
}

describeShapes('Opening', [
  {
    shape: 'the local name says nothing',
    code: `import redis from 'ioredis';
export const f = (k) => new redis().get(k);
`,
    verdicts: ['share'],
  },
  {
    shape: 'inline in an array',
    code: `import { Redis as Client } from 'ioredis';
const all = [new Client('redis://a')];
await all[0].get('a');
`,
    verdicts: ['share'],
  },
  {
    shape: 'a conditional as the callee',
    code: `import Redis, { Cluster } from 'ioredis';
export const f = (k) => new (process.env.C ? Cluster : Redis)().get(k);
`,
    verdicts: ['manual'],
  },
  {
    shape: 'a constructor from a lazy require',
    code: `export const f = (k) => {
  const Redis = require('ioredis');
  return new Redis().get(k);
};
`,
    verdicts: ['share'],
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
    verdicts: ['manual', 'manual'],
  },
  {
    shape: 'Redis of quite another package',
    code: `import { Redis } from '@upstash/redis';
import 'ioredis';
export const f = (k) => new Redis({}).get(k);
`,
    verdicts: [],
  },
  {
    shape: 'a wrapper package that is installed, of which nothing is known',
    code: `const redis = require('@company/redis-wrapper').createClient(settings);
redis.subscribe('a');
`,
    others: { 'package.json': '{ "dependencies": { "ioredis": "^5.0.0" } }' },
    verdicts: [],
  },
  {
    shape: 'a wrapper package of the workspace',
    code: `const wrapper = require('@company/redis-wrapper');
exports.pub = () => wrapper.createClient().publish('a', 'b');
exports.sub = () => wrapper.createClient().subscribe('a');
`,
    others: {
      'package.json': '{ "private": true, "workspaces": ["wrapper"] }',
      'wrapper/package.json':
        '{ "private": true, "name": "@company/redis-wrapper", "main": "index.js" }',
      'wrapper/index.js': `const Redis = require('ioredis');
exports.createClient = () => new Redis(process.env.REDIS_URL);
`,
    },
    verdicts: ['dedicate', 'dedicate', 'dedicate'],
  },
  {
    shape: 'a wrapper package of the workspace whose callers say which server',
    code: `exports.get = (settings, k) =>
  require('@company/redis-wrapper').createClient(settings).get(k);
`,
    others: {
      'package.json': '{ "private": true, "workspaces": ["wrapper"] }',
      'wrapper/package.json':
        '{ "private": true, "name": "@company/redis-wrapper", "main": "index.js" }',
      'wrapper/index.js': `const Redis = require('ioredis');
exports.createClient = (settings) => new Redis(settings);
`,
    },
    verdicts: ['share', 'share'],
  },
  {
    shape: 'a factory of an object that holds it',
    code: `import Redis from 'ioredis';
import { Queue } from 'bullmq';
const options = () => ({ connection: new Redis(), prefix: 'q' });
export const queue = new Queue('a', options());
`,
    verdicts: ['share'],
  },
  {
    shape: 'an adapter that hides it',
    code: `import Redis from 'ioredis';
class Cache {
  #redis = new Redis();
  get(k) {
    return this.#redis.get(k);
  }
}
const make = () => new Cache();
export const f = (k) => make().get(k);
`,
    verdicts: ['share'],
  },
  {
    shape: 'an adapter that hides it, and subscribes',
    code: `import Redis from 'ioredis';
class Bus {
  #redis = new Redis();
  listen(channel) {
    return this.#redis.subscribe(channel);
  }
}
const make = () => new Bus();
export const f = (k) => make().listen(k);
`,
    verdicts: ['dedicate'],
  },
  {
    shape: 'one or the other, handed to a callback runner and never closed',
    code: `import Redis from 'ioredis';
const withClient = async (client, run) => run(client);
export const f = (k) =>
  withClient(
    process.env.A ? new Redis(process.env.A) : new Redis({ db: 1 }),
    (client) => client.get(k),
  );
`,
    verdicts: ['share', 'share'],
  },
  {
    shape:
      'one or the other, handed to a runner whose callbacks do the opposite',
    code: `import Redis from 'ioredis';
const withClient = async (client, run) => run(client);
const open = () => (process.env.A ? new Redis(process.env.A) : new Redis({ db: 1 }));
export const f = (k) => withClient(open(), (client) => client.get(k));
export const g = (k) => withClient(open(), (client) => client.subscribe(k));
`,
    // The runner is one function: what one callback does, each may.
    verdicts: ['dedicate', 'dedicate', 'dedicate', 'dedicate'],
  },
  {
    shape: 'a runner of a library',
    code: `import Redis from 'ioredis';
import { withClient } from 'a-library';
export const f = (k) =>
  withClient(process.env.A ? new Redis(process.env.A) : new Redis({ db: 1 }), (client) => client.get(k));
`,
    verdicts: ['manual', 'manual'],
  },
  {
    shape: 'a singleton of a library',
    code: `import Redis from 'ioredis';
import { singleton } from 'a-library';
const redis = singleton('redis', () => new Redis());
export const f = (k) => redis.get(k);
`,
    verdicts: ['manual'],
  },
  {
    shape: 'a local getRedisClient that keeps what it opened',
    code: `import Redis from 'ioredis';
let client;
function getRedisClient() {
  if (!client) client = new Redis();
  return client;
}
export const f = (k) => getRedisClient().get(k);
`,
    verdicts: ['share'],
  },
  {
    shape: 'a factory that patches what it returns',
    code: `import Redis from 'ioredis';
function make() {
  const redis = new Redis();
  redis.healthCheck = () => redis.ping();
  return redis;
}
export const f = (k) => make().get(k);
`,
    verdicts: ['manual', 'manual'],
  },
  {
    shape: 'a local getRedisClient that opens at each call',
    code: `import Redis from 'ioredis';
function getRedisClient() {
  return new Redis();
}
export const f = (k) => getRedisClient().get(k);
`,
    verdicts: ['share', 'share'],
  },
  {
    shape: 'a memoised getter',
    code: `import Redis from 'ioredis';
let redis;
const client = () => (redis ??= new Redis());
export const f = (k) => client().get(k);
`,
    verdicts: ['share'],
  },
  {
    shape: 'kept on globalThis',
    code: `import Redis from 'ioredis';
globalThis.redis ??= new Redis();
export const f = (k) => globalThis.redis.get(k);
`,
    verdicts: ['share'],
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
    verdicts: ['share'],
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
    verdicts: ['share', 'dedicate'],
  },
  {
    shape: 'names that mislead',
    code: `import Redis from 'ioredis';
const pubsubClient = new Redis();
await pubsubClient.publish('a', 'b');
const blockingRedis = new Redis();
await blockingRedis.set('a', 'b');
`,
    verdicts: ['share', 'share'],
  },
  {
    shape: 'a subscribe in a library, on a duplicate()',
    code: `import Redis from 'ioredis';
import { createAdapter } from '@socket.io/redis-adapter';
const pub = new Redis();
const sub = pub.duplicate();
createAdapter(pub, sub);
`,
    verdicts: ['share', 'dedicate'],
  },
  {
    shape: 'BLOCK as a late argument of xreadgroup',
    code: `import Redis from 'ioredis';
const blocks = new Redis();
await blocks.xreadgroup('GROUP', 'g', 'c', 'COUNT', 1, 'BLOCK', 5, 'STREAMS', 's', '>');
const reads = new Redis();
await reads.xreadgroup('GROUP', 'g', 'c', 'STREAMS', 's', '>');
`,
    verdicts: ['dedicate', 'share'],
  },
  {
    shape: 'a pipelined multi() and ZMPOP',
    code: `import Redis from 'ioredis';
const redis = new Redis();
await redis.multi().set('a', 1).exec();
await redis.zmpop(1, 'z', 'MIN');
`,
    verdicts: ['share'],
  },
  {
    shape: 'apart on purpose, as a comment says',
    code: `import Redis from 'ioredis';
// A connection of its own: the health check must not wait behind others.
const monitor = new Redis({ commandTimeout: 100 });
await monitor.ping();
`,
    verdicts: ['manual'],
  },
  {
    shape: 'handed to a Queue and to a Worker',
    code: `import Redis from 'ioredis';
import { Queue, Worker } from 'bullmq';
new Queue('q', { connection: new Redis() });
new Worker('q', null, { connection: new Redis({ maxRetriesPerRequest: null }) });
`,
    verdicts: ['share', 'dedicate'],
  },
  {
    shape: 'handed to redlock, which is quit',
    code: `import Redis from 'ioredis';
import Redlock from 'redlock';
const lock = new Redlock([new Redis()]);
await lock.acquire(['a'], 1);
await lock.quit();
`,
    verdicts: ['dedicate'],
  },
  {
    shape: 'handed to connect-redis, whose version nothing says',
    code: `import Redis from 'ioredis';
import { RedisStore } from 'connect-redis';
new RedisStore({ client: new Redis() });
`,
    verdicts: ['manual'],
  },
  {
    shape: 'handed to connect-redis 8, which takes ioredis',
    code: `import Redis from 'ioredis';
import { RedisStore } from 'connect-redis';
new RedisStore({ client: new Redis() });
`,
    others: {
      'package.json': '{ "dependencies": { "connect-redis": "^8.0.0" } }',
    },
    verdicts: ['share'],
  },
  {
    shape: 'handed to connect-redis 9, which does not',
    code: `import Redis from 'ioredis';
import { RedisStore } from 'connect-redis';
new RedisStore({ client: new Redis() });
`,
    others: {
      'package.json': '{ "dependencies": { "connect-redis": "^9.0.0" } }',
    },
    verdicts: ['manual'],
  },
  {
    shape: 'handed to a rate limiter',
    code: `import Redis from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
new RateLimiterRedis({ storeClient: new Redis() });
`,
    verdicts: ['share'],
  },
  {
    shape: 'what a library sends through a function',
    code: `import Redis from 'ioredis';
import { createClient } from 'redis';
import { RedisStore } from 'rate-limit-redis';
class Limits {
  private client: Redis = new Redis();
  limit(prefix: string) {
    return new RedisStore({
      prefix,
      sendCommand: (...args: string[]) => this.client.call(...(args as [string])),
    });
  }
}
const named = new Redis();
new RedisStore({
  sendCommand: async (command: string, ...args: string[]) => {
    return (await named.call(command, ...args)) as number;
  },
});
const other = createClient();
await other.connect();
new RedisStore({ sendCommand: (...args: string[]) => other.sendCommand(args) });
`,
    verdicts: ['share', 'share', 'share'],
  },
  {
    shape:
      'more than what a library sends, or what another sends, through a function',
    code: `import Redis from 'ioredis';
import { RedisStore } from 'rate-limit-redis';
import { Sender } from 'unknown-library';
const a = new Redis();
new RedisStore({ sendCommand: (...args) => { change(args); return a.call(...args); } });
const b = new Redis();
new RedisStore({ sendCommand: (...args) => b.call('CLIENT', ...args) });
const c = new Redis();
new Sender({ sendCommand: (...args) => c.call(...args) });
const d = new Redis();
new RedisStore({ other: (...args) => d.call(...args) });
const e = new Redis();
new RedisStore({ sendCommand: (...args) => e.call(...args) });
await e.subscribe('news');
`,
    verdicts: ['manual', 'manual', 'manual', 'manual', 'dedicate'],
  },
]);

describeShapes('Closing', [
  {
    shape: 'a helper that quits what it is given',
    code: `import IORedis from 'ioredis';
const once = async (client) => {
  await client.get('a');
  await client.quit();
};
export const f = () => once(new IORedis());
`,
    verdicts: ['manual'],
  },
  {
    shape: 'each of an array',
    code: `import Redis from 'ioredis';
const clients = [new Redis(), new Redis({ db: 1 })];
await clients[0].get('a');
clients.forEach((client) => client.disconnect());
`,
    verdicts: ['manual', 'manual'],
  },
  {
    shape: 'its end is awaited',
    code: `import Redis from 'ioredis';
export async function f(k) {
  const redis = new Redis();
  await redis.get(k);
  redis.quit();
  await new Promise((done) => redis.once('end', done));
}
`,
    verdicts: ['manual'],
  },
  {
    shape: 'its promise is stored',
    code: `import Redis from 'ioredis';
export async function f(k) {
  const redis = new Redis();
  await redis.get(k);
  const closed = redis.quit();
  return closed;
}
`,
    verdicts: ['manual'],
  },
  {
    shape: 'its callback exits',
    code: `import Redis from 'ioredis';
const redis = new Redis();
await redis.get('a');
redis.quit(() => process.exit(0));
`,
    verdicts: ['manual'],
  },
  {
    shape: 'aborts a blocking read',
    code: `import Redis from 'ioredis';
const redis = new Redis();
redis.blpop('a', 0);
process.on('SIGTERM', () => redis.disconnect());
`,
    verdicts: ['dedicate'],
  },
  {
    shape: 'an error handler that opens again',
    code: `import Redis from 'ioredis';
let redis = new Redis();
redis.on('error', () => {
  redis.disconnect();
  redis = new Redis();
});
await redis.get('a');
`,
    verdicts: ['manual', 'manual'],
  },
  {
    shape: 'paired with a connect()',
    code: `import Redis from 'ioredis';
const redis = new Redis();
export async function again() {
  redis.disconnect();
  await redis.connect();
}
await redis.get('a');
`,
    verdicts: ['manual'],
  },
]);

describeShapes('Options', [
  {
    shape: 'a retryStrategy over local state',
    code: `import Redis from 'ioredis';
export const f = (k) => {
  let failures = 0;
  return new Redis({ retryStrategy: () => ++failures }).get(k);
};
`,
    verdicts: ['manual'],
  },
  {
    shape: 'a keyPrefix of the caller',
    code: `import Redis from 'ioredis';
export const f = (tenant, k) => new Redis({ keyPrefix: tenant }).get(k);
`,
    verdicts: ['manual'],
  },
  {
    shape: 'spread from a constant',
    code: `import Redis from 'ioredis';
const base = { db: 1 };
export const f = (k) => new Redis({ ...base, connectionName: 'f' }).get(k);
`,
    verdicts: ['share'],
  },
]);

describeShapes('Around it', [
  {
    shape: 'a test that counts connections, and expects them to go again',
    code: `import Redis from 'ioredis';
const connected = async (c) => /connected_clients:(\\d+)/.exec(await c.info('clients'))[1];
test('leaks nothing', async () => {
  const watch = new Redis();
  const before = await connected(watch);
  const redis = new Redis();
  await redis.get('a');
  await redis.quit();
  expect(await connected(watch)).toBe(before);
  await watch.quit();
});
`,
    verdicts: ['manual', 'manual'],
  },
  {
    shape: 'metrics of connections, which nothing expects to be the same',
    code: `import Redis from 'ioredis';
const redis = new Redis();
export const clients = async () =>
  /connected_clients:(\\d+)/.exec(await redis.info('clients'))[1];
`,
    verdicts: ['share'],
  },
  {
    shape: 'ioredis-mock',
    code: `import Redis from 'ioredis-mock';
const redis = new Redis();
await redis.get('a');
`,
    verdicts: [],
  },
  {
    shape: 'a driver that is mocked',
    code: `import Redis from 'ioredis';
vi.mock('ioredis');
const redis = new Redis();
await redis.get('a');
`,
    verdicts: [],
  },
  {
    shape: 'a driver that is mocked by another package',
    code: `import Redis from 'ioredis';
jest.mock('ioredis', () => require('ioredis-mock'));
const redis = new Redis();
await redis.get('a');
`,
    verdicts: [],
  },
]);

describe('Around it', () => {
  /** What becomes of a file; the same text where nothing does. */
  const after = (code: string): string =>
    planned({ 'file.ts': code }).changes[0]?.after ?? code;

  it('types stay, and so does their import, for types', () => {
    expect(
      after(`import Redis from 'ioredis';
export const get = (redis: Redis, key: string) => redis.get(key);
export const now = (key: string) => get(new Redis(), key);
`),
    ).toBe(`import type Redis from 'ioredis';
import { getRedisClient } from 'shared-redis';
export const get = (redis: Redis, key: string) => redis.get(key);
export const now = (key: string) => get(getRedisClient(), key);
`);
  });

  it('a file that has nothing of Redis but types stays as it is', () => {
    const code = `import type Redis from 'ioredis';
export const close = (redis: Redis) => redis.quit();
`;
    expect(after(code)).toBe(code);
  });

  it.each(['quit', 'close', 'disconnect', 'duplicate'])(
    '%s() of what is no client of Redis stays',
    (method) => {
      const others = (open: string, driver: string): string => `${driver}
import { connect } from 'some-database';
export async function f(key: string) {
  const database = await connect();
  const redis = ${open};
  try {
    return await redis.get(key);
  } finally {
    database.${method}();
  }
}
`;
      expect(after(others('new Redis()', `import Redis from 'ioredis';`))).toBe(
        others(
          'getRedisClient()',
          `import { getRedisClient } from 'shared-redis';`,
        ),
      );
    },
  );
});
