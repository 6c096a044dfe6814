import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../rules/src/index.js';

const IMPORT =
  "import { getRedisClient, openDedicatedRedisClient } from 'shared-redis';\n";

/** What the rules report in a file, as it is written there: `no-close-shared-client: quit`. */
function reported(code: string): string[] {
  const text = IMPORT + code;
  const config = [
    { files: ['**/*.ts'], languageOptions: { parser } },
    plugin.configs.recommended,
  ] as Linter.Config[];
  return new Linter()
    .verify(text, config, { filename: 'file.ts' })
    .map(({ ruleId, line, column, endColumn = column }) => {
      const written = text.split('\n')[line - 1]!;
      const name = written.slice(column - 1, endColumn - 1);
      return `${ruleId?.replace('shared-redis/', '')}: ${name}`;
    });
}

type Cases = Readonly<Record<string, string>>;

/** Files in which the client that is used may be somebody else's. */
function mayBeAnother(cases: Cases): void {
  it.each(Object.entries(cases))('not reported: %s', (_name, code) => {
    expect(reported(code)).toEqual([]);
  });
}

/** Files in which it is the shared client, or would be for most callers. */
function isShared(report: string, cases: Cases): void {
  it.each(Object.entries(cases))('reported: %s', (_name, code) => {
    expect(reported(code)).toEqual([report]);
  });
}

const CLOSE = 'no-close-shared-client: quit';

describe('no-close-shared-client: another client in the same place', () => {
  mayBeAnother({
    'a variable that is given another client later':
      'let c = getRedisClient();\nawait c.get("k");\nc = await makeClient();\nawait c.quit();',
    'a loop over clients of both kinds, without the shared one':
      'const shared = getRedisClient();\nfor (const c of [shared, openDedicatedRedisClient()]) if (c !== shared) c.quit();',
    'a loop over clients of which one is unknown':
      'const all = [getRedisClient(), make()];\nfor (const c of all) c.quit();',
    'a parameter that gets clients of both kinds':
      'function use(c, own) { if (own) c.quit(); }\nuse(openDedicatedRedisClient(), true);\nuse(getRedisClient(), false);',
    'a parameter that gets an unknown client':
      'function use(c, own) { if (own) c.quit(); }\nuse(make(), true);\nuse(getRedisClient(), false);',
    'a callback over clients of both kinds':
      '[getRedisClient(), make()].forEach((c) => c.quit());',
  });
  isShared(CLOSE, {
    'a variable that is emptied later':
      'let c = getRedisClient();\nawait c.quit();\nc = null;',
    'a variable that is given shared clients only':
      'let c = getRedisClient();\nif (x) c = getRedisClient(url);\nc.quit();',
    'a variable that is given the client again by a method that returns it':
      'let c = getRedisClient();\nc = c.on("end", log);\nc = await c.connect();\nc.quit();',
    'a loop over shared clients':
      'for (const c of [getRedisClient(), getRedisClient(url)]) c.quit();',
    'a parameter that gets shared clients only':
      'function use(c, own) { if (own) c.quit(); }\nuse(getRedisClient(), true);\nuse(getRedisClient(url), false);',
  });
});

describe('no-close-shared-client: guarded ownership', () => {
  mayBeAnother({
    'only what was given':
      'export async function f(given) {\n  const c = given ?? getRedisClient();\n  try { await c.get("k"); } finally { if (given) await c.quit(); }\n}',
    'only what was given, for all others an early return':
      'export async function f(given) {\n  const c = given ?? getRedisClient();\n  if (!given) return;\n  await c.quit();\n}',
    'only what is not the shared client':
      'const shared = getRedisClient();\nexport const f = async (client = shared) => { if (client !== shared) await client.quit(); };',
    'a flag beside it, with &&':
      'export function f(options) {\n  const c = options.client || getRedisClient();\n  return { stop: () => options.own && c.quit() };\n}',
    'a flag of the instance':
      'export class A {\n  #owned; #c;\n  constructor(o) { this.#owned = !!o.client; this.#c = o.client ?? getRedisClient(); }\n  stop() { if (this.#owned) this.#c.quit(); }\n}',
    'a destructured option with a default':
      'export function f({ client = getRedisClient(), own = false }) {\n  if (own) client.quit();\n}',
    'a conditional of which one side is unknown':
      'const c = isWorker ? makeClient() : getRedisClient();\nif (isWorker) await c.quit();',
    'a helper that returns what it is given, or the shared client':
      'function pick(given) { if (given) return given; return getRedisClient(); }\nexport function f(given) { const c = pick(given); if (given) c.quit(); }',
    'a method that is called under the condition only':
      'export class A {\n  #owned; #c;\n  constructor(c, owned) { this.#c = c ?? getRedisClient(); this.#owned = owned; }\n  stop() { if (this.#owned) this.#close(); }\n  #close() { this.#c.quit(); }\n}',
    'a flag of an instance that takes over what it is given':
      'export class A {\n  owned = true; c = getRedisClient();\n  constructor(options) { Object.assign(this, options); }\n  async stop() { if (this.owned) await this.c.quit(); }\n}',
    'a flag of an instance that takes it over by another name of itself':
      'export class A {\n  owned = true; c = getRedisClient();\n  constructor(options) { const self = this; Object.assign(self, options); }\n  async stop() { if (this.owned) await this.c.quit(); }\n}',
    'a flag of an instance whose subclass takes it over':
      'export class A {\n  c = getRedisClient();\n  async stop() { if (this.owned) await this.c.quit(); }\n}\nexport class B extends A { constructor(options) { super(); Object.assign(this, options); } }',
    'a flag of an instance that takes over each of what it is given':
      'export class A {\n  owned = true; c = getRedisClient();\n  constructor(options) { for (const name of Object.keys(options)) this[name] = options[name]; }\n  async stop() { if (this.owned) await this.c.quit(); }\n}',
    'a flag of an object that takes over what it is given':
      'export const a = {\n  owned: true, c: getRedisClient(),\n  configure(options) { Object.assign(this, options); },\n  stop() { if (this.owned) this.c.quit(); },\n};',
    'a flag beside an object into which others copy':
      'const deps = { owned: false, c: getRedisClient() };\nexport const configure = (given) => Object.assign(deps, given);\nexport const stop = () => deps.owned && deps.c.quit();',
    'a flag beside an object into which others merge':
      'import merge from "lodash/merge";\nconst deps = { owned: false, c: getRedisClient() };\nexport const configure = (given) => merge(deps, given);\nexport const stop = () => deps.owned && deps.c.quit();',
    'a flag beside an object with another one spread into it':
      'const deps = { c: getRedisClient() };\nexport const configure = (given) => Object.assign(deps, { a: 1, ...given });\nexport const stop = (owned) => owned && deps.c.quit();',
    'a switch':
      'export function f(given, mode) {\n  const c = given ?? getRedisClient();\n  switch (mode) { case "own": c.quit(); }\n}',
  });
  isShared(CLOSE, {
    'what was given or not':
      'export async function f(given) { const c = given ?? getRedisClient(); await c.quit(); }',
    'a condition about the client alone':
      'export class A {\n  c = getRedisClient();\n  stop() { if (this.c && this.c.status !== "end") this.c.quit(); }\n}',
    'a condition about the client alone, where another is possible':
      'export function f(given) {\n  const c = given ?? getRedisClient();\n  if (c && c.status === "ready") c.quit();\n}',
    'a condition about a client that can be no other':
      'const c = getRedisClient();\nif (isWorker) c.quit();',
    'a condition that held before another was possible':
      'export function f(given) {\n  if (ready) {\n    const c = given ?? getRedisClient();\n    c.quit();\n  }\n}',
    'an early return before another was possible':
      'export function f(given) {\n  if (!ready) return;\n  const c = given ?? getRedisClient();\n  c.quit();\n}',
    'what is taken over or not':
      'export class A {\n  c = getRedisClient();\n  constructor(options) { Object.assign(this, options); }\n  async stop() { await this.c.quit(); }\n}',
    'an object into which something else is copied':
      'const deps = { c: getRedisClient() };\nObject.assign(deps, { log: console.log });\nexport const stop = (owned) => { if (owned) deps.c.quit(); };',
    'an object that is copied into another':
      'const deps = { c: getRedisClient() };\nexport const all = (given) => Object.assign(given, deps);\nexport const stop = (owned) => { if (owned) deps.c.quit(); };',
    'an instance beside one that takes over what it is given':
      'export class A { c = getRedisClient(); stop() { if (this.owned) this.c.quit(); } }\nexport class B { constructor(options) { Object.assign(this, options); } }',
    'a method that is called elsewhere without the condition':
      'export class A {\n  #owned; #c;\n  constructor(c, owned) { this.#c = c ?? getRedisClient(); this.#owned = owned; }\n  stop() { if (this.#owned) this.#close(); }\n  kill() { this.#close(); }\n  #close() { this.#c.quit(); }\n}',
  });
});

describe('no-close-shared-client: objects and arrays', () => {
  mayBeAnother({
    'an element that is replaced':
      'const all = [getRedisClient()];\nall[0] = openDedicatedRedisClient();\nall[0].quit();',
    unshift:
      'const all = [getRedisClient()];\nall.unshift(openDedicatedRedisClient());\nall[0].quit();',
    splice:
      'const all = [getRedisClient()];\nall.splice(0, 1, make());\nall[0].quit();',
    'shift and pop':
      'const all = [getRedisClient(), openDedicatedRedisClient()];\nall.shift();\nall[0].quit();\nall.pop().quit();',
    'sort and reverse':
      'const all = [getRedisClient(), openDedicatedRedisClient()];\nall.reverse().sort(by);\nall[0].quit();',
    'a part of an array':
      'const all = [getRedisClient(), openDedicatedRedisClient()];\nall.slice(1).forEach((c) => c.quit());',
    push: 'const all = [getRedisClient()];\nall.push(make());\nfor (const c of all) c.quit();',
    'another element':
      'const all = [getRedisClient(), make()];\nall[1].quit();',
    'a destructured element':
      'const [shared, own] = await Promise.all([getRedisClient(), make()]);\nown.quit();\nshared.get("k");',
    'a computed member':
      'const clients = { pub: getRedisClient(), sub: openDedicatedRedisClient() };\nconst get = (k) => clients[k];\nget("sub").quit();',
    'a member that is replaced':
      'const o = { c: getRedisClient() };\no.c = make();\no.c.quit();',
    'a member that is replaced by another name of the object':
      'const o = { c: getRedisClient() };\nexport const use = (c) => { const same = o; same.c = c; };\nexport const stop = () => o.c.quit();',
    'a member into which another is copied':
      'const o = { c: getRedisClient() };\nexport const use = (own) => Object.assign(o, { c: own });\nexport const stop = () => o.c.quit();',
    'a member that a method replaces':
      'const o = { c: getRedisClient(), use(c) { this.c = c; }, stop() { this.c.quit(); } };\nexport default o;',
    'an array in a field':
      'export class A {\n  #all = [getRedisClient()];\n  add(c) { this.#all.push(c); }\n  stop() { for (const c of this.#all) c.quit(); }\n}',
  });
  isShared(CLOSE, {
    'shared clients only':
      'const all = [getRedisClient(), getRedisClient(url)];\nall.forEach((c) => c.quit());',
    'an element whose place is kept':
      'const all = [getRedisClient(), make()];\nall[0].quit();',
    'a destructured element':
      'const [shared, own] = [getRedisClient(), make()];\nshared.quit();\nown.quit();',
    'a member that is written once':
      'const o = {};\no.c = getRedisClient();\no.c.quit();',
    'a member beside others':
      'const o = { c: getRedisClient(), d: make() };\no.d = make();\no.c.quit();',
  });
});

describe('no-close-shared-client: members of classes', () => {
  mayBeAnother({
    'a field that is replaced from outside':
      'class A { c = getRedisClient(); stop() { this.c.quit(); } }\nconst a = new A();\na.c = openDedicatedRedisClient();\na.stop();',
    'a field that a method replaces':
      'export class A { c = getRedisClient(); use(c) { this.c = c; } stop() { this.c.quit(); } }',
    'a field that a subclass has another for':
      'export class A { c = getRedisClient(); stop() { this.c.quit(); } }\nexport class B extends A { c = openDedicatedRedisClient(); }',
    'a field that a subclass writes':
      'export class A { c = getRedisClient(); stop() { this.c.quit(); } }\nexport class B extends A { constructor() { super(); this.c = make(); } }',
    'a method that a subclass overrides':
      'export class A { client() { return getRedisClient(); } stop() { this.client().quit(); const c = this.client(); c.quit(); } }\nexport class B extends A { client() { return openDedicatedRedisClient(); } }',
    'a getter that a subclass of a subclass overrides':
      'export class A { get client() { return getRedisClient(); } stop() { this.client.quit(); } }\nclass B extends A {}\nexport class C extends B { get client() { return make(); } }',
  });
  isShared(CLOSE, {
    'a class beside it with a member of that name':
      'export class A { c = getRedisClient(); stop() { this.c.quit(); } }\nexport class B { c = openDedicatedRedisClient(); stop() { this.c.quit(); } }',
    'a subclass that overrides something else':
      'export class A { c = getRedisClient(); stop() { this.c.quit(); } }\nexport class B extends A { d = openDedicatedRedisClient(); }',
    'a subclass that has a shared client too':
      'export class A { c = getRedisClient(); stop() { this.c.quit(); } }\nexport class B extends A { c = getRedisClient(url); }',
    'a private field, which nobody else can write':
      'export class A { #c = getRedisClient(); stop() { this.#c.quit(); } }\nother.c = make();',
  });
});

describe('no-close-shared-client: members of classes', () => {
  mayBeAnother({
    'a parameter property with a flag beside it':
      'export class A {\n  constructor(private client = getRedisClient(), private owned = false) {}\n  async stop() { if (this.owned) await this.close(); }\n  private async close() { await this.client.quit(); }\n}',
  });
  isShared(CLOSE, {
    'a parameter property':
      'export class A {\n  constructor(private client = getRedisClient(), private owned = false) {}\n  async stop() { await this.client.quit(); }\n}',
  });
});

describe('no-stateful-command: guarded ownership', () => {
  mayBeAnother({
    'only what was given':
      'export function f(given) {\n  const c = given ?? getRedisClient();\n  if (given) c.subscribe("news");\n}',
    'a field that is replaced from outside':
      'class A { c = getRedisClient(); go() { this.c.subscribe("news"); } }\nconst a = new A();\na.c = openDedicatedRedisClient();\na.go();',
  });
  isShared('no-stateful-command: subscribe', {
    'what was given or not':
      'export function f(given) {\n  const c = given ?? getRedisClient();\n  c.subscribe("news");\n}',
  });
});

describe('no-listener-leak: guarded ownership', () => {
  mayBeAnother({
    'only what was given':
      'export function f(given) {\n  const c = given ?? getRedisClient();\n  if (given) c.on("end", () => stop());\n}',
  });
  isShared('no-listener-leak: on', {
    'what was given or not':
      'export function f(given) {\n  const c = given ?? getRedisClient();\n  c.on("end", () => stop());\n}',
  });
});
