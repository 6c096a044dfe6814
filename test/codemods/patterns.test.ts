// The shapes of real code in one file each, and what becomes of the opens in
// them. How files change is in test/fixtures/codemod.
import { describe, expect, it } from 'vitest';

import type { Verdict } from '../../rules/src/verdicts/index.ts';
import { planned } from './project/support.ts';

interface Shape {
  readonly shape: string;
  readonly code: string;
  /** Of each open, in their order. */
  readonly verdicts: readonly Verdict[];
}

function describeShapes(theme: string, shapes: readonly Shape[]): void {
  describe(theme, () => {
    it.each(shapes)('$shape', ({ code, verdicts }) => {
      const { sites } = planned({ 'file.js': code }).plan;
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
    shape: 'handed to a rate limiter',
    code: `import Redis from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
new RateLimiterRedis({ storeClient: new Redis() });
`,
    verdicts: ['share'],
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
