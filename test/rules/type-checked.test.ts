import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { Linter } from 'eslint';
import { describe, expect, it, test } from 'vitest';

import plugin from '../../rules/src/index.js';
import { TYPED_LANGUAGE, TYPED_PROJECT } from './typed-tester.js';

const { recommended, 'recommended-type-checked': typeChecked } = plugin.configs;

const USE = "import { redis } from './redis';\nawait redis.quit();";

/** What the config reports on a text, or the error it throws. */
function reported(
  text: string,
  languageOptions: NonNullable<Linter.Config['languageOptions']>,
  ...more: Linter.Config[]
): readonly string[] {
  const messages = new Linter({ cwd: TYPED_PROJECT }).verify(
    text,
    [
      {
        ...(typeChecked as Linter.Config),
        files: ['**/*.ts'],
        languageOptions,
      },
      ...more,
    ],
    { filename: `${TYPED_PROJECT}file.ts` },
  );
  return messages.map(({ ruleId, line }) => `${ruleId}:${line}`);
}

describe('recommended-type-checked', () => {
  test('is recommended with types', () => {
    expect(typeChecked).toEqual({
      ...recommended,
      name: 'shared-redis/recommended-type-checked',
      settings: { 'shared-redis': { typeAware: true } },
    });
    expect(typeChecked.plugins?.['shared-redis']).toBe(plugin);
  });

  it('reports what only types show', () => {
    expect(reported(USE, TYPED_LANGUAGE)).toEqual([
      'shared-redis/no-close-shared-client:2',
    ]);
  });

  it.each([
    ['the parser has no program', { parser: TYPED_LANGUAGE.parser }],
    ['the parser is that of JavaScript', {}],
  ])('says what to do where %s', (_name, languageOptions) => {
    expect(() => reported(USE, languageOptions)).toThrow(
      / settings\['shared-redis'\]\.typeAware is on, which requires type information, .* projectService: true .* typeAware: false /,
    );
  });

  it('can be turned off for files that belong to no project', () => {
    const settings = { 'shared-redis': { typeAware: false } };
    expect(reported(USE, {}, { settings })).toEqual([]);
  });

  it('needs no program for files that have nothing to do with Redis', () => {
    expect(reported('res.end(); socket.on("error", log);', {})).toEqual([]);
  });

  it.each([
    ["import './redis.service';", 'a module of that name'],
    ['this.cache.quit();', 'a method that closes'],
    ['this.cache.bLPop(key, 0);', 'a method that blocks'],
    ['this.cache.duplicate();', 'a method that opens'],
    ['const { subscribe } = this.cache;', 'a method taken out'],
  ])('looks at a file with %s: %s', (text) => {
    expect(() => reported(text, {})).toThrow('typeAware');
  });
});

// Each of these needs minutes where the work grows with more than the file.
test.each([
  [
    'many functions',
    (at: number) =>
      `export const f${at} = (redis: SharedRedis) => redis.quit();`,
  ],
  [
    'many methods of a parameter',
    (at: number) => `void redis.subscribe('n${at}');`,
  ],
  [
    'many listeners of a field',
    (at: number) =>
      `export class C${at} { constructor(private readonly redis: SharedRedis) {} get() { this.redis.on('error', console.error); } }`,
  ],
  [
    'many duplicates',
    (at: number) => `export const d${at} = (own: Redis) => own.duplicate();`,
  ],
])('%s in one file, under all rules', (_name, line) => {
  const head =
    "import type { Redis } from 'ioredis';\nimport type { SharedRedis } from 'shared-redis';\ndeclare const redis: SharedRedis;\n";
  const lines = Array.from({ length: 2000 }, (_, at) => line(at));
  const start = performance.now();
  expect(reported(head + lines.join('\n'), TYPED_LANGUAGE)).toHaveLength(2000);
  expect(performance.now() - start).toBeLessThan(15_000);
});

test('the rules load no TypeScript, also those that ask for types', () => {
  const url = new URL('../../rules/dist/index.js', import.meta.url).href;
  const script = `require(${JSON.stringify(fileURLToPath(url))}); console.log(Object.keys(require.cache).filter((path) => /node_modules.typescript./.test(path)).length)`;
  expect(
    execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim(),
  ).toBe('0');
});
