import type { Code } from './languages.js';

/** Code to start from. */
export interface Example extends Code {
  readonly title: string;
}

export const EXAMPLES: readonly [Example, ...Example[]] = [
  {
    title: 'share: a client per call, with its close',
    language: 'ts',
    text: `import Redis from 'ioredis';

const url = process.env.REDIS_URL ?? 'redis://localhost:6379';

export async function acquireLock(name: string, token: string) {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  try {
    return await redis.set(name, token, 'PX', 30_000, 'NX');
  } finally {
    await redis.quit();
  }
}
`,
  },
  {
    title: 'share: options that are new at each call, moved out',
    language: 'ts',
    text: `import Redis from 'ioredis';

export class Cache {
  async read(key: string) {
    const redis = new Redis({
      host: 'cache',
      retryStrategy: (times) => Math.min(times * 50, 2000),
    });
    const value = await redis.get(key);
    redis.disconnect();
    return value;
  }
}
`,
  },
  {
    title: 'dedicate: a subscriber',
    language: 'ts',
    text: `import Redis from 'ioredis';

export async function follow(channel: string, onMessage: (text: string) => void) {
  const subscriber = new Redis(process.env.REDIS_URL!);
  subscriber.on('message', (_channel, text) => onMessage(text));
  await subscriber.subscribe(channel);
  return () => subscriber.quit();
}
`,
  },
  {
    title: 'manual: an exported client',
    language: 'ts',
    text: `import Redis from 'ioredis';

// Who imports it, and what they do with it, is in files that this page does not see.
export const redis = new Redis(process.env.REDIS_URL!);
`,
  },
  {
    title: 'node-redis',
    language: 'ts',
    text: `import { createClient } from 'redis';

export async function visits(page: string) {
  const client = createClient({ url: process.env.REDIS_URL });
  await client.connect();
  const count = await client.incr('visits:' + page);
  await client.close();
  return count;
}
`,
  },
  {
    title: 'CommonJS',
    language: 'cjs',
    text: `const Redis = require('ioredis');

exports.isReady = async function isReady() {
  const redis = new Redis(process.env.REDIS_URL);
  const answer = await redis.ping();
  await redis.quit();
  return answer === 'PONG';
};
`,
  },
  {
    title: 'what harms a shared client',
    language: 'ts',
    text: `import { getRedisClient } from 'shared-redis';

export async function nextJob(queue: string) {
  const redis = getRedisClient(process.env.REDIS_URL!, {
    retryStrategy: () => 100,
  });
  redis.on('error', (error) => console.error(error));
  const job = await redis.blpop(queue, 0);
  await redis.quit();
  return job;
}
`,
  },
];
