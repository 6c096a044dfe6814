import { describe } from 'vitest';

import { BASE, REDIS, expectAll } from './support.ts';

// Clients in fields and behind methods of classes.

describe('sees a SUBSCRIBE or the like behind', () => {
  expectAll('dedicate', {
    'an argument of super()': {
      'src/base.ts': `export class Base { constructor(protected client) {} run() { this.client.subscribe('a'); } }`,
      'src/service.ts': `import Redis from 'ioredis';
import { Base } from './base';
export class S extends Base { constructor() { super(new Redis()); } x() { return this.client.get('a'); } }`,
    },
    'an argument of super() with other uses': {
      'src/base.ts': `export class Base { protected client; constructor(c) { this.client = c; } }`,
      'src/service.ts': `import Redis from 'ioredis';
import { Base } from './base';
const redis = new Redis();
redis.get('a');
export class S extends Base { constructor() { super(redis); } x() { return this.client.subscribe('a'); } }`,
    },
    'an argument of super() and a third class': {
      'src/base.ts': `export class Base { protected client; constructor(c) { this.client = c; } }`,
      'src/service.ts': `import Redis from 'ioredis';
import { Base } from './base';
export class S extends Base { constructor() { super(new Redis()); } x() { return this.client.get('a'); } }`,
      'src/c.ts': `import { S } from './service';
export class T extends S { y() { return this.client.subscribe('a'); } }`,
    },
    'a public field': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  public redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
new Service().redis.subscribe('a');`,
    },
    'a public field of a parameter': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  public redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `export function f(s) { s.redis.subscribe('a'); }`,
      'src/c.ts': `import { Service } from './service';
import { f } from './b';
f(new Service());`,
    },
    'a field of a parameter that is taken apart': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  readonly redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `export function f({ redis }) { redis.subscribe('a'); }`,
    },
    'a field deep in a pattern': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  readonly redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `export function f({ service: { redis: r } }) { r.subscribe('a'); }`,
    },
    'a field in the rest of a pattern': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  readonly redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
const { get, ...rest } = new Service();
rest['redis'].subscribe('a');`,
    },
    'a field by a constant': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  readonly redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `const KEY = 'redis';
export function f(s) { s[KEY].subscribe('a'); }`,
    },
    'a private field by its name in brackets': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  private redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
new Service()['redis'].subscribe('a');`,
    },
    'a private field of an any': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  private redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
(new Service() as any).redis.subscribe('a');`,
    },
    'a private field below @ts-expect-error': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  private redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
// @ts-expect-error
new Service().redis.subscribe('a');`,
    },
    'a protected field in a subclass': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  protected redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
export class S extends Service { run() { this.redis.subscribe('a'); } }`,
    },
    'a field that a subclass declares again': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  protected redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
import Redis from 'ioredis'; export class S extends Service { declare redis: Redis; run() { this.redis.subscribe('a'); } }`,
    },
    'another name of this in a subclass': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  protected redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
export class S extends Service { run() { const self = this; self.redis.subscribe('a'); } }`,
    },
    'this of a subclass that is taken apart': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  protected redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
export class S extends Service { run() { const { redis } = this; redis.subscribe('a'); } }`,
    },
    super: {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  protected redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
export class S extends Service { run() { super.redis.subscribe('a'); } }`,
    },
    'another instance in a subclass': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  protected redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
export class S extends Service { run(other: S) { other.redis.subscribe('a'); } }`,
    },
    'a static field': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { static redis = new Redis(); static get(k) { return S.redis.get(k); } }`,
      'src/b.ts': `import { S } from './service';
S.redis.subscribe('a');`,
    },
    'a field of a static instance': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { static i = new S(); redis = new Redis(); get(k) { return this.redis.get(k); } }`,
      'src/b.ts': `import { S } from './service';
S.i.redis.subscribe('a');`,
    },
    'a method that returns it': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { #redis = new Redis(); getClient() { return this.#redis; } get(k) { return this.#redis.get(k); } }`,
      'src/b.ts': `export function f(s) { s.getClient().subscribe('a'); }`,
    },
    'an async method': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { #redis = new Redis(); async getClient() { return this.#redis; } get(k) { return this.#redis.get(k); } }`,
      'src/b.ts': `export async function f(s) { (await s.getClient()).subscribe('a'); }`,
    },
    'then() of an async method': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { #redis = new Redis(); async getClient() { return this.#redis; } get(k) { return this.#redis.get(k); } }`,
      'src/b.ts': `export async function f(s) { s.getClient().then((c) => c.subscribe('a')); }`,
    },
    'an optional call of a method': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { #redis = new Redis(); getClient() { return this.#redis; } get(k) { return this.#redis.get(k); } }`,
      'src/b.ts': `export function f(s) { s?.getClient?.()?.subscribe('a'); }`,
    },
    'a method that returns an array': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { #redis = new Redis(); clients() { return [this.#redis, 1]; } get(k) { return this.#redis.get(k); } }`,
      'src/b.ts': `export function f(s) { const [c] = s.clients(); c.subscribe('a'); }`,
    },
    'an instance that is spread': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  readonly redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
export const x = { ...new Service() };`,
      'src/c.ts': `import { x } from './b';
x.redis.subscribe('a');`,
    },
    'a listener for messages': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service { redis = new Redis(); get(k) { return this.redis.get(k); } }`,
      'src/b.ts': `export function f(s) { const c = s.redis; c.on('message', () => {}); }`,
    },
    'a parameter of a constructor': {
      'src/redis.ts': REDIS,
      'src/b.ts': `export class B { constructor(private readonly c) {} run() { return this.c.subscribe('a'); } get() { return this.c.get('a'); } }`,
      'src/c.ts': `import { redis } from './redis';
import { B } from './b';
new B(redis);`,
    },
    'an object for a constructor': {
      'src/redis.ts': REDIS,
      'src/b.ts': `export class B { constructor({ client }) { this.client = client; } run() { return this.client.subscribe('a'); } get() { return this.client.get('a'); } }`,
      'src/c.ts': `import { redis } from './redis';
import { B } from './b';
new B({ client: redis });`,
    },
    'dependencies of a constructor': {
      'src/redis.ts': REDIS,
      'src/b.ts': `export class B { constructor(private deps) {} run() { return this.deps.redis.subscribe('a'); } get() { return this.deps.redis.get('a'); } }`,
      'src/c.ts': `import { redis } from './redis';
import { B } from './b';
new B({ redis });`,
    },
    'a function that returns a class': {
      'src/redis.ts': `import Redis from 'ioredis';
export function make() { return class { redis = new Redis(); get(k) { return this.redis.get(k); } }; }`,
      'src/b.ts': `import { make } from './redis';
const C = make(); new C().redis.subscribe('a');`,
    },
    'a mixin': {
      'src/redis.ts': `import Redis from 'ioredis';
export const WithRedis = (Base) => class extends Base { redis = new Redis(); get(k) { return this.redis.get(k); } };`,
      'src/b.ts': `import { WithRedis } from './redis';
export class X extends WithRedis(Object) { run() { this.redis.subscribe('a'); } }`,
    },
    'a parameter property': {
      'src/a.ts': `import Redis from 'ioredis';
export class A { constructor(public readonly redis = new Redis()) {} get() { return this.redis.get('a'); } }`,
      'src/b.ts': `export const f = (a) => a.redis.subscribe('a');`,
    },
    'an accessor': {
      'src/a.ts': `import Redis from 'ioredis';
export class A { accessor redis = new Redis(); get() { return this.redis.get('a'); } }`,
      'src/b.ts': `export const f = (a) => a.redis.subscribe('a');`,
    },
    'a field that a superclass declares': {
      'src/base.ts': `export class Base { protected redis: any; listen() { this.redis.subscribe('a'); } }`,
      'src/a.ts': `import Redis from 'ioredis';
import { Base } from './base';
export class A extends Base { constructor() { super(); this.redis = new Redis(); } get() { return this.redis.get('a'); } }`,
    },
    'an abstract field of a superclass': {
      'src/base.ts': `export abstract class Base { protected abstract redis: any; listen() { this.redis.subscribe('a'); } }`,
      'src/a.ts': `import Redis from 'ioredis';
import { Base } from './base';
export class A extends Base { protected redis = new Redis(); get() { return this.redis.get('a'); } }`,
    },
    'a field that a superclass declares and a subclass too': {
      'src/base.ts': `export class Base { protected redis = null; listen() { this.redis.subscribe('a'); } }`,
      'src/mid.ts': `export { Base as default } from './base';`,
      'src/a.ts': `import Redis from 'ioredis';
import B from './mid';
export class A extends B { protected redis = new Redis(); get() { return this.redis.get('a'); } }`,
    },
    'a field that a superclass only reads': {
      'src/base.js': `class Base { listen() { this.redis.subscribe('a'); } }
module.exports = Base;`,
      'src/a.js': `const Redis = require('ioredis');
const Base = require('./base');
class A extends Base { constructor() { super(); this.redis = new Redis(); } get() { return this.redis.get('a'); } }
module.exports = A;
`,
    },
    'a method of a prototype in another file': {
      'src/a.js': `const Redis = require('ioredis');
class A { constructor() { this.redis = new Redis(); } get() { return this.redis.get('a'); } }
module.exports = A;
`,
      'src/b.js': `const A = require('./a');
A.prototype.listen = function () { this.redis.subscribe('a'); };`,
    },
    'this of an object in another file': {
      'src/a.js': `const Redis = require('ioredis');
class A { constructor() { this.redis = new Redis(); } get() { return this.redis.get('a'); } }
module.exports = A;
`,
      'src/b.js': `module.exports = { listen() { this.redis.subscribe('a'); } };`,
    },
    'a singleton': {
      'src/a.ts': `import Redis from 'ioredis';
export class P { private static i: Redis; static get(): Redis { if (!P.i) P.i = new Redis(); return P.i; } }`,
      'src/b.ts': `import { P } from './a';
P.get().get('a');`,
      'src/c.ts': `import { P } from './a';
P.get().subscribe('a');`,
    },
    'a field with a decorator': {
      'src/a.ts': `import Redis from 'ioredis';
export class A { @Log() redis = new Redis(); get() { return this.redis.get('a'); } }`,
      'src/b.ts': `export const f = (a) => a.redis.subscribe('a');`,
    },
    'a field of an exported instance': {
      'src/redis.ts': `import Redis from 'ioredis';
class S { client = new Redis(); get(k) { return this.client.get(k); } }
export const s = new S();`,
      'src/c.ts': `import { s } from './redis';
s.client.subscribe('a');`,
    },
  });
});

describe('leaves to the reader', () => {
  expectAll('manual', {
    'a getter of a subclass': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  protected redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
export class S extends Service { get client() { return this.redis; } }`,
      'src/c.ts': `import { S } from './b';
new S().client.subscribe('a');`,
    },
    'a getter': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { #redis = new Redis(); get client() { return this.#redis; } get(k) { return this.#redis.get(k); } }`,
      'src/b.ts': `import { S } from './service';
new S().client.subscribe('a');`,
    },
    'a getter of a parameter that is taken apart': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { #redis = new Redis(); get client() { return this.#redis; } get(k) { return this.#redis.get(k); } }`,
      'src/b.ts': `export function f({ client }) { client.subscribe('a'); }`,
    },
    'a method that is bound': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { #redis = new Redis(); getClient() { return this.#redis; } get(k) { return this.#redis.get(k); } }`,
      'src/b.ts': `export function f(s) { const g = s.getClient.bind(s); g().subscribe('a'); }`,
    },
    'a constructor of a superclass': {
      'src/redis.ts': REDIS,
      'src/a.ts': `export class A { constructor(protected c) { c.subscribe('a'); } }`,
      'src/b.ts': `import { A } from './a';
export class B extends A { get() { return this.c.get('a'); } }`,
      'src/c.ts': `import { redis } from './redis';
import { B } from './b';
new B(redis);`,
    },
    'a method that a subclass overrides': {
      ...BASE,
      'src/b.ts': `export class B { f(c) { return c.get('a'); } run(c) { this.f(c); } }`,
      'src/d.ts': `import { B } from './b';
export class D extends B { f(c) { return c.subscribe('a'); } }`,
      'src/c.ts': `import { redis } from './redis';
import { D } from './d';
new D().run(redis);`,
    },
    'a method of its own that a subclass overrides': {
      'src/b.ts': `import Redis from 'ioredis';
export class B { redis = new Redis(); run() { this.f(this.redis); } f(c) { return c.get('a'); } }`,
      'src/d.ts': `import { B } from './b';
export class D extends B { f(c) { return c.subscribe('a'); } }`,
    },
    'a protected method that a subclass overrides': {
      'src/b.ts': `import Redis from 'ioredis';
export abstract class B { private redis = new Redis(); run() { this.redis.get('a'); this.f(this.redis); } protected f(c) {} }`,
      'src/d.ts': `import { B } from './b';
export class D extends B { protected f(c) { return c.subscribe('a'); } }`,
    },
    'an abstract method': {
      'src/b.ts': `import Redis from 'ioredis';
export abstract class B { private redis = new Redis(); run() { this.redis.get('a'); this.f(this.redis); } protected abstract f(c): void; }`,
      'src/d.ts': `import { B } from './b';
export class D extends B { protected f(c) { return c.subscribe('a'); } }`,
    },
    'a callback of a method': {
      'src/a.ts': `import Redis from 'ioredis';
export class A { #r = new Redis(); get() { return this.#r.get('a'); } with(f) { return f(this.#r); } }`,
      'src/b.ts': `export const f = (a) => a.with((r) => r.subscribe('a'));`,
    },
    'a method of a prototype': {
      'src/a.js': `const Redis = require('ioredis');
function A() { this.redis = new Redis(); this.redis.get('a'); }
A.prototype.listen = function () { this.redis.subscribe('a'); };
module.exports = A;
`,
    },
    'a provider with a factory': {
      'src/m.ts': `import Redis from 'ioredis';
export const REDIS = 'REDIS';
export const provider = { provide: REDIS, useFactory: () => new Redis() };`,
      'src/b.ts': `import { REDIS } from './m';
export class B { constructor(@Inject(REDIS) private readonly r) {} run() { this.r.subscribe('a'); } }`,
      'src/c.ts': `import { REDIS } from './m';
export class C { constructor(@Inject(REDIS) private readonly r) {} run() { this.r.get('a'); } }`,
    },
    'a provider with a value': {
      'src/m.ts': `import Redis from 'ioredis';
const redis = new Redis();
redis.get('a');
export const provider = { provide: 'REDIS', useValue: redis };`,
      'src/b.ts': `export class B { constructor(@Inject('REDIS') private readonly r) {} run() { this.r.subscribe('a'); } }`,
    },
  });
});

describe('shares a client that only runs commands behind', () => {
  expectAll('share', {
    'an argument of super()': {
      'src/base.ts': `export class Base {
  protected client;
  constructor(client) { this.client = client; }
  run() { return this.client.get('a'); }
}`,
      'src/service.ts': `import Redis from 'ioredis';
import { Base } from './base';
export class Service extends Base {
  constructor() { super(new Redis()); }
}`,
    },
    'a private field': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  private redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
new Service().get('a');`,
    },
    'a protected field': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  protected redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
export class S extends Service { run() { this.redis.set('a'); } }`,
    },
    'a public field': {
      'src/service.ts': `import Redis from 'ioredis';
export class Service {
  public redis = new Redis();
  get(k) { return this.redis.get(k); }
}
`,
      'src/b.ts': `import { Service } from './service';
new Service().redis.set('a');`,
    },
    'a method that returns it': {
      'src/service.ts': `import Redis from 'ioredis';
export class S { #redis = new Redis(); getClient() { return this.#redis; } get(k) { return this.#redis.get(k); } }`,
      'src/b.ts': `export function f(s) { s.getClient().set('a'); }`,
    },
    'a parameter of a constructor': {
      'src/redis.ts': REDIS,
      'src/b.ts': `export class B { constructor(private readonly c) {} get() { return this.c.get('a'); } }`,
      'src/c.ts': `import { redis } from './redis';
import { B } from './b';
new B(redis);`,
    },
    'a singleton': {
      'src/a.ts': `import Redis from 'ioredis';
export class P { private static i: Redis; static get(): Redis { if (!P.i) P.i = new Redis(); return P.i; } }`,
      'src/b.ts': `import { P } from './a';
P.get().get('a');`,
    },
  });
});
