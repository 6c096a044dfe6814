import { expect, test } from 'vitest';

import { Linter } from 'eslint';

import plugin from '../../rules/src/index.js';
import { analysisOf } from './analyze.js';

const IMPORT = "import Redis from 'ioredis';\n";

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('\n');
}

/** Of the processor, so that what else runs on the machine does not count. */
function secondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const seconds = (text: string): number => secondsOf(() => analysisOf(text));

// Each of these needs minutes, or the whole stack, where the work grows with more than the file.
test.each([
  [
    'many opens',
    lines(
      500,
      (at) =>
        `function f${at}() { const c = new Redis();\n${lines(18, (k) => `c.set('k${k}', 1);`)} }`,
    ),
  ],
  [
    'many uses of a variable',
    `const c = new Redis();\n${lines(10_000, () => "c.get('k');")}`,
  ],
  [
    'many uses of a field',
    `class A { #c = new Redis();\n${lines(10_000, (at) => `m${at}() { this.#c.get('k'); }`)} }`,
  ],
  [
    'many fields',
    `class A {\n${lines(500, (at) => `#c${at} = new Redis(); m${at}() { this.#c${at}.get('k'); }`)} }`,
  ],
  [
    'many writes',
    `let c;\n${lines(1000, () => 'c = new Redis();')}\nc.get('k');`,
  ],
  [
    'a long chain of aliases',
    `const c0 = new Redis();\n${lines(5000, (at) => `const c${at + 1} = c${at};`)}`,
  ],
  [
    'a long chain of calls',
    `const v0 = start;\n${lines(3000, (at) => `const v${at + 1} = v${at}();`)}\nnew v3000();`,
  ],
  [
    'two ways at each step',
    `let c0 = Redis;\n${lines(60, (at) => `let c${at + 1} = x ? c${at} : c${at}; c${at} = c${at + 1};`)}\nnew c60();`,
  ],
  [
    'two calls at each step',
    `function c0() { return new Redis(); }\n${lines(60, (at) => `function c${at + 1}() { return x ? c${at}() : c${at}(); }`)}\nc60();`,
  ],
  [
    'classes in a circle',
    `${lines(100, (at) => `let K${at} = Redis; K${at} = class extends (x ? K${(at + 1) % 100} : K${(at + 2) % 100}) {};`)}\nnew K0();`,
  ],
  [
    'classes handed from function to function',
    `function f0(C) { return new C(); }\n${lines(1000, (at) => `function f${at + 1}(C) { new C(); return f${at}(C); }`)}\nf1000(Redis);`,
  ],
  [
    'one function with many calls that give it a class',
    `function make(C) {\n${lines(300, () => 'new C();')} }\n${lines(1000, () => 'make(Redis);')}`,
  ],
  [
    'what everything may come from, as in bundles',
    lines(
      4000,
      (at) =>
        `let c${at} = x ? c${(at * 7 + 1) % 4000} : new c${(at * 31 + 2) % 4000}() || c${(at * 13 + 5) % 4000};`,
    ),
  ],
  [
    'a long chain of then()',
    `const p0 = import('ioredis');\n${lines(1000, (at) => `const p${at + 1} = p${at}.then((m) => m);`)}\np1000.then(({ Redis }) => new Redis());`,
  ],
  [
    'then() inside then()',
    `import('ioredis')${'.then((m) => m)'.repeat(300)};\n${"import('ioredis').then((m) => ".repeat(100)}new m.Redis()${')'.repeat(100)};`,
  ],
  [
    'many copies of what a field is declared as',
    `class A { c: Redis;\n${lines(1000, (at) => `m${at}() { return this.c.duplicate(); }`)} }`,
  ],
  [
    'many copies of what is not known',
    `import { pub } from './pub';\n${lines(1000, (at) => `const c${at} = pub.duplicate(); use(c${at});`)}`,
  ],
])('%s', (_, code) => {
  expect(seconds(IMPORT + code)).toBeLessThan(10);
});

/** What all rules take for some code with shared clients. */
function secondsOfRules(code: string): number {
  const text = `import { getRedisClient } from 'shared-redis';\n${code}`;
  const config = plugin.configs.recommended as Linter.Config;
  return secondsOf(() => new Linter().verify(text, [config]));
}

test.each([
  [
    'many listeners and removals of one client',
    `const c = getRedisClient();\n${lines(3000, (at) => `export function f${at}(l${at}) { c.on('error', l${at}); c.off('end', l${at}); }`)}`,
  ],
  [
    'many listeners in one function',
    `export function f(g) { const c = getRedisClient();\n${lines(5000, () => "c.on('error', g);")} }`,
  ],
  [
    'many listeners of a member',
    `const d = { c: getRedisClient() };\nexport function f(g) {\n${lines(5000, () => "d.c.on('error', g);")} }`,
  ],
  [
    'many listeners of a field',
    `export class A { c = getRedisClient(); f(g) {\n${lines(5000, () => "this.c.on('error', g);")} } }`,
  ],
  [
    'many guards in one function',
    `export function f(g) { const c = getRedisClient();\n${lines(3000, (at) => `if (x${at}()) return; c.on('error', () => g());`)} }`,
  ],
  [
    'a long chain of callers',
    `function f0() { getRedisClient().on('error', log); }\n${lines(3000, (at) => `function f${at + 1}() { f${at}(); }`)}\nexport const get = () => f3000();`,
  ],
  [
    'two callers at each step',
    `function f0() { getRedisClient().on('error', log); }\n${lines(60, (at) => `function f${at + 1}() { f${at}(); f${at}(); }`)}\nexport const get = () => f60();`,
  ],
  [
    'many getters with new options',
    lines(
      500,
      (at) =>
        `export const f${at} = () => getRedisClient({ retryStrategy: () => ${at} });`,
    ),
  ],
  [
    'many stateful commands',
    `const c = getRedisClient();\n${lines(5000, (at) => `c.subscribe('n${at}');`)}`,
  ],
])('%s, under all rules', (_, code) => {
  expect(secondsOfRules(code)).toBeLessThan(10);
});
