import { describe } from 'vitest';

import { BASE, GETS, expectAll } from './support.ts';

// How an importer takes a client from an ES module.

describe('sees a SUBSCRIBE or the like behind', () => {
  expectAll('dedicate', {
    'a named import': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.subscribe('a');`,
    },
    'a named import under another name': {
      ...BASE,
      'src/b.ts': `import { redis as r } from './redis';
r.subscribe('a');`,
    },
    'a namespace': {
      ...BASE,
      'src/b.ts': `import * as all from './redis';
all.redis.subscribe('a');`,
    },
    'a namespace that is taken apart': {
      ...BASE,
      'src/b.ts': `import * as all from './redis';
const { redis: r } = all; r.subscribe('a');`,
    },
    'a computed member of a namespace': {
      ...BASE,
      'src/b.ts': `import * as all from './redis';
all[process.argv[2]].subscribe('a');`,
    },
    'a namespace that is spread': {
      ...BASE,
      'src/b.ts': `import * as all from './redis';
export const x = { ...all };`,
      'src/c.ts': `import { x } from './b';
x.redis.subscribe('a');`,
    },
    'a namespace import over several lines': {
      ...BASE,
      'src/b.ts': `import * as
 all
 from './redis';
all.redis.subscribe('a');`,
    },
    'a chain of export *': {
      ...BASE,
      'src/b.ts': `export * from './redis';`,
      'src/c.ts': `export * from './b';`,
      'src/d.ts': `import { redis } from './c';
redis.subscribe('a');`,
    },
    'a cycle of export *': {
      ...BASE,
      'src/b.ts': `export * from './redis';
export * from './c';`,
      'src/c.ts': `export * from './b';`,
      'src/d.ts': `import { redis } from './c';
redis.subscribe('a');`,
    },
    'export * as': {
      ...BASE,
      'src/b.ts': `export * as ns from './redis';`,
      'src/d.ts': `import { ns } from './b';
ns.redis.subscribe('a');`,
    },
    'export * as, twice': {
      ...BASE,
      'src/b.ts': `export * as ns from './redis';`,
      'src/c.ts': `export * as m from './b';`,
      'src/d.ts': `import * as q from './c';
q.m.ns.redis.subscribe('a');`,
    },
    'export * as default': {
      ...BASE,
      'src/b.ts': `export * as default from './redis';`,
      'src/d.ts': `import ns from './b';
ns.redis.subscribe('a');`,
    },
    'an export under another name': {
      ...BASE,
      'src/b.ts': `export { redis as client } from './redis';`,
      'src/d.ts': `import { client } from './b';
client.subscribe('a');`,
    },
    'an export as default': {
      ...BASE,
      'src/b.ts': `export { redis as default } from './redis';`,
      'src/d.ts': `import client from './b';
client.subscribe('a');`,
    },
    'an import that is exported again': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
export { redis as x };`,
      'src/d.ts': `import { x } from './b';
x.subscribe('a');`,
    },
    'an import that is exported as default': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
export default redis;`,
      'src/d.ts': `import x from './b';
x.subscribe('a');`,
    },
    'a namespace that is exported again': {
      ...BASE,
      'src/b.ts': `import * as ns from './redis';
export { ns };`,
      'src/d.ts': `import { ns } from './b';
ns.redis.subscribe('a');`,
    },
    'a namespace in a default export': {
      ...BASE,
      'src/b.ts': `import * as ns from './redis';
export default { ns };`,
      'src/d.ts': `import b from './b';
b.ns.redis.subscribe('a');`,
    },
    'a name that is a string': {
      'src/redis.ts': `import Redis from 'ioredis';
const redis = new Redis();
redis.get('a');
export { redis as 'my-redis' };`,
      'src/d.ts': `import { 'my-redis' as r } from './redis';
r.subscribe('a');`,
    },
    'import = require()': {
      ...BASE,
      'src/b.ts': `import x = require('./redis');
x.redis.subscribe('a');`,
    },
    'export import = require()': {
      ...BASE,
      'src/b.ts': `export import x = require('./redis');`,
      'src/c.ts': `import { x } from './b';
x.redis.subscribe('a');`,
    },
    'export =': {
      'src/redis.ts': `import Redis = require('ioredis');
const redis = new Redis();
redis.get('a');
export = redis;`,
      'src/b.ts': `import redis = require('./redis');
redis.subscribe('a');`,
    },
    'export = by a default import': {
      'src/redis.ts': `import Redis = require('ioredis');
const redis = new Redis();
redis.get('a');
export = redis;`,
      'src/b.ts': `import redis from './redis';
redis.subscribe('a');`,
    },
    'export = by a namespace import': {
      'src/redis.ts': `import Redis = require('ioredis');
const redis = new Redis();
redis.get('a');
export = redis;`,
      'src/b.ts': `import * as redis from './redis';
redis.subscribe('a');`,
    },
    'export = of an object': {
      'src/redis.ts': `import Redis = require('ioredis');
const redis = new Redis();
redis.get('a');
export = { redis };`,
      'src/b.ts': `import { redis } from './redis';
redis.subscribe('a');`,
    },
    'a type-only import beside a parameter': {
      ...BASE,
      'src/b.ts': `import type { redis } from './redis';
export function f(r: typeof redis) { r.subscribe('a'); }`,
      'src/c.ts': `import { f } from './b';
import { redis } from './redis';
f(redis);`,
    },
    'an exported let': {
      'src/redis.ts': `import Redis from 'ioredis';
export let redis;
export function init() { redis = new Redis(); }`,
      'src/ok.ts': GETS,
      'src/b.ts': `import { redis } from './redis';
redis.subscribe('a');`,
    },
    'an exported pattern': {
      'src/redis.ts': `import Redis from 'ioredis';
export const { redis } = { redis: new Redis() };
redis.get('a')`,
      'src/c.ts': `import { redis } from './redis';
redis.subscribe('a');`,
    },
    'an exported pattern of an array': {
      'src/redis.ts': `import Redis from 'ioredis';
export const [a, b] = [new Redis(), new Redis(1)];
a.get('a'); b.get('a');`,
      'src/c.ts': `import { a, b } from './redis';
a.subscribe('a'); b.subscribe('b');`,
    },
    'a default export that holds it': {
      'src/redis.ts': `import Redis from 'ioredis';
const redis = new Redis();
redis.get('a');
export default { redis };`,
      'src/c.ts': `import r from './redis';
r.redis.subscribe('a');`,
    },
    'a default export through a namespace': {
      'src/redis.ts': `import Redis from 'ioredis';
const redis = new Redis();
redis.get('a');
export default { redis };`,
      'src/c.ts': `import * as r from './redis';
r.default.redis.subscribe('a');`,
    },
    'a default export by require()': {
      'src/redis.ts': `import Redis from 'ioredis';
const redis = new Redis();
redis.get('a');
export default { redis };`,
      'src/c.js': `const { default: { redis } } = require('./redis');
redis.subscribe('a');`,
    },
    'files that import each other': {
      'src/redis.ts': `import Redis from 'ioredis';
import { run } from './b';
export const redis = new Redis();
export const x = () => run();`,
      'src/b.ts': `import { redis } from './redis';
export const run = () => redis.subscribe('a');`,
    },
    'a file that imports itself': {
      'src/redis.ts': `import Redis from 'ioredis';
export const redis = new Redis(process.env.REDIS_URL);
import * as self from './redis';
export const x = () => self.redis.subscribe('a');`,
      'src/ok.ts': GETS,
    },
    'a namespace in an object of a default export': {
      ...BASE,
      'src/b.ts': `import * as r from './redis';
export default { r, x: 1 };`,
      'src/c.ts': `import b from './b';
const { r: { redis: q } } = b; q.subscribe('a');`,
    },
    'a driver that is exported again': {
      'src/a.ts': `export { default as Redis } from 'ioredis';`,
      'src/b.ts': `import { Redis } from './a';
export const r = new Redis(); r.get('a');`,
      'src/c.ts': `import { r } from './b';
r.subscribe('a');`,
      'src/d.ts': `import Redis from 'ioredis';
export const z = new Redis(); z.subscribe('a')`,
    },
    'import().then()': {
      ...BASE,
      'src/b.ts': `import('./redis').then((m) => m.redis.subscribe('a'));`,
    },
    'import().then() with a pattern': {
      ...BASE,
      'src/b.ts': `import('./redis').then(({ redis }) => redis.subscribe('a'));`,
    },
    'await import()': {
      ...BASE,
      'src/b.ts': `const { redis } = await import('./redis');
redis.subscribe('a');`,
    },
    'Promise.all of import()': {
      ...BASE,
      'src/b.ts': `const [{ redis }] = await Promise.all([import('./redis')]);
redis.subscribe('a');`,
    },
    'import() in a function': {
      ...BASE,
      'src/b.ts': `const load = () => import('./redis');
export async function f() { const m = await load(); m.redis.subscribe('a'); }`,
    },
    'import() of a template': {
      ...BASE,
      'src/b.ts': `const name = process.argv[2];
const m = await import(\`./\${name}\`);
m.redis.subscribe("a");`,
    },
    'import() of a variable': {
      ...BASE,
      'src/b.ts': `const name = "./redis";
const m = await import(name);
m.redis.subscribe("a");`,
    },
    'import.meta.glob()': {
      ...BASE,
      'src/b.ts': `const all = import.meta.glob("./*.ts", { eager: true });
all["./redis.ts"].redis.subscribe("a");`,
    },
    'the default of an import() of CommonJS': {
      'src/redis.js': `const Redis = require('ioredis');
exports.redis = new Redis();
exports.redis.get('a');
`,
      'src/b.mjs': `const m = await import('./redis.js');
m.default.redis.subscribe('a');`,
    },
  });
});

describe('leaves to the reader', () => {
  expectAll('manual', {
    'a namespace that is handed on': {
      ...BASE,
      'src/b.ts': `import * as all from './redis';
import { use } from 'unknown';
use(all);`,
    },
    'import = of a member': {
      ...BASE,
      'src/b.ts': `import x = require('./redis');
import r = x.redis;
r.subscribe('a');`,
    },
    'import = of a member of a namespace': {
      ...BASE,
      'src/b.ts': `import * as all from './redis';
import r = all.redis;
r.subscribe('a');`,
    },
    'a namespace of TypeScript': {
      'src/redis.ts': `import Redis from 'ioredis';
export namespace N { export const redis = new Redis(); }
N.redis.get('a');`,
      'src/c.ts': `import { N } from './redis';
N.redis.subscribe('a');`,
    },
    'an export that nobody imports': {
      'src/redis.ts': `import Redis from 'ioredis';
export const redis = new Redis(process.env.REDIS_URL);
redis.get('a');`,
    },
  });
});

describe('shares a client that only runs commands behind', () => {
  expectAll('share', {
    'a named import': { ...BASE },
    'a chain of export *': {
      ...BASE,
      'src/b.ts': `export * from './redis';`,
      'src/c.ts': `export * from './b';`,
      'src/d.ts': `import { redis } from './c';
redis.set('a');`,
    },
    'import().then()': {
      ...BASE,
      'src/b.ts': `import('./redis').then((m) => m.redis.get('a'));`,
    },
    'await import()': {
      ...BASE,
      'src/b.ts': `const { redis } = await import('./redis');
redis.get('a');`,
    },
    'an exported let': {
      'src/redis.ts': `import Redis from 'ioredis';
export let redis;
export function init() { redis = new Redis(); }`,
      'src/ok.ts': GETS,
    },
  });
});
