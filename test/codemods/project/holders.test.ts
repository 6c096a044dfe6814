import { describe } from 'vitest';

import { BASE, GETS, REDIS, expectAll } from './support.ts';

// Clients in objects, arrays, globals and frameworks.

describe('sees a SUBSCRIBE or the like behind', () => {
  expectAll('dedicate', {
    'a global variable': {
      'src/redis.ts': `import Redis from 'ioredis';
globalThis.redis = new Redis();`,
      'src/ok.ts': `import './redis';
globalThis.redis.get('a');`,
      'src/b.ts': `redis.subscribe('a');`,
    },
    'globalThis under another name': {
      'src/redis.ts': `import Redis from 'ioredis';
const g = globalThis as any;
export const redis = g.redis ?? new Redis();
g.redis = redis;`,
      'src/ok.ts': GETS,
      'src/b.ts': `(globalThis as any).redis.subscribe('a');`,
    },
    'globalThis by a string': {
      'src/redis.ts': `import Redis from 'ioredis';
export const redis = (globalThis as any).__redis ??= new Redis();`,
      'src/ok.ts': GETS,
      'src/b.ts': `(globalThis as any)['__redis'].subscribe('a');`,
    },
    'global that is taken apart': {
      'src/redis.ts': `import Redis from 'ioredis';
global.redis = new Redis();
export const redis = global.redis;`,
      'src/ok.ts': GETS,
      'src/b.ts': `const g: any = global;
const { redis } = g; redis.subscribe('a');`,
    },
    'a declared global variable': {
      'src/redis.ts': `import Redis from 'ioredis';
declare global { var redis: Redis }
globalThis.redis = new Redis();
redis.get('a');`,
      'src/b.ts': `redis.subscribe('a')`,
    },
    'a map behind a function': {
      'src/redis.ts': `import Redis from 'ioredis';
const m = new Map();
export function get(n) { let c = m.get(n); if (!c) { c = new Redis(); m.set(n, c); } return c; }`,
      'src/b.ts': `import { get } from './redis';
get('a').get('b');
get('b').subscribe('a');`,
    },
    'forEach()': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = [new Redis(process.env.A)];
m[0].get('a');`,
      'src/b.ts': `import { m } from './redis';
m.forEach((c) => c.subscribe('a'));`,
    },
    'for … in': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = { a: new Redis(process.env.A) };
m.a.get('a');`,
      'src/b.ts': `import { m } from './redis';
for (const k in m) m[k].subscribe('a');`,
    },
    'this of a method': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = { a: new Redis(process.env.A), run() { return this.a.subscribe('a'); } };
m.a.get('a');`,
    },
    'a function that keeps it': {
      'src/holder.ts': `let r; export const set = (x) => { r = x; }; export const use = () => r.subscribe('a');`,
      'src/redis.ts': `import Redis from 'ioredis';
import { set } from './holder';
const r = new Redis(); r.get('a'); set(r);`,
    },
    'a function that keeps it in an exported variable': {
      'src/holder.ts': `export let r; export const set = (x) => { r = x; };`,
      'src/redis.ts': `import Redis from 'ioredis';
import { set } from './holder';
const r = new Redis(); r.get('a'); set(r);`,
      'src/c.ts': `import { r } from './holder';
r.subscribe('a');`,
    },
    'an interface': {
      'src/i.ts': `export interface Ctx { redis: any }`,
      'src/a.ts': `import Redis from 'ioredis';
import { Ctx } from './i';
export const ctx: Ctx = { redis: new Redis() };
ctx.redis.get('a');`,
      'src/b.ts': `import { Ctx } from './i';
export const f = (c: Ctx) => c.redis.subscribe('a');`,
      'src/c.ts': `import { ctx } from './a';
import { f } from './b';
f(ctx);`,
    },
  });
});

describe('leaves to the reader', () => {
  expectAll('manual', {
    'globalThis by a symbol': {
      'src/redis.ts': `import Redis from 'ioredis';
const KEY = Symbol.for('redis');
export const redis = (globalThis as any)[KEY] ??= new Redis();`,
      'src/ok.ts': GETS,
      'src/b.ts': `(globalThis as any)[Symbol.for('redis')].subscribe('a');`,
    },
    'an exported map': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = new Map();
const r = new Redis(); r.get('a'); m.set('a', r);`,
      'src/b.ts': `import { m } from './redis';
m.get('a').subscribe('a');`,
    },
    'entries of a map': {
      'src/redis.ts': `import Redis from 'ioredis';
const r = new Redis(); r.get('a');
export const m = new Map([['a', r]]);`,
      'src/b.ts': `import { m } from './redis';
m.get('a').subscribe('a');`,
    },
    'a set': {
      'src/redis.ts': `import Redis from 'ioredis';
const r = new Redis(); r.get('a');
export const m = new Set();
m.add(r);`,
      'src/b.ts': `import { m } from './redis';
for (const c of m) c.subscribe('a');`,
    },
    'an array by push()': {
      'src/redis.ts': `import Redis from 'ioredis';
const r = new Redis(); r.get('a');
export const m: any[] = [];
m.push(r);`,
      'src/b.ts': `import { m } from './redis';
for (const c of m) c.subscribe('a');`,
    },
    'an array by concat()': {
      'src/redis.ts': `import Redis from 'ioredis';
const r = new Redis(); r.get('a');
export const m = [].concat(r);`,
      'src/b.ts': `import { m } from './redis';
for (const c of m) c.subscribe('a');`,
    },
    'an array by map()': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = ['a', 'b'].map((n) => new Redis(n));
m[0].get('a');`,
      'src/b.ts': `import { m } from './redis';
for (const c of m) c.subscribe('a');`,
    },
    'Array.from()': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = Array.from({ length: 3 }, () => new Redis());
m[0].get('a');`,
      'src/b.ts': `import { m } from './redis';
m[1].subscribe('a');`,
    },
    'forEach() with a named function': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = [new Redis(process.env.A)];
m[0].get('a');`,
      'src/b.ts': `import { m } from './redis';
function s(c) { c.subscribe('a'); }
m.forEach(s);`,
    },
    'at()': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = [new Redis(process.env.A)];
m[0].get('a');`,
      'src/b.ts': `import { m } from './redis';
m.at(-1).subscribe('a');`,
    },
    'Object.values()': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = { a: new Redis(process.env.A) };
m.a.get('a');`,
      'src/b.ts': `import { m } from './redis';
Object.values(m).forEach((c) => c.subscribe('a'));`,
    },
    'Object.entries()': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = { a: new Redis(process.env.A) };
m.a.get('a');`,
      'src/b.ts': `import { m } from './redis';
for (const [, c] of Object.entries(m)) c.subscribe('a');`,
    },
    'a method that is assigned with Object.assign()': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = { a: new Redis(process.env.A) };
m.a.get('a');`,
      'src/b.ts': `import { m } from './redis';
Object.assign(m, { run() { this.a.subscribe('a'); } });`,
    },
    'this of a method that is added': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m: any = { a: new Redis(process.env.A) };
m.a.get('a');`,
      'src/b.ts': `import { m } from './redis';
m.run = function () { this.a.subscribe('a'); };`,
    },
    'Object.create()': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m: any = { a: new Redis(process.env.A) };
m.a.get('a');`,
      'src/b.ts': `import { m } from './redis';
const n = Object.create(m); n.a.subscribe('a');`,
    },
    'a proxy': {
      'src/redis.ts': `import Redis from 'ioredis';
const r = new Redis();
r.get('a');
export const redis = new Proxy(r, {});`,
      'src/b.ts': `import { redis } from './redis';
redis.subscribe('a');`,
    },
    'a proxy that opens': {
      'src/redis.ts': `import Redis from 'ioredis';
let r;
export const redis = new Proxy({}, { get: (_, k) => { r ??= new Redis(); return r[k]; } });`,
      'src/b.ts': `import { redis } from './redis';
redis.subscribe('a');`,
    },
    'an object of another file': {
      'src/holder.ts': `export const clients: any = {};`,
      'src/redis.ts': `import Redis from 'ioredis';
import { clients } from './holder';
clients.redis = new Redis();
clients.redis.get('a');`,
      'src/c.ts': `import { clients } from './holder';
clients.redis.subscribe('a');`,
    },
    'an array of another file': {
      'src/holder.ts': `export const clients: any[] = [];`,
      'src/redis.ts': `import Redis from 'ioredis';
import { clients } from './holder';
const r = new Redis(); r.get('a'); clients.push(r);`,
      'src/c.ts': `import { clients } from './holder';
clients[0].subscribe('a');`,
    },
    'a method that takes an object apart': {
      'src/a.ts': `export class A { init({ redis }) { this.r = redis; } run() { this.r.subscribe('x'); } }`,
      'src/redis.ts': `import Redis from 'ioredis';
import { A } from './a';
const redis = new Redis(); redis.get('a'); new A().init({ redis });`,
    },
    'an object that is handed to a library': {
      'src/a.ts': `import Redis from 'ioredis';
export const ctx = { redis: new Redis() };
ctx.redis.get('a');`,
      'src/b.ts': `import { ctx } from './a';
import { run } from 'unknown';
run(ctx);`,
    },
    'app.locals of Express': {
      'src/app.js': `const Redis = require('ioredis');
const app = require('express')();
const redis = new Redis();
redis.get('a');
app.locals.redis = redis;
`,
      'src/b.js': `module.exports = (req) => req.app.locals.redis.subscribe('a');`,
    },
    'app.set() of Express': {
      'src/app.js': `const Redis = require('ioredis');
const app = require('express')();
const redis = new Redis();
redis.get('a');
app.set('redis', redis);
`,
      'src/b.js': `module.exports = (req) => req.app.get('redis').subscribe('a');`,
    },
    'a request': {
      'src/app.js': `const Redis = require('ioredis');
const redis = new Redis();
redis.get('a');
module.exports = (req, res, next) => { req.redis = redis; next(); };
`,
      'src/b.js': `module.exports = (req) => req.redis.subscribe('a');`,
    },
    'a context of React': {
      'src/redis.ts': REDIS,
      'src/ctx.tsx': `import { redis } from './redis';
import { createContext } from 'react';
export const Ctx = createContext(redis);
redis.get('a');`,
      'src/b.tsx': `import { Ctx } from './ctx';
import { useContext } from 'react';
export const B = () => { useContext(Ctx).subscribe('a'); return null; };`,
    },
    'a property in JSX': {
      'src/redis.ts': REDIS,
      'src/b.tsx': `export const B = ({ client }) => { client.subscribe('a'); return null; };`,
      'src/c.tsx': `import { redis } from './redis';
import { B } from './b';
redis.get('a');
export const C = () => <B client={redis} />;`,
    },
    'a tagged template': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
import { run } from './run';
run\`\${redis}\`;`,
      'src/run.ts': `export const run = (s, c) => c.subscribe('a');`,
    },
    'an event': {
      'src/redis.ts': `import Redis from 'ioredis';
import { bus } from './bus';
const redis = new Redis();
redis.get('a');
bus.emit('ready', redis);`,
      'src/bus.ts': `import { EventEmitter } from 'events';
export const bus = new EventEmitter();`,
      'src/b.ts': `import { bus } from './bus';
bus.on('ready', (c) => c.subscribe('a'));`,
    },
    'a property of a function': {
      'src/redis.ts': `import Redis from 'ioredis';
export function f() {}
f.redis = new Redis();
f.redis.get('a');`,
      'src/c.ts': `import { f } from './redis';
(f as any).redis.subscribe('a');`,
    },
    'a parameter of a callback': {
      ...BASE,
      'src/b.ts': `export function each(f) { f({}); }`,
      'src/c.ts': `import { redis } from './redis';
import { each } from './b';
each((x) => { x.redis = redis; });`,
    },
  });
});

describe('shares a client that only runs commands behind', () => {
  expectAll('share', {
    'forEach()': {
      'src/redis.ts': `import Redis from 'ioredis';
export const m = [new Redis(process.env.A)];
m[0].get('a');`,
      'src/b.ts': `import { m } from './redis';
m.forEach((c) => c.set('a'));`,
    },
  });
});
