import { describe, expect, test } from 'vitest';

import { analysisOf, purposesIn, usesIn } from './analyze.js';

const IMPORT = "import Redis from 'ioredis';\n";

/** A table of code that opens one client, and what that client is for. */
type Table = Readonly<Record<string, readonly [code: string, purpose: string]>>;

function purposes(title: string, table: Table): void {
  describe(title, () => {
    test.each(Object.entries(table))('%s', (_, [code, purpose]) => {
      expect(purposesIn(IMPORT + code)[0]).toBe(purpose);
    });
  });
}

purposes('a use is followed through', {
  'a variable': ['const c = new Redis(); c.subscribe("x");', 'subscriber'],
  'a later write': ['let c; c = new Redis(); c.subscribe("x");', 'subscriber'],
  'one of several writes': [
    'let c = other(); if (x) c = new Redis(); c.subscribe("x");',
    'subscriber',
  ],
  'an alias of an alias': [
    'const a = new Redis(); const b = a; let c; c = b; c.subscribe("x");',
    'subscriber',
  ],
  'a chain of assignments': [
    'let a, b; a = b = new Redis(); a.get("k"); b.subscribe("x");',
    'subscriber',
  ],
  'logical assignment': [
    'let c; const d = (c ??= new Redis()); d.subscribe("x");',
    'subscriber',
  ],
  'the left of a logical assignment': [
    'let c = new Redis(); const d = (c ||= other); d.subscribe("x");',
    'subscriber',
  ],
  'a conditional': [
    'const c = x ? new Redis() : undefined; c?.subscribe("x");',
    'subscriber',
  ],
  'a default': [
    'const c = given ?? new Redis(); c.subscribe("x");',
    'subscriber',
  ],
  'a comma': ['const c = (0, new Redis()); c.subscribe("x");', 'subscriber'],
  casts: [
    'const c = (new Redis() as any)!; (c satisfies object as Redis).subscribe("x");',
    'subscriber',
  ],
  'a cast target': [
    'let c: unknown; (c as Redis) = new Redis(); (c as Redis).subscribe("x");',
    'subscriber',
  ],
  'a closure': [
    'const c = new Redis(); export const f = () => () => c.subscribe("x");',
    'subscriber',
  ],
  'a hoisted function': [
    'f(); const c = new Redis(); function f() { c.subscribe("x"); }',
    'subscriber',
  ],
  'a destructuring default': [
    'const { c = new Redis() } = options; c.subscribe("x");',
    'subscriber',
  ],
  'a parameter default': [
    'export function f(c = new Redis()) { c.subscribe("x"); }',
    'subscriber',
  ],
  'a nested parameter default': [
    'function f({ a: { c = new Redis() } }) { c.subscribe("x"); }',
    'subscriber',
  ],
  'a parameter of a local function': [
    'function f(n, c) { c.subscribe("x"); } f(1, new Redis());',
    'subscriber',
  ],
  'a parameter after `this`': [
    'function f(this: void, c: Redis) { c.subscribe("x"); } f(new Redis());',
    'subscriber',
  ],
  'a parameter of an overloaded function': [
    'function f(c: Redis): void; function f(c: unknown): void; function f(c: any) { c.subscribe("x"); } f(new Redis());',
    'subscriber',
  ],
  'a parameter of a function called in place': [
    '((c) => c.subscribe("x"))(new Redis());',
    'subscriber',
  ],
  'an element of an array': [
    'const cs = [new Redis()]; cs[0].subscribe("x");',
    'subscriber',
  ],
  'another element of an array': [
    'const cs = [new Redis(), other]; cs[1].subscribe("x"); cs[0].get("k");',
    'commands',
  ],
  'an element of an array by a variable': [
    'const cs = [new Redis(), other]; cs[i].subscribe("x");',
    'subscriber',
  ],
  'an array pattern': [
    'const [, c] = [a, new Redis()]; c.subscribe("x");',
    'subscriber',
  ],
  'the rest of an array': [
    'const [a, ...cs] = [a, new Redis()]; cs[0].subscribe("x");',
    'subscriber',
  ],
  'clients awaited together': [
    'const [a, c] = await Promise.all([b, Promise.resolve(new Redis())]); c.subscribe("x");',
    'subscriber',
  ],
  'an array in a loop': [
    'for (const c of [new Redis()]) c.subscribe("x");',
    'subscriber',
  ],
  'an array by its methods': [
    '[new Redis()].forEach((c) => c.subscribe("x"));',
    'subscriber',
  ],
  'an array in an array': [
    'const cs = [...[new Redis()]]; cs[0].subscribe("x");',
    'subscriber',
  ],
  'an object taken apart': [
    'const { c } = { c: new Redis() }; c.subscribe("x");',
    'subscriber',
  ],
  'another member of an object': [
    'const { d } = { c: new Redis(), d: other }; d.subscribe("x");',
    'unused',
  ],
  'the rest of an object': [
    'const { d, ...all } = { c: new Redis() }; all.c.subscribe("x");',
    'subscriber',
  ],
  'an object in an object': [
    'const all = { ...{ c: new Redis() }, d: 1 }; all.c.subscribe("x");',
    'subscriber',
  ],
  'an object with a member by a variable': [
    'const all = { [key]: new Redis() }; all.c.subscribe("x");',
    'subscriber',
  ],
  'a member that is added to an object': [
    'const all = {}; all.c = new Redis(); all.c.subscribe("x");',
    'subscriber',
  ],
  'a frozen object': [
    'const all = Object.freeze({ c: new Redis() }); all.c.subscribe("x");',
    'subscriber',
  ],
  'a nested object': [
    'const o = { a: { c: new Redis() } }; o.a.c.subscribe("x");',
    'subscriber',
  ],
  'an object that a function returns': [
    'const open = () => ({ c: new Redis() }); const { c } = open(); c.subscribe("x");',
    'subscriber',
  ],
  'a method of an object': [
    'const o = { f() { return new Redis(); } }; o.f().subscribe("x");',
    'subscriber',
  ],
  'a function that another returns': [
    'const f = () => () => new Redis(); f()().subscribe("x");',
    'subscriber',
  ],
  'a function that is handed to a local one': [
    'const using = (open) => open().subscribe("x"); using(() => new Redis());',
    'subscriber',
  ],
  'an object as a parameter': [
    'function f({ c }) { c.subscribe("x"); } f({ c: new Redis() });',
    'subscriber',
  ],
  'an object in a private field': [
    'class A { #all = { c: new Redis() }; f() { this.#all.c.subscribe("x"); } }',
    'subscriber',
  ],
  'a parameter of a private method': [
    'class A { run() { this.#f(new Redis()); } #f(c) { c.subscribe("x"); } }',
    'subscriber',
  ],
  'a parameter of a local constructor': [
    'class A { #c; constructor(c) { this.#c = c; } f() { this.#c.subscribe("x"); } } new A(new Redis());',
    'subscriber',
  ],
  'a parameter property': [
    'class A { constructor(private c: Redis) {} f() { this.c.subscribe("x"); } } new A(new Redis());',
    'subscriber',
  ],
  'the default of a parameter property': [
    'class A { constructor(private c = new Redis()) {} f() { this.c.subscribe("x"); } }',
    'subscriber',
  ],
  'the parameter of a parameter property': [
    'class A { constructor(private c = new Redis()) { c.subscribe("x"); } }',
    'subscriber',
  ],
  'a returned value': [
    'function open() { return new Redis(); } open().subscribe("x");',
    'subscriber',
  ],
  'a returned value of a function with parameters': [
    'function open(url) { return new Redis(url); } open("u").get("k");',
    'commands',
  ],
  'an async arrow': [
    'const open = async () => new Redis(); const c = await open(); c.subscribe("x");',
    'subscriber',
  ],
  'recursion by the own name of a function expression': [
    'const f = function g(n) { if (n) g(0).subscribe("x"); return new Redis(); }; f(1).get("k");',
    'subscriber',
  ],
  'mutual recursion': [
    'function a(n) { return n ? b(n - 1) : new Redis(); } function b(n) { return a(n); } b(3).subscribe("x");',
    'subscriber',
  ],
  'a function that returns its argument': [
    'const id = (x) => x; id(new Redis()).subscribe("x");',
    'subscriber',
  ],
  'a private field': [
    'class A { #c = new Redis(); f() { this.#c.subscribe("x"); } }',
    'subscriber',
  ],
  'a private accessor field': [
    'class A { private accessor c = new Redis(); f() { this.c.subscribe("x"); } }',
    'subscriber',
  ],
  'a private field written in a method': [
    'class A { private c?: Redis; f() { this.c = new Redis(); } g() { this.c?.subscribe("x"); } }',
    'subscriber',
  ],
  'a private field through an alias of this': [
    'class A { #c = new Redis(); f() { const self = this; on(function () { self.#c.subscribe("x"); }); } }',
    'subscriber',
  ],
  'a private field through a later alias of this': [
    'class A { private c = new Redis(); f() { let self; self = this; self.c.subscribe("x"); } }',
    'subscriber',
  ],
  'a private field through a cast of this': [
    'class A { private c = new Redis(); f() { (this as any).c.subscribe("x"); } }',
    'subscriber',
  ],
  'a private field by its name in brackets': [
    'class A { private c = new Redis(); f() { this["c"].subscribe("x"); } }',
    'subscriber',
  ],
  'a private field by its name in a template': [
    'class A { private c = new Redis(); f() { this[`c`].subscribe("x"); } }',
    'subscriber',
  ],
  'a private field taken out of this': [
    'class A { private c = new Redis(); f() { const { c: d } = this; d.subscribe("x"); } }',
    'subscriber',
  ],
  'a private field assigned out of this': [
    'class A { private c = new Redis(); f() { let c; ({ c } = this as any); c.subscribe("x"); } }',
    'subscriber',
  ],
  'a private static field by the class name': [
    'class A { static #c = new Redis(); static f() { A.#c.subscribe("x"); } }',
    'subscriber',
  ],
  'a private static field of a class expression': [
    'const A = class { private static c = new Redis(); static f() { A.c.subscribe("x"); } };',
    'subscriber',
  ],
  'a private static field in a static block': [
    'class A { static #c; static { this.#c = new Redis(); this.#c.subscribe("x"); } }',
    'subscriber',
  ],
  'a private getter': [
    'class A { #c = new Redis(); get #d() { return this.#c; } f() { this.#d.subscribe("x"); } }',
    'subscriber',
  ],
  'a private method': [
    'class A { #open() { return new Redis(); } async f() { (await this.#open()).subscribe("x"); } }',
    'subscriber',
  ],
  'an object of clients': [
    'const o = { c: new Redis() }; o.c.subscribe("x");',
    'subscriber',
  ],
  'an object of clients in brackets': [
    'const o = { c: new Redis() } as const; o["c"].subscribe("x");',
    'subscriber',
  ],
  'this in a method of an object': [
    'const o = { c: new Redis(), f() { this.c.subscribe("x"); } }; o.f();',
    'subscriber',
  ],
  'listeners that return the client': [
    'const c = new Redis().on("error", log).setMaxListeners(0); c.subscribe("x");',
    'subscriber',
  ],
  'a pipeline': [
    'const c = new Redis(); c.pipeline().get("k").blpop("q", 0).exec();',
    'blocking',
  ],
  'a pipeline in a variable': [
    'const c = new Redis(); const p = c.pipeline(); p.get("k"); p.blpop("q", 0);',
    'blocking',
  ],
  'a pipeline in a variable after a command': [
    'const p = new Redis().pipeline().get("k"); p.blpop("q", 0); p.exec();',
    'blocking',
  ],
  'a pipeline that a local function returns': [
    'const c = new Redis(); const start = () => c.pipeline().get("k"); start().blpop("q", 0).exec();',
    'blocking',
  ],
  'a namespace': [
    'namespace N { const c = new Redis(); c.subscribe("x"); }',
    'subscriber',
  ],
  'an optional call': [
    'let c: Redis | undefined; c = new Redis(); c?.subscribe?.("x");',
    'subscriber',
  ],
  'a computed name': [
    'const c = new Redis(); c["subscribe"]("x");',
    'subscriber',
  ],
  'a name in a template': [
    'const c = new Redis(); c[`subscribe`]("x");',
    'subscriber',
  ],
  'for loops': [
    'for (let c = new Redis(); c; c = null) c.subscribe("x");',
    'subscriber',
  ],
});

purposes('a method says what it does wherever it is called', {
  'through call': [
    'const c = new Redis(); c.subscribe.call(c, "x");',
    'subscriber',
  ],
  'through apply': [
    'const c = new Redis(); const pop = (...keys) => c.brpop.apply(c, keys);',
    'blocking',
  ],
  'through Reflect': [
    'const c = new Redis(); Reflect.apply(c.subscribe, c, ["x"]);',
    'subscriber',
  ],
  bound: [
    'const c = new Redis(); const s = c.subscribe.bind(c); s("x");',
    'subscriber',
  ],
  destructured: [
    'const { subscribe } = new Redis(); subscribe("x");',
    'subscriber',
  ],
  'as a tag': ['new Redis().subscribe`x`;', 'subscriber'],
  'an ordinary command': [
    'const c = new Redis(); f(c.get.bind(c));',
    'commands',
  ],
  'what is only asked for': [
    'const c = new Redis(); if (typeof c.subscribe === "function") c.get("k");',
    'commands',
  ],
  'one that depends on its arguments': [
    'const c = new Redis(); c.client.apply(c, words);',
    'unknown',
  ],
});

purposes('what cannot be followed is not shared', {
  'a function that sends what it is given, and is called': [
    'const c = new Redis(); const send = (...args) => c.call(...args); send("SUBSCRIBE", "x");',
    'unknown',
  ],
  'a member of such a function': [
    'const c = new Redis(); function send(name, ...args) { return c.call(name, ...args); } send.call(null, "SUBSCRIBE", "x");',
    'unknown',
  ],
  'a method that sends what it is given': [
    'class A { #c = new Redis(); send(...args) { return this.#c.call(...args); } }',
    'unknown',
  ],
  'such a function in other hands': [
    'const c = new Redis(); other({ send: (...args) => c.call(...args) });',
    'handed',
  ],
  'an unknown method': ['new Redis().frobnicate();', 'unknown'],
  'a method by a variable name': ['new Redis()[name]("x");', 'unknown'],
  'the rest of a client': [
    'const { status, ...rest } = new Redis();',
    'unknown',
  ],
  'a replaced method': ['const c = new Redis(); c.get = other;', 'unknown'],
  'a deleted field': [
    'class A { #c; private d = new Redis(); f() { delete this.d; } }',
    'unknown',
  ],
  'an array that is searched': [
    'const cs = [new Redis()]; cs.find(ready).subscribe("x");',
    'stored',
  ],
  'an array that is spread into a call': [
    'const cs = [new Redis()]; f(...cs);',
    'unknown',
  ],
  'an array taken apart with a rest': [
    'const [...cs] = [new Redis()]; send(cs);',
    'handed',
  ],
  'spread into a call': ['f(...new Redis());', 'unknown'],
  'spread into an object': ['const o = { ...new Redis() };', 'unknown'],
  'an iterated client': ['for (const x of new Redis()) x.get();', 'unknown'],
  yield: ['function* f() { yield new Redis(); }', 'unknown'],
  'the result of a generator': [
    'function* f() { return new Redis(); } f().next().value.subscribe("x");',
    'unknown',
  ],
  throw: ['function f() { throw new Redis(); }', 'unknown'],
  'a template': ['const s = `${new Redis()}`;', 'unknown'],
  JSX: ['const e = <P client={new Redis()} />;', 'unknown'],
  'a decorator': ['@(new Redis()) class A {}', 'unknown'],
  'a promise callback that is not written here': [
    'const open = async () => new Redis(); open().then(callback);',
    'unknown',
  ],
  'an unknown function': ['wrap(new Redis());', 'handed'],
  'an unknown constructor': [
    'new Worker("q", fn, { connection: new Redis() });',
    'handed',
  ],
  'a local function that reads arguments': [
    'function f(c) { arguments[0].subscribe("x"); } f(new Redis());',
    'handed',
  ],
  'a rest parameter': [
    'function f(...cs) { cs[0].subscribe("x"); } f(new Redis());',
    'handed',
  ],
  'an argument after a spread': [
    'function f(a, c) { a.get(c); } f(...xs, new Redis());',
    'handed',
  ],
  'a function that may be another': [
    'let f = (c) => c.get("k"); if (x) f = other; f(new Redis());',
    'handed',
  ],
  'a method of an object that is replaced': [
    'const o = { f(c) { c.get("k"); } }; o.f = other; o.f(new Redis());',
    'handed',
  ],
  'a public method': [
    'class A { run() { this.f(new Redis()); } f(c) { c.get("k"); } }',
    'handed',
  ],
  super: [
    'class A extends B { constructor() { super(new Redis()); } }',
    'handed',
  ],
  'a global': ['globalThis.client = new Redis();', 'stored'],
  'an undeclared variable': ['client = new Redis();', 'stored'],
  'a public field': [
    'class A { c = new Redis(); f() { this.c.get("k"); } }',
    'stored',
  ],
  'a protected field': [
    'class A { protected c = new Redis(); } class B extends A { f() { this.c.subscribe("x"); } }',
    'stored',
  ],
  'a private setter': [
    'class A { private set c(v) { v.subscribe("x"); } f() { this.c = new Redis(); } }',
    'stored',
  ],
  'a private field of another instance': [
    'class A { private c = new Redis(); f(other: A) { other.c.subscribe("x"); } }',
    'unknown',
  ],
  'a private field taken out of another instance': [
    'class A { private c = new Redis(); f(other: A) { const { c } = other; c.subscribe("x"); } }',
    'unknown',
  ],
  'a private field of the singleton': [
    'class A { private static it = new A(); private c = new Redis(); static f() { A.it.c.subscribe("x"); } }',
    'unknown',
  ],
  'a private field behind the compiler': [
    'class A { private c = new Redis(); } new A()["c"].subscribe("x");',
    'unknown',
  ],
  'a private field by a variable name': [
    'class A { private c = new Redis(); f(k) { this[k].subscribe("x"); } }',
    'unknown',
  ],
  'the rest of this': [
    'class A { private c = new Redis(); f() { const { ...all } = this; all.c.subscribe("x"); } }',
    'unknown',
  ],
  'this of a function that is no method': [
    'class A { private c = new Redis(); f() { on(function () { this.c.subscribe("x"); }.bind(this)); } }',
    'unknown',
  ],
  'this of a method of an object inside a class': [
    'class A { private c = new Redis(); f() { return { c: 1, g() { this.c.subscribe("x"); } }; } }',
    'unused',
  ],
  'an object that leaves': [
    'const o = { c: new Redis() }; register(o); o.c.get("k");',
    'handed',
  ],
  'an object whose this leaves': [
    'const o = { c: new Redis(), f() { return this; } }; o.f().c.subscribe("x");',
    'stored',
  ],
  'an object whose this is read by a variable name': [
    'const o = { c: new Redis(), f(k) { this[k].subscribe("x"); } }; o.f("c");',
    'stored',
  ],
  'a returned object': [
    'export const f = () => ({ c: new Redis() });',
    'returned',
  ],
  'an object that is exported': [
    'export const o = { c: new Redis() };',
    'exported',
  ],
  'an object in CommonJS exports': [
    'module.exports = { c: new Redis() };',
    'exported',
  ],
  'objects nested without end': [
    'let o = new Redis(); for (;;) o = { o };',
    'unknown',
  ],
  'an object with a method that returns it': [
    'register({ f() { return new Redis(); } });',
    'handed',
  ],
  'a public method that returns it': [
    'class A { f() { return new Redis(); } }',
    'returned',
  ],
  'a function that leaves': [
    'function f() { return new Redis(); } register(f); f().get("k");',
    'returned',
  ],
  'a callback': ['const c = once(() => new Redis());', 'returned'],
  'a return of the module': [
    'if (x) { const f = new Function(); } export default () => new Redis();',
    'returned',
  ],
  'a pipeline that leaves': [
    'const c = new Redis(); fill(c.pipeline());',
    'handed',
  ],
  export: ['export const c = new Redis();', 'exported'],
  'a later export': ['const c = new Redis(); export { c as d };', 'exported'],
  'export default': ['export default new Redis();', 'exported'],
  'export =': ['const c = new Redis(); export = c;', 'exported'],
  'module.exports': ['module.exports = new Redis();', 'exported'],
  'exports.name': ['exports.client = new Redis();', 'exported'],
  'an exported namespace member': [
    'namespace N { export const c = new Redis(); }',
    'exported',
  ],
  shorthand: ['const c = new Redis(); send({ c });', 'handed'],
  'nothing at all': ['new Redis();', 'unused'],
  'only connecting': ['const c = new Redis(); c.connect();', 'unused'],
  'bare this escaping through eval-like names': [
    'const c = new Redis(); with_(c);',
    'handed',
  ],
});

purposes('what is only looked at does not matter', {
  'a guard': ['const c = new Redis(); if (c) c.get("k");', 'commands'],
  'a guard before a result': [
    'const c = new Redis(); const v = c && (await c.get("k")); log(v);',
    'commands',
  ],
  comparisons: [
    'const c = new Redis(); if (!c || c === d || c instanceof Redis) void c; c.get("k");',
    'commands',
  ],
  'its status': [
    'const c = new Redis(); if (c.status === "ready") c.get("k");',
    'commands',
  ],
  'its type': [
    'const c = new Redis(); type C = typeof c; let d: typeof c.options; c.get("k");',
    'commands',
  ],
  'the type of its opener': [
    'const open = () => new Redis(); type C = ReturnType<typeof open>; open().get("k");',
    'commands',
  ],
  'a type export': [
    'const c = new Redis(); c.get("k"); export type { c };',
    'commands',
  ],
  'the length of a pipeline': [
    'const p = new Redis().pipeline(); if (p.length > 0) p.exec();',
    'commands',
  ],
  'a pipeline command in a callback': [
    'const p = new Redis().pipeline(); ks.forEach((k) => p.get(k)); p.exec();',
    'commands',
  ],
  'the replies of a pipeline': [
    'const p = new Redis().pipeline(); const r = await p.exec(); send(r);',
    'commands',
  ],
  'a shadowing variable': [
    'const c = new Redis(); c.get("k"); function f(c) { c.subscribe("x"); } f(other);',
    'commands',
  ],
  'the same field of another class': [
    'class A { private c = new Redis(); f() { this.c.get("k"); } } class B { private c = sub(); f() { this.c.subscribe("x"); } }',
    'commands',
  ],
  'options of the same name in the constructor': [
    'class A { private c: Redis; constructor({ c }: Options) { const { c: d } = defaults; this.c = c ?? new Redis(d); this.c.get("k"); } }',
    'commands',
  ],
});

describe('the weight of uses', () => {
  test('one subscribe outweighs commands and departures', () => {
    expect(
      purposesIn(
        `${IMPORT}const c = new Redis(); c.get("k"); wrap(c); c.subscribe("x");`,
      ),
    ).toEqual(['subscriber']);
  });

  test('uses come in source order', () => {
    expect(
      usesIn(`${IMPORT}
        function later(c) { c.set("k", 1); }
        const c = new Redis();
        later(c);
        c.get("k");
        c.multi().incr("n").exec();
        log(c);`),
    ).toEqual(['set', 'get', 'multi', 'multi.incr', 'multi.exec', 'to log']);
  });

  test('`using` is a use', () => {
    expect(
      usesIn(`${IMPORT}await using c = new Redis(); await c.get("k");`),
    ).toEqual(['using as c', 'get']);
  });

  test('departures carry the name they leave under', () => {
    expect(usesIn(`${IMPORT}export const c = new Redis();`)).toEqual([
      'exported as c',
    ]);
    expect(
      usesIn(`${IMPORT}export function open() { return new Redis(); }`),
    ).toEqual(['exported as open']);
    expect(usesIn(`${IMPORT}lib.sub.wrap(new Redis());`)).toEqual([
      'to lib.sub.wrap',
    ]);
  });
});

/** The opens of a file: `new client`, with `?` where the class is not certain. */
function opensIn(code: string): readonly string[] {
  return analysisOf(code, { filePath: 'file.ts' }).opens.map(
    ({ form, product, certain }) => `${form} ${product}${certain ? '' : '?'}`,
  );
}

describe('opens', () => {
  test.each([
    ['default import', "import R from 'ioredis'; new R();", 'new client'],
    [
      'named import',
      "import { Redis } from 'ioredis'; new Redis();",
      'new client',
    ],
    [
      'renamed import',
      "import { Redis as R } from 'ioredis'; new R();",
      'new client',
    ],
    [
      'default as a name',
      "import { default as R } from 'ioredis'; new R();",
      'new client',
    ],
    [
      'cluster import',
      "import { Cluster as C } from 'ioredis'; new C([]);",
      'new cluster',
    ],
    [
      'namespace import',
      "import * as R from 'ioredis'; new R.Redis();",
      'new client',
    ],
    [
      'namespace default',
      "import * as R from 'ioredis'; new R.default();",
      'new client',
    ],
    [
      'static Cluster',
      "import R from 'ioredis'; new R.Cluster([]);",
      'new cluster',
    ],
    [
      'createClient',
      "import R from 'ioredis'; R.createClient();",
      'createClient client',
    ],
    ['import equals', "import R = require('ioredis'); new R();", 'new client'],
    [
      'import alias',
      "import R = require('ioredis'); import C = R.Cluster; new C([]);",
      'new cluster',
    ],
    ['require', "const R = require('ioredis'); new R();", 'new client'],
    [
      'module.require',
      "const R = module.require('ioredis'); new R();",
      'new client',
    ],
    ['require in place', "new (require('ioredis'))();", 'new client'],
    [
      'require without new parentheses',
      "new (require('ioredis').Cluster)([]);",
      'new cluster',
    ],
    [
      'destructured require',
      "const { Redis: R } = require('ioredis'); new R();",
      'new client',
    ],
    [
      'nested destructuring',
      "const { default: { Cluster } } = require('ioredis'); new Cluster([]);",
      'new cluster',
    ],
    [
      'createRequire',
      "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); new (require('ioredis'))();",
      'new client',
    ],
    [
      'dynamic import',
      "const { default: R } = await import('ioredis'); new R();",
      'new client',
    ],
    [
      'dynamic import in place',
      "new (await import('ioredis')).Redis();",
      'new client',
    ],
    [
      'template module name',
      'const R = require(`ioredis`); new R();',
      'new client',
    ],
    [
      'alias',
      "import R from 'ioredis'; const S = R as any; new S();",
      'new client',
    ],
    [
      'late alias',
      "import R from 'ioredis'; let S; S = R; new S();",
      'new client?',
    ],
    [
      'lazy require',
      "let R; function f() { R ??= require('ioredis'); return new R(); }",
      'new client?',
    ],
    [
      'conditional class',
      "import R from 'ioredis'; new (x ? R : R.Cluster)();",
      'new client?',
    ],
    [
      'beside the mock of another driver',
      "import R from 'ioredis'; vi.mock('redis'); vi.mock('./config'); new R();",
      'new client',
    ],
    [
      'mock or class',
      "import R from 'ioredis'; new (x ? R : Mock)();",
      'new client?',
    ],
    [
      'default class in a pattern',
      "import R from 'ioredis'; export function f({ C = R } = {}) { return new C(); }",
      'new client?',
    ],
    [
      'default class in a parameter',
      "import R from 'ioredis'; export function f(C = R) { return new C(); }",
      'new client?',
    ],
    [
      'class in an object',
      "import R from 'ioredis'; const lib = { R }; new lib.R();",
      'new client',
    ],
    [
      'class added to an object',
      "const lib = {}; lib.R = require('ioredis'); new lib.R();",
      'new client?',
    ],
    [
      'class from a function',
      "const load = () => require('ioredis'); new (load())();",
      'new client',
    ],
    [
      'class in a private field',
      "import R from 'ioredis'; class A { #R = R; f() { return new this.#R(); } }",
      'new client',
    ],
    [
      'subclass',
      "import R from 'ioredis'; class S extends R {} new S();",
      'subclass client',
    ],
    [
      'subclass of a subclass',
      "import R from 'ioredis'; class S extends R {} const T = class extends S {}; new T();",
      'subclass client',
    ],
    [
      'new this in a static',
      "import R from 'ioredis'; class S extends R { static open() { return new this(); } }",
      'subclass client',
    ],
    [
      'a class that extends its former self',
      "import R from 'ioredis'; let B = R; B = class extends B {}; new B();",
      'new client?',
    ],
    [
      'a type of the same name',
      "const Redis = require('ioredis'); type Redis = object; new Redis();",
      'new client',
    ],
    ['no parentheses', "import R from 'ioredis'; new R;", 'new client'],
  ])('%s', (_, code, open) => {
    expect(opensIn(code)).toEqual([open]);
  });

  test.each([
    [
      'another package',
      "import { Redis } from '@upstash/redis'; import 'ioredis'; new Redis();",
    ],
    [
      'createClient of Supabase',
      "import { createClient } from '@supabase/supabase-js'; import 'ioredis'; createClient();",
    ],
    ['a local class', "import 'ioredis'; class Redis {} new Redis();"],
    [
      'a shadowed import',
      "import Redis from 'ioredis'; function f(Redis) { return new Redis(); }",
    ],
    [
      'a shadowed require',
      "function f(require) { return new (require('ioredis'))(); }",
    ],
    [
      'a path inside the package',
      "import { Redis } from 'ioredis/built/utils'; new Redis();",
    ],
    [
      'another export',
      "import { Command } from 'ioredis'; new Command('get');",
    ],
    [
      'a static method of a class',
      "import Redis from 'ioredis'; Redis.Promise(); new Redis.Command('get');",
    ],
    ['a call of the class', "import Redis from 'ioredis'; Redis();"],
    [
      'new createClient',
      "import Redis from 'ioredis'; new Redis.createClient();",
    ],
    ['a type', "import type { Redis } from 'ioredis'; let c: Redis;"],
    [
      'a class without a base',
      "import Redis from 'ioredis'; class A {} class B extends A {} new B();",
    ],
    [
      'a class that extends itself',
      "import 'ioredis'; const A = class extends A {}; new A();",
    ],
    [
      'a callee that is its own call',
      "import 'ioredis'; let f; f = f(); new f();",
    ],
    [
      'a path without end',
      "import 'ioredis'; let x = start; x = x.next; new x.Redis();",
    ],
    [
      'this of an instance',
      "import Redis from 'ioredis'; class S extends Redis { f() { return new this(); } }",
    ],
    [
      'super',
      "import Redis from 'ioredis'; class S extends Redis { constructor() { super(); } }",
    ],
    [
      'what a generator returns',
      "import Redis from 'ioredis'; function* f() { return Redis; } new (f())();",
    ],
    [
      'a driver that Vitest mocks, its subclasses and duplicates',
      "import Redis from 'ioredis'; vi.mock('ioredis'); class Own extends Redis {} new Own(); new Redis().duplicate();",
    ],
    [
      'a driver that Vitest mocks by its type',
      "import Redis from 'ioredis'; vi.mock(import('ioredis'), () => ({})); new Redis();",
    ],
    [
      'a driver that Jest mocks',
      "const redis = require('redis'); jest.mock('redis', () => ({})); redis.createClient();",
    ],
    [
      'a driver that node:test mocks',
      "test('a', async (t) => { t.mock.module('ioredis', {}); const R = await import('ioredis'); new R.default(); });",
    ],
  ])('not %s', (_, code) => {
    expect(opensIn(code)).toEqual([]);
  });

  test('not duplicates of a cluster of the registry, which opens none that is not shared', () => {
    expect(
      opensIn(`
        import { getRedisCluster } from 'shared-redis';
        getRedisCluster([7000]).duplicate().duplicate();`),
    ).toEqual([]);
  });

  test('duplicates of clients, of registry clients and of duplicates', () => {
    expect(
      opensIn(`
        import Redis from 'ioredis';
        import { getRedisClient } from 'shared-redis';
        const a = new Redis();
        const b = a.duplicate({ db: 1 });
        b.duplicate();
        getRedisClient().duplicate();
        new Cache().duplicate();`),
    ).toEqual([
      'new client',
      'duplicate client',
      'duplicate client',
      'duplicate client',
    ]);
  });

  test('registry clients are shared or dedicated, however they are imported', () => {
    const { shared, dedicated, opens } = analysisOf(`
      import { getRedisClient as get, openDedicatedRedisClient } from 'shared-redis';
      import * as registry from 'shared-redis';
      const { getOpsRedisClient } = require('shared-redis');
      get();
      registry.getBrokerRedisClient();
      getOpsRedisClient();
      openDedicatedRedisClient();
      registry.inspectRedisClients();`);
    expect([opens.length, shared.length, dedicated.length]).toEqual([0, 3, 1]);
  });
});

describe('when an open runs', () => {
  test.each([
    ['import', 'new Redis();', 'import', undefined, false],
    [
      'a loop at import',
      'for (const u of us) new Redis(u);',
      'import',
      undefined,
      true,
    ],
    [
      'a function called in place',
      '(() => { new Redis(); })();',
      'import',
      undefined,
      false,
    ],
    [
      'an async function called in place',
      'await (async function () { new Redis(); })();',
      'import',
      undefined,
      false,
    ],
    [
      'a static field',
      'class A { static c = new Redis(); }',
      'import',
      undefined,
      false,
    ],
    [
      'a static block',
      'class A { static { new Redis(); } }',
      'import',
      undefined,
      false,
    ],
    [
      'a static field of a class made by a function',
      'export function f() { return class { static c = new Redis(); }; }',
      'function',
      'f',
      true,
    ],
    ['a field', 'class A { c = new Redis(); }', 'field', 'A', true],
    [
      'an accessor field',
      'class A { accessor c = new Redis(); }',
      'field',
      'A',
      true,
    ],
    [
      'a constructor',
      'class A { constructor() { new Redis(); } }',
      'constructor',
      'A',
      true,
    ],
    ['a method', 'class A { f() { new Redis(); } }', 'function', 'f', true],
    [
      'a private method',
      'class A { #f() { new Redis(); } }',
      'function',
      '#f',
      true,
    ],
    [
      'a function in a field',
      'class A { f = () => new Redis(); }',
      'function',
      'f',
      true,
    ],
    [
      'a function',
      'export function f() { new Redis(); }',
      'function',
      'f',
      true,
    ],
    ['an arrow', 'export const f = () => new Redis();', 'function', 'f', true],
    [
      'an assigned function',
      'exports.f = () => new Redis();',
      'function',
      'f',
      true,
    ],
    [
      'a callback',
      'export function f() { on(() => { new Redis(); }); }',
      'function',
      'f',
      true,
    ],
    [
      'a nameless callback',
      'on(() => { new Redis(); });',
      'function',
      undefined,
      true,
    ],
    [
      'a method of an object',
      'export default { f() { new Redis(); } };',
      'function',
      'f',
      true,
    ],
    [
      'a parameter default',
      'export function f(c = new Redis()) {}',
      'function',
      'f',
      true,
    ],
    [
      'a function called once',
      'async function main() { new Redis(); } main();',
      'function',
      'main',
      false,
    ],
    [
      'a function called once by one called once',
      'function a() { new Redis(); } const b = () => a(); b();',
      'function',
      'a',
      false,
    ],
    [
      'a function called twice',
      'function f() { new Redis(); } f(); f();',
      'function',
      'f',
      true,
    ],
    [
      'a function called in a loop',
      'function f() { new Redis(); } while (x) f();',
      'function',
      'f',
      true,
    ],
    [
      'a loop in a function called once',
      'function f() { for (;;) new Redis(); } f();',
      'function',
      'f',
      true,
    ],
    [
      'a function that calls itself',
      'function f() { new Redis(); f(); }',
      'function',
      'f',
      true,
    ],
    [
      'a function that is exported and called',
      'export function f() { new Redis(); } f();',
      'function',
      'f',
      true,
    ],
    [
      'a method called by the constructor',
      'class A { constructor() { this.#f(); } #f() { new Redis(); } }',
      'function',
      '#f',
      true,
    ],
  ])('%s', (_, code, kind, name, repeated) => {
    expect(analysisOf(IMPORT + code).opens[0]!.scope).toEqual({
      kind,
      repeated,
      ...(kind === 'import' ? {} : { name }),
    });
  });

  test.each([
    ['??=', 'let c; export function f() { return (c ??= new Redis()); }'],
    ['||=', 'let c; export function f() { c ||= new Redis(); }'],
    ['x = x ?? open', 'let c; export function f() { c = c ?? new Redis(); }'],
    [
      'x || (x = open)',
      'let c; export function f() { return c || (c = new Redis()); }',
    ],
    [
      '!x && (x = open)',
      'let c; export function f() { !c && (c = new Redis()); }',
    ],
    [
      'if (!x)',
      'let c; export function f() { if (!c) { c = new Redis(); } return c; }',
    ],
    [
      'if (x == null)',
      'let c; export function f() { if (c == null) c = new Redis(); }',
    ],
    [
      'if (!x || ended)',
      'let c; export function f() { if (!c || c.status === "end") c = new Redis(); }',
    ],
    [
      'else',
      'let c; export function f() { if (c) use(c); else c = new Redis(); }',
    ],
    [
      'a conditional',
      'let c; export function f() { return c ? c : (c = new Redis()); }',
    ],
    [
      'an early return',
      'let c; export function f() { if (c) return c; c = new Redis(); return c; }',
    ],
    [
      'an early return in a block',
      'let c; export function f() { if (c !== undefined) { return c; } c = new Redis(); }',
    ],
    [
      'globalThis',
      'export function f() { return (globalThis.c ??= new Redis()); }',
    ],
    [
      'a static field',
      'class A { static #c; static f() { return (A.#c ??= new Redis()); } }',
    ],
    ['a field', 'class A { #c; f() { if (!this.#c) this.#c = new Redis(); } }'],
    [
      'a variable of an outer function',
      'export function make() { let c; return () => (c ??= new Redis()); }',
    ],
  ])('memoised by %s', (_, code) => {
    expect(analysisOf(IMPORT + code).opens[0]!.scope.repeated).toBe(false);
  });

  test.each([
    ['a local variable', 'export function f() { let c; c ??= new Redis(); }'],
    [
      'a variable of a block',
      'export function f() { { let c; if (!c) c = new Redis(); } }',
    ],
    ['a parameter', 'export function f(req) { req.redis ??= new Redis(); }'],
    [
      'another variable',
      'let c, d; export function f() { if (!d) c = new Redis(); }',
    ],
    [
      'a test that finds it',
      'let c; export function f() { if (c) c = new Redis(); }',
    ],
    [
      'a return that finds nothing',
      'let c; export function f() { if (!c) return; c = new Redis(); }',
    ],
    [
      'a check that goes on',
      'let c; export function f() { if (c) log(c); c = new Redis(); }',
    ],
    [
      'no assignment',
      'let c; export function f() { if (!c) use(new Redis()); }',
    ],
  ])('not memoised by %s', (_, code) => {
    expect(analysisOf(IMPORT + code).opens[0]!.scope.repeated).toBe(true);
  });
});
