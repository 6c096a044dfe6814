import { describe, expect, it } from 'vitest';

import { BASE, expectAll, verdicts } from './support.ts';

// Clients through functions: parameters, results, openers and accessors.

describe('sees a SUBSCRIBE or the like behind', () => {
  expectAll('dedicate', {
    'a callback': {
      'src/redis.ts': `import Redis from 'ioredis';
const redis = new Redis();
redis.get('a');
export function withRedis(cb) { return cb(redis); }`,
      'src/b.ts': `import { withRedis } from './redis';
withRedis((c) => c.subscribe('a'));`,
    },
    'a callback of another file': {
      'src/redis.ts': `import Redis from 'ioredis';
const redis = new Redis();
redis.get('a');
export function withRedis(cb) { return cb(redis); }`,
      'src/cb.ts': `export const cb = (c) => c.subscribe('a');`,
      'src/b.ts': `import { withRedis } from './redis';
import { cb } from './cb';
withRedis(cb);`,
    },
    'a generic function': {
      'src/a.ts': `export function tap<T>(x: T, f: (x: T) => void): T { f(x); return x; }`,
      'src/redis.ts': `import Redis from 'ioredis';
import { tap } from './a';
const redis = tap(new Redis(), (r) => r.subscribe('a')); redis.get('a');`,
    },
    'a parameter': {
      ...BASE,
      'src/b.ts': `export function f(c) { c.subscribe('a'); }`,
      'src/c.ts': `import { redis } from './redis';
import { f } from './b';
f(redis);`,
    },
    'a default of a parameter': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
export function f(c = redis) { c.subscribe('a'); }`,
    },
    'a function that returns a function': {
      'src/redis.ts': `import Redis from 'ioredis';
const r = new Redis(); r.get('a');
export const make = () => () => r;`,
      'src/b.ts': `import { make } from './redis';
make()().subscribe('a');`,
    },
    'a function in an object that is returned': {
      'src/redis.ts': `import Redis from 'ioredis';
const r = new Redis(); r.get('a');
export const make = () => ({ client: () => r });`,
      'src/b.ts': `import { make } from './redis';
const { client } = make(); client().subscribe('a');`,
    },
    'an opener with opposite callers': {
      'src/redis.ts': `import Redis from 'ioredis';
export function open(url = process.env.URL) {
  return new Redis(url);
}
`,
      'src/b.ts': `import { open } from './redis';
open().get('a');`,
      'src/c.ts': `import { open } from './redis';
open().subscribe('a');`,
    },
    'an opener that returns an array': {
      'src/redis.ts': `import Redis from 'ioredis';
export const open = () => [new Redis(process.env.A), 1];`,
      'src/b.ts': `import { open } from './redis';
const [a] = open(); a.get('a');`,
      'src/c.ts': `import { open } from './redis';
const [a] = open(); a.subscribe('a');`,
    },
    'an opener that returns an object': {
      'src/redis.ts': `import Redis from 'ioredis';
export const open = () => ({ client: new Redis(process.env.A) });`,
      'src/b.ts': `import { open } from './redis';
open().client.get('a');`,
      'src/c.ts': `import { open } from './redis';
const { client } = open(); client.subscribe('a');`,
    },
    'an opener of an opener': {
      'src/redis.ts': `import Redis from 'ioredis';
export function open(url = process.env.URL) {
  return new Redis(url);
}
`,
      'src/wrap.ts': `import { open } from './redis';
export function wrap() { return open(); }`,
      'src/b.ts': `import { wrap } from './wrap';
wrap().get('a');`,
      'src/c.ts': `import { wrap } from './wrap';
wrap().subscribe('a');`,
    },
    'an async opener of an opener': {
      'src/redis.ts': `import Redis from 'ioredis';
export function open(url = process.env.URL) {
  return new Redis(url);
}
`,
      'src/wrap.ts': `import { open } from './redis';
export async function wrap() { const r = open(); await r.ping(); return { r }; }`,
      'src/b.ts': `import { wrap } from './wrap';
const { r } = await wrap(); r.get('a');`,
      'src/c.ts': `import { wrap } from './wrap';
wrap().then(({ r }) => r.subscribe('a'));`,
    },
    'a method that opens': {
      'src/redis.ts': `import Redis from 'ioredis';
export class F { create() { return new Redis(process.env.A); } }`,
      'src/b.ts': `export const f = (x) => x.create().get('a');`,
      'src/c.ts': `export const f = (x) => x.create().subscribe('a');`,
    },
    'a static method that opens': {
      'src/redis.ts': `import Redis from 'ioredis';
export class F { static create() { return new Redis(process.env.A); } }`,
      'src/b.ts': `import { F } from './redis';
F.create().get('a');`,
      'src/c.ts': `import { F } from './redis';
F.create().subscribe('a');`,
    },
    'an accessor that sometimes opens anew': {
      'src/redis.ts': `import Redis from 'ioredis';
let r;
export function get(fresh) { if (fresh) return new Redis(process.env.A); return (r ??= new Redis(process.env.A)); }`,
      'src/b.ts': `import { get } from './redis';
get().get('a');
get(true).subscribe('a');`,
    },
    'a memoised accessor': {
      'src/redis.ts': `import Redis from 'ioredis';
let r;
export function get() { return (r ??= new Redis(process.env.A)); }`,
      'src/b.ts': `import { get } from './redis';
get().get('a');`,
      'src/c.ts': `import { get } from './redis';
get().subscribe('a');`,
    },
    'a function that returns what it is given': {
      'src/a.ts': `export const id = (x) => x;`,
      'src/redis.ts': `import Redis from 'ioredis';
import { id } from './a';
const redis = id(new Redis()); redis.subscribe('a');`,
      'src/z.ts': `import { id } from './a'; id(1)`,
    },
    'a function that uses and returns what it is given': {
      'src/a.ts': `export const id = (x) => { x.get('a'); return x; };`,
      'src/redis.ts': `import Redis from 'ioredis';
import { id } from './a';
id(new Redis()).subscribe('a');`,
    },
    'a function that wraps what it is given': {
      'src/a.ts': `export const wrap = (x) => ({ x, y: 1 });`,
      'src/redis.ts': `import Redis from 'ioredis';
import { wrap } from './a';
const r = new Redis(); r.get('a'); export const w = wrap(r);`,
      'src/c.ts': `import { w } from './redis';
w.x.subscribe('a');`,
    },
    'then() of an exported promise': {
      'src/a.ts': `import Redis from 'ioredis';
export const ready = (async () => { const r = new Redis(); await r.get('a'); return r; })();`,
      'src/b.ts': `import { ready } from './a';
ready.then((r) => r.subscribe('a'));`,
    },
    'an exported promise': {
      'src/a.ts': `import Redis from 'ioredis';
export const ready = (async () => { const r = new Redis(); await r.get('a'); return r; })();`,
      'src/b.ts': `import { ready } from './a';
(await ready).subscribe('a');`,
    },
    'a chain of then()': {
      'src/a.ts': `import Redis from 'ioredis';
export async function get() { const r = new Redis(process.env.A); await r.get('a'); return r; }`,
      'src/b.ts': `import { get } from './a';
get().then((r) => r).then((q) => q.subscribe('a'));`,
    },
    'catch(), finally() and then()': {
      'src/a.ts': `import Redis from 'ioredis';
export async function get() { const r = new Redis(process.env.A); await r.get('a'); return r; }`,
      'src/b.ts': `import { get } from './a';
get().catch(() => null).finally(() => 1).then(function (q) { q.subscribe('a'); });`,
    },
    'a function in an object that opens': {
      'src/a.ts': `import Redis from 'ioredis';
export const c = { get: () => new Redis(process.env.A) };
c.get().get('a');`,
      'src/b.ts': `import { c } from './a';
c.get().subscribe('a');`,
    },
  });
});

describe('leaves to the reader', () => {
  expectAll('manual', {
    'an opener that a test calls, which mocks the driver': {
      'src/redis.ts': `import Redis from 'ioredis';
export const open = () => new Redis();`,
      'src/b.ts': `import { open } from './redis';
open().get('a');`,
      'src/b.test.ts': `import { open } from './redis';
vi.mock('ioredis');
open().get('a');`,
    },
    'a rest parameter': {
      ...BASE,
      'src/b.ts': `export function f(...cs) { cs[0].subscribe('a'); }`,
      'src/c.ts': `import { redis } from './redis';
import { f } from './b';
f(redis);`,
    },
    'a spread argument': {
      ...BASE,
      'src/b.ts': `export function f(a, c) { c.subscribe('a'); }`,
      'src/c.ts': `import { redis } from './redis';
import { f } from './b';
f(...[1, redis]);`,
    },
    'call() and apply()': {
      ...BASE,
      'src/b.ts': `export function f(c) { c.subscribe('a'); }`,
      'src/c.ts': `import { redis } from './redis';
import { f } from './b';
f.call(null, redis); f.apply(null, [redis]);`,
    },
    'bind()': {
      ...BASE,
      'src/b.ts': `export function f(c) { c.subscribe('a'); }`,
      'src/c.ts': `import { redis } from './redis';
import { f } from './b';
f.bind(null, redis)();`,
    },
    'a method of an object': {
      ...BASE,
      'src/b.ts': `export const svc = { f(c) { c.subscribe('a'); } };`,
      'src/c.ts': `import { redis } from './redis';
import { svc } from './b';
svc.f(redis);`,
    },
    'a function that is overwritten': {
      ...BASE,
      'src/b.ts': `export let f = (c) => c.get('a');
export function set(g) { f = g; }`,
      'src/c.ts': `import { redis } from './redis';
import { f, set } from './b';
set((c) => c.subscribe('a'));
f(redis);`,
    },
    'a method that is overwritten': {
      ...BASE,
      'src/b.ts': `export const h = { f: (c) => c.get('a') };`,
      'src/d.ts': `import { h } from './b';
h.f = (c) => c.subscribe('a');`,
      'src/c.ts': `import { redis } from './redis';
import { h } from './b';
h.f(redis);`,
    },
    'a callback with a default': {
      'src/redis.ts': `import Redis from 'ioredis';
const redis = new Redis();
redis.get('a');
const none = (c) => c.get('a');
export function withRedis(cb = none) { return cb(redis); }`,
      'src/b.ts': `import { withRedis } from './redis';
withRedis((c) => c.subscribe('a'));`,
    },
    'once() of lodash': {
      'src/redis.ts': `import Redis from 'ioredis';
import { once } from 'lodash';
export const get = once(() => new Redis());`,
      'src/b.ts': `import { get } from './redis';
get().get('a');`,
      'src/c.ts': `import { get } from './redis';
get().subscribe('a');`,
    },
    'cache() of React': {
      'src/redis.ts': `import Redis from 'ioredis';
import { cache } from 'react';
export const get = cache(() => new Redis());`,
      'src/b.ts': `import { get } from './redis';
get().get('a');`,
      'src/c.ts': `import { get } from './redis';
get().subscribe('a');`,
    },
    'a generator': {
      'src/redis.ts': `import Redis from 'ioredis';
const r = new Redis(); r.get('a');
export function* clients() { yield r; }`,
      'src/b.ts': `import { clients } from './redis';
for (const c of clients()) c.subscribe('a');`,
    },
    'an async iterator': {
      'src/redis.ts': `import Redis from 'ioredis';
const r = new Redis(); r.get('a');
export const it = { async *[Symbol.asyncIterator]() { yield r; } };`,
      'src/b.ts': `import { it } from './redis';
for await (const c of it) c.subscribe('a');`,
    },
    'an opener that is handed on': {
      'src/redis.ts': `import Redis from 'ioredis';
export function open(url = process.env.URL) {
  return new Redis(url);
}
`,
      'src/b.ts': `import { open } from './redis';
open().get('a');`,
      'src/c.ts': `import { open } from './redis';
import { x } from 'unknown';
x(open);`,
    },
    'an opener as a callback': {
      'src/redis.ts': `import Redis from 'ioredis';
export function open(url = process.env.URL) {
  return new Redis(url);
}
`,
      'src/b.ts': `import { open } from './redis';
['a'].map(open)[0].subscribe('a');
open().get('a');`,
    },
    'new Promise()': {
      'src/a.ts': `import Redis from 'ioredis';
export const ready = new Promise((resolve) => { const r = new Redis(); r.get('a'); resolve(r); });`,
      'src/b.ts': `import { ready } from './a';
(await ready).subscribe('a');`,
    },
    'then() with a function of another file': {
      'src/a.ts': `import Redis from 'ioredis';
export async function get() { const r = new Redis(process.env.A); await r.get('a'); return r; }`,
      'src/b.ts': `import { get } from './a';
import { f } from './f';
get().then(f);`,
      'src/f.ts': `export const f = (r) => r.subscribe('a');`,
    },
    'a getter of an object': {
      'src/a.ts': `import Redis from 'ioredis';
let r;
export const c = { get redis() { return (r ??= new Redis(process.env.A)); } };
c.redis.get('a');`,
      'src/b.ts': `import { c } from './a';
c.redis.subscribe('a');`,
    },
  });
});

describe('shares a client that only runs commands behind', () => {
  expectAll('share', {
    'a parameter': {
      ...BASE,
      'src/b.ts': `export function f(c) { c.set('a'); }`,
      'src/c.ts': `import { redis } from './redis';
import { f } from './b';
f(redis);`,
    },
    'an opener': {
      'src/redis.ts': `import Redis from 'ioredis';
export function open(url = process.env.URL) {
  return new Redis(url);
}
`,
      'src/b.ts': `import { open } from './redis';
open().get('a');`,
      'src/c.ts': `import { open } from './redis';
open().set('a');`,
    },
    'an opener of an opener': {
      'src/redis.ts': `import Redis from 'ioredis';
export function open(url = process.env.URL) {
  return new Redis(url);
}
`,
      'src/wrap.ts': `import { open } from './redis';
export function wrap() { return open(); }`,
      'src/b.ts': `import { wrap } from './wrap';
wrap().get('a');`,
    },
    'a memoised accessor': {
      'src/redis.ts': `import Redis from 'ioredis';
let r;
export function get() { return (r ??= new Redis(process.env.A)); }`,
      'src/b.ts': `import { get } from './redis';
get().get('a');`,
      'src/c.ts': `import { get } from './redis';
get().set('a');`,
    },
    'then() of an opener': {
      'src/a.ts': `import Redis from 'ioredis';
export async function get() { const r = new Redis(process.env.A); await r.get('a'); return r; }`,
      'src/b.ts': `import { get } from './a';
get().then((r) => r.set('a'));`,
    },
  });
});

it('takes for an open the call of a function that was returned, not the one that returned it', () => {
  const found = verdicts({
    'src/make.ts': `import Redis from 'ioredis';
export const make = () => ({ client: () => new Redis(process.env.A) });
`,
    'src/b.ts': `import { make } from './make';
const holder = make();
export const get = () => holder.client().get('a');
`,
  });
  expect(found.map((each) => each.split(':', 2).join(':'))).toEqual([
    'src/b.ts:3 share',
    'src/make.ts:2 share',
  ]);
});

describe('a duplicate of what a function is given', () => {
  const files = {
    'package.json': '{ "private": true }',
    'src/redis.ts': `import Redis from 'ioredis';
export const redis = new Redis();
redis.get('a');`,
    'src/wrap.ts': `export function wrap(client) { return client; }
export function copy(client) { return client.duplicate(); }`,
    'src/a.ts': `import { redis } from './redis';
import { copy, wrap } from './wrap';
wrap(redis).get('a');
copy(redis).subscribe('a');`,
    'src/b.ts': `import { wrap } from './wrap';
wrap(fake).duplicate();`,
  };

  it('stays where others may give it something else', () => {
    expect(verdicts(files)).toEqual([
      'src/a.ts:4 manual: the function that opens it stays as it is: it subscribes (SUBSCRIBE), so it needs a connection of its own',
      'src/b.ts:2 manual: a duplicate() asks for a connection of its own: open it with openDedicatedRedisClient(), or use the client it copies',
      'src/redis.ts:2 share: only ordinary commands (GET)',
      'src/wrap.ts:2 manual: a duplicate() asks for a connection of its own: open it with openDedicatedRedisClient(), or use the client it copies',
    ]);
  });

  it('is dedicated where it is imported, or declared as a client', () => {
    const dedicated = verdicts({
      ...files,
      'src/wrap.ts': `import type { Redis } from 'ioredis';
export const copy = (client: Redis) => client.duplicate();`,
      'src/a.ts': `import { redis } from './redis';
import { copy } from './wrap';
copy(redis).subscribe('a');`,
      'src/b.ts': `import { redis } from './redis';
redis.duplicate().subscribe('a');`,
    });
    expect(dedicated.map((each) => each.split(':', 2).join(':'))).toEqual([
      'src/a.ts:3 dedicate',
      'src/b.ts:2 dedicate',
      'src/redis.ts:2 share',
      'src/wrap.ts:2 dedicate',
    ]);
  });
});
