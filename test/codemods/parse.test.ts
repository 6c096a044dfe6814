import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { oxcTree } from '../../codemods/src/oxc-tree.ts';
import { parse } from '../../codemods/src/parse.ts';
import { parse as typescriptTree } from '../../codemods/src/typescript-estree.ts';
import { BEFORE, DIST, projectFolder } from './command.ts';
import { fixtures } from './support.ts';

/** What the parsers write in two ways, and nothing reads. */
const UNREAD: ReadonlySet<string> = new Set([
  'start',
  'end',
  'Program.hashbang',
  'Program.loc',
  'Program.range',
  'Program.sourceType', // read, but only whether it is `module`
  'Literal.regex', // the order of the flags
  'JSXText.value', // entities
]);

/** A tree as far as it is read. What is not there is `undefined` for one parser, and `null` for the other. */
function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof RegExp) return String(value);
  const { type = '' } = value as { readonly type?: string };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined)
      .filter(([key]) => !UNREAD.has(key) && !UNREAD.has(`${type}.${key}`))
      .map(([key, each]) => [key, read(each)]),
  );
}

const TYPESCRIPT = { sourceType: 'module', range: true, loc: true } as const;

describe('the fast parser', () => {
  it.each(fixtures())(
    'makes the tree of typescript-estree: $name',
    ({ file, input, output }) => {
      for (const text of new Set([input, output])) {
        const body = text.replace(/^\uFEFF/, '');
        const expected = typescriptTree(body, {
          ...TYPESCRIPT,
          filePath: file,
          jsx: !/\.[cm]?ts$/.test(file),
        });
        expect(read(oxcTree(body, file))).toEqual(read(expected));
      }
    },
  );

  it.each([
    ['lines that end in three ways', 'a\r\nb\rc\u2028d'],
    ['letters of two code units', '"😀"; a'],
    ['a script', 'return require("a")', 'file.cjs'],
    ['JSX in JavaScript', 'a = <b>c</b>', 'file.js'],
    ['an assertion in front', 'a = <B>c', 'file.ts'],
  ])('makes the tree of typescript-estree: %s', (_, text, file = 'file.ts') => {
    const expected = typescriptTree(text, {
      ...TYPESCRIPT,
      sourceType: file.endsWith('.cjs') ? 'script' : 'module',
      filePath: file,
      jsx: !file.endsWith('.ts'),
    });
    expect(read(oxcTree(text, file))).toEqual(read(expected));
  });

  it('leaves what it does not accept to typescript-estree', () => {
    const text = 'import a from "a"; a();';
    expect(oxcTree(text, 'file.cjs')).toBeUndefined();
    expect(parse(text, 'file.cjs').ast.body).toHaveLength(2);
  });

  it.each([
    ['brackets', 'a = ' + '['.repeat(20_000) + ']'.repeat(20_000)],
    ['functions', '(() => {'.repeat(20_000) + '})'.repeat(20_000)],
    ['conditions', 'a = ' + 'b ? c : '.repeat(2_000) + 'd'],
  ])('is not given %s that nest too deeply for its stack', (_, text) => {
    expect(oxcTree(text, 'file.ts')).toBeUndefined();
  });
});

describe('planning', () => {
  const { write, pathOf } = projectFolder();

  const loadedFor = (folder: string): string =>
    execFileSync(process.execPath, [
      '--input-type=module',
      '--eval',
      `import { createRequire } from 'node:module';
       import { plan } from ${JSON.stringify(pathToFileURL(join(DIST, 'index.js')))};
       plan([${JSON.stringify(folder)}]);
       console.log(Object.keys(createRequire(import.meta.url).cache).join());`,
    ]).toString();

  it('loads TypeScript for what the fast parser does not accept, and only then', () => {
    write('accepted/a.ts');
    expect(loadedFor(pathOf('accepted'))).not.toContain('typescript.js');
    write('other/a.ts', `${BEFORE} }`);
    expect(loadedFor(pathOf('other'))).toContain('typescript.js');
  });
});
