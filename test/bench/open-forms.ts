/** A way to open a connection, or what only looks like one. */
interface Form {
  readonly form: string;
  /** Each line that opens a connection ends with `// open`. */
  readonly code: string;
}

const MARK = /\/\/ open$/;

/** What `no-direct-client` and the plan promise to find, and to leave. */
export const OPEN_FORMS: readonly Form[] = [
  {
    form: '`new Redis()` of ioredis',
    code: `import Redis from 'ioredis';
export const load = (key: string) => new Redis(process.env.REDIS_URL!).get(key); // open
`,
  },
  {
    form: '`new IORedis()`, another name of it',
    code: `import IORedis from 'ioredis';
export const load = (key: string) => new IORedis(process.env.REDIS_URL!).get(key); // open
`,
  },
  {
    form: '`new ioredis.Redis()`, of the namespace',
    code: `import * as ioredis from 'ioredis';
export const load = (key: string) => new ioredis.Redis().get(key); // open
`,
  },
  {
    form: '`new Redis()` of `await import()`',
    code: `export async function load(key: string) {
  const { Redis } = await import('ioredis');
  return new Redis().get(key); // open
}
`,
  },
  {
    form: '`new Redis.Cluster()`',
    code: `import Redis from 'ioredis';
export const load = (key: string) =>
  new Redis.Cluster([{ host: 'redis', port: 6379 }]).get(key); // open
`,
  },
  {
    form: '`new` of a class that extends `Redis`',
    code: `import Redis from 'ioredis';
class Cache extends Redis {}
export const load = (key: string) => new Cache().get(key); // open
`,
  },
  {
    form: '`new Valkey()` of iovalkey',
    code: `import Valkey from 'iovalkey';
export const load = (key: string) => new Valkey().get(key); // open
`,
  },
  {
    form: '`createClient()` of node-redis',
    code: `import { createClient } from 'redis';
export async function load(key: string) {
  const client = await createClient().connect(); // open
  return client.get(key);
}
`,
  },
  {
    form: '`duplicate()` of a client',
    code: `import type { Redis } from 'ioredis';
export const listen = (redis: Redis) =>
  redis.duplicate().subscribe('news'); // open
`,
  },
  {
    form: '`Redis` of @upstash/redis, which speaks HTTP',
    code: `import { Redis } from '@upstash/redis';
export const load = (key: string) => new Redis({ url: '', token: '' }).get(key);
`,
  },
  {
    form: 'a class `Redis` of your own',
    code: `class Redis {
  get = (key: string) => key;
}
export const load = (key: string) => new Redis().get(key);
`,
  },
  {
    form: '`createClient()` of graphql-ws',
    code: `import { createClient } from 'graphql-ws';
export const client = createClient({ url: 'ws://localhost/graphql' });
`,
  },
  {
    form: '`duplicate()` of what is no client',
    code: `import { page } from './page';
export const copy = () => page.duplicate();
`,
  },
];

/** The lines that open a connection, from 1. */
export function opensIn(code: string): readonly number[] {
  return code
    .split('\n')
    .flatMap((line, at) => (MARK.test(line) ? [at + 1] : []));
}
