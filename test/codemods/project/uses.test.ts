import { describe } from 'vitest';

import { BASE, REDIS, expectAll } from './support.ts';

// What is done to a client in another file.

describe('sees a SUBSCRIBE or the like behind', () => {
  expectAll('dedicate', {
    'a close that interrupts a blocking read': {
      'src/redis.ts': `import Redis from 'ioredis';
export const redis = new Redis(process.env.A);`,
      'src/b.ts': `import { redis } from './redis';
export const f = async () => { while (true) await redis.blpop('a', 0); };`,
      'src/c.ts': `import { redis } from './redis';
export const stop = () => { redis.disconnect(); };`,
    },
    WATCH: {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.watch('a');`,
    },
    SELECT: {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.select(2);`,
    },
    MONITOR: {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.monitor();`,
    },
    'XREAD BLOCK': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.xread('BLOCK', 0, 'STREAMS', 'a', '$');`,
    },
    'a worker': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
import { Worker } from 'bullmq';
new Worker('a', f, { connection: redis });`,
    },
    'a class that extends a worker': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
import { Worker } from 'bullmq';
export class Jobs extends Worker { constructor() { super('a', f, { connection: redis }); } }`,
    },
    'one without a constructor': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
import { Worker } from 'bullmq';
class Jobs extends Worker {}
new Jobs('a', f, { connection: redis });`,
    },
    'options of a worker in another file': {
      ...BASE,
      'src/opts.ts': `import { redis } from './redis';
export const opts = { connection: redis };`,
      'src/b.ts': `import { opts } from './opts';
import { Worker } from 'bullmq';
new Worker('a', f, opts);`,
    },
    'a library that closes': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
import Redlock from 'redlock';
export const lock = new Redlock([redis]);`,
      'src/c.ts': `import { lock } from './b';
export const stop = () => lock.quit();`,
    },
    'a test that subscribes': {
      ...BASE,
      'test/b.test.ts': `import { redis } from '../src/redis';
redis.subscribe('a');`,
    },
  });
});

describe('leaves to the reader', () => {
  expectAll('manual', {
    'a class that extends what sends ordinary commands, for it may do more': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
export class Limiter extends RateLimiterRedis {
  constructor() { super({ storeClient: redis }); }
  stop() { return this.client.quit(); }
}`,
    },
    'a close whose promise is kept': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
export const closed = redis.quit();`,
    },
    'a close with then()': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.quit().then(() => process.exit(0));`,
    },
    'a close that is returned': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
export function close() { return redis.quit(); }`,
      'src/c.ts': `import { close } from './b';
await close(); console.log('closed');`,
    },
    'disconnect(true)': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.disconnect(true);`,
    },
    'a close before connect()': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
export async function restart() { await redis.quit(); await redis.connect(); }`,
    },
    'a close in reaction to an event': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.on('error', () => redis.disconnect());`,
    },
    'a close that ends a promise': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
export const f = () => new Promise((r) => { redis.once('end', r); redis.quit(); });`,
    },
    'a close of one of two clients': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
import { other } from 'unknown';
export const f = async (x) => { const c = x ? redis : other; await c.quit(); };`,
    },
    'a close in a function that others call': {
      ...BASE,
      'src/b.ts': `export async function stop(c) { await c.quit(); }`,
      'src/c.ts': `import { redis } from './redis';
import { stop } from './b';
import { other } from 'unknown';
stop(redis); stop(other);`,
    },
    'a close of all that an array holds': {
      ...BASE,
      'src/h.ts': `export async function closeAll(cs) { for (const c of cs) await c.quit(); }`,
      'src/b.ts': `import { redis } from './redis';
import { closeAll } from './h';
import { other } from 'x';
closeAll([redis, other]);`,
    },
    'a listener for the end': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.on('end', () => process.exit(1));`,
    },
    'options that are changed': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.options.maxRetriesPerRequest = null;`,
    },
    'a method that is added': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
(redis as any).healthCheck = () => redis.ping();`,
    },
    'a command that is patched': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
const get = redis.get.bind(redis); redis.get = (k) => get('x' + k);`,
    },
    'a property that is defined': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
Object.defineProperty(redis, 'healthCheck', { value: 1 });`,
    },
    'properties that are assigned': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
Object.assign(redis, { healthCheck() {} });`,
    },
    'a computed method': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
export const f = (m) => redis[m]('a');`,
    },
    'a client that is spread': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
export const x = { ...redis };`,
    },
    'a test of its own project': {
      'src/redis.ts': REDIS,
      'test/b.test.ts': `import { redis } from '../src/redis';
foo(redis);`,
    },
  });
});

describe('shares a client that only runs commands behind', () => {
  expectAll('share', {
    'a close that is clean-up': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
process.on('SIGTERM', async () => { await redis.quit(); });`,
    },
    'a queue': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
import { Queue } from 'bullmq';
new Queue('a', { connection: redis });`,
    },
    'a test that hands it on': {
      ...BASE,
      'test/b.test.ts': `import { redis } from '../src/redis';
foo(redis);`,
    },
  });
});
