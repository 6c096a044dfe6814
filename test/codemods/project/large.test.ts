import { describe } from 'vitest';

import { BASE, expectAll } from './support.ts';

// What does not depend on how much of a project fits into memory.

/** More than is kept of all texts, in files that have nothing to do with Redis. */
const FILLING = Object.fromEntries(
  ['src/a.ts', 'src/p.ts', 'src/z.ts'].map((file) => [
    file,
    '// Nothing.\n'.repeat(1_000_000),
  ]),
);

describe('a project with more text than is kept', () => {
  expectAll('dedicate', {
    'is followed by the names of its exports': {
      ...BASE,
      ...FILLING,
      'src/sub.ts': `\uFEFFimport { redis } from './redis';
redis.subscribe('a');`,
    },
    'is followed through files that take all of another': {
      ...BASE,
      ...FILLING,
      'src/all.ts': `export * from './redis';`,
      'src/sub.ts': `const all = require('./all');
all.redis.subscribe('a');`,
    },
    'is followed by the names of fields': {
      'src/cache.ts': `import Redis from 'ioredis';
export class Cache { readonly client = new Redis(); }`,
      ...FILLING,
      'src/sub.ts': `export const sub = (cache) => cache.client.subscribe('a');`,
    },
  });
});
