import { describe } from 'vitest';

import { expectVerdict, REDIS } from './support.ts';

// `duplicate()` of a client that came from another file.

const SUBSCRIBES = `const copy = client.duplicate();
  copy.subscribe('a');`;

describe('a copy is rewritten', () => {
  expectVerdict('duplicate', 'dedicate', {
    'of an imported client': {
      'src/redis.ts': REDIS,
      'src/b.ts': `import { redis as client } from './redis';
${SUBSCRIBES}`,
    },
    'of a parameter that is declared to be one': {
      'src/a.ts': `import Redis from 'ioredis';
import { listen } from './b';
listen(new Redis(process.env.A));`,
      'src/b.ts': `import type { Redis } from 'ioredis';
export function listen(client: Redis) {
  ${SUBSCRIBES}
}`,
    },
    'where another module of the project exports the type': {
      'src/redis.ts': `import { Redis } from 'ioredis';
export { Redis } from 'ioredis';
export const open = () => new Redis(process.env.A);`,
      'src/b.ts': `import { open, type Redis } from './redis';
export class Listener {
  client: Redis;
  constructor() { this.client = open(); }
  listen() { const copy = this.client.duplicate(); copy.subscribe('a'); }
}`,
    },
    'of what a function of the project returns': {
      'src/redis.ts': `import Redis from 'ioredis';
export function open() { const client = new Redis(process.env.A); client.on('error', log); return client; }`,
      'src/b.ts': `import { open } from './redis';
const client = open();
${SUBSCRIBES}`,
    },
  });
});

describe('a copy stays, for it may be none of a client', () => {
  expectVerdict('duplicate', 'manual', {
    'of a parameter that may be a cluster': {
      'src/a.ts': `import Redis from 'ioredis';
import { listen } from './b';
listen(new Redis(process.env.A));`,
      'src/b.ts': `import { Cluster, Redis } from 'ioredis';
export function listen(client: Redis | Cluster) {
  ${SUBSCRIBES}
}`,
    },
    'of a parameter that may be a cluster, in the file of the client': {
      'src/a.ts': `import { Cluster, Redis } from 'ioredis';
export function listen(client: Redis | Cluster = new Redis(process.env.A)) {
  ${SUBSCRIBES}
}`,
    },
    'of a parameter that may be anything': {
      'src/a.js': `import Redis from 'ioredis';
import { listen } from './b';
listen(new Redis(process.env.A));`,
      'src/b.js': `export function listen(client) {
  ${SUBSCRIBES}
}`,
    },
    'of what an adapter returns, here for a fake': {
      'src/a.ts': `import Redis from 'ioredis';
import { adapt } from './b';
adapt(new Redis(process.env.A)).get('a');`,
      'src/b.ts': `export function adapt(client: any) { return client; }`,
      'src/c.test.ts': `import { adapt } from './b';
const client = adapt({ duplicate: fake });
${SUBSCRIBES}`,
    },
  });
});
