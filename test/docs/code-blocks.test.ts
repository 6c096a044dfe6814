import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import {
  type Block,
  blocksOf,
  isScript,
  isWrong,
  named,
  PAGES,
  ruleOf,
} from '../support/page-blocks.ts';
import { typeErrorsIn } from '../support/type-errors.ts';

/** Where the packages can be imported. */
const FOLDER = join(import.meta.dirname, '../fixtures/docs');

/** What pages leave to their reader. */
const NAMES = join(FOLDER, 'names.d.ts');

/** What the compiler says of code that breaks these rules; all other code compiles. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  'no-close-shared-client': /A shared Redis client is closed by/,
  'no-stateful-command': /which others share; open your own/,
};

/** The paragraph before the code ends with the name of its file, which others import. */
const FILE_NAME = /`([\w./[\]-]+\.[cm]?[jt]sx?)`\W*$/;

/** Where each block is: its page, its section, its file; the second of that name by its line. */
function pathsOf(blocks: readonly Block[]): ReadonlyMap<string, Block> {
  const paths = new Map<string, Block>();
  for (const block of blocks) {
    const { page, heading, lead, line, language } = block;
    const section = join(FOLDER, page, heading.replace(/\W+/g, '-'));
    const byLine = join(section, `line-${line}.${language}`);
    const name = FILE_NAME.exec(lead)?.[1];
    const path = name === undefined ? byLine : join(section, name);
    paths.set(paths.has(path) ? byLine : path, block);
  }
  return paths;
}

/** One program for all of them, as most of the time goes into types of libraries. */
function errorsIn(
  blocks: readonly Block[],
  options: ts.CompilerOptions,
): (block: Block) => readonly string[] {
  const paths = [...pathsOf(blocks)];
  const errorsOf = typeErrorsIn(
    new Map([
      [NAMES, readFileSync(NAMES, 'utf8')],
      ...paths.map(([path, { code }]) => [path, code] as const),
    ]),
    { ...options, moduleDetection: ts.ModuleDetectionKind.Force },
  );
  const pathOf = new Map(paths.map(([path, block]) => [block, path]));
  return (block) => errorsOf(pathOf.get(block)!);
}

const isJavaScript = ({ language }: Block) => /^[cm]?jsx?$/.test(language);

const blocks = PAGES.flatMap(blocksOf);
const javaScript = blocks.filter(isJavaScript);
const typeScript = blocks.filter(
  (block) => isScript(block) && !isJavaScript(block),
);
const errorsOfJavaScript = errorsIn(javaScript, {
  allowJs: true,
  checkJs: true,
  strict: false,
});
const errorsOfTypeScript = errorsIn(typeScript, {});

const isRefused = (block: Block) => isWrong(block) && ruleOf(block) in REFUSED;

describe('code of the documentation compiles against the packages', () => {
  it.each(named(javaScript))('%s', (_, block) => {
    expect(errorsOfJavaScript(block)).toEqual([]);
  });

  it.each(named(typeScript.filter((block) => !isRefused(block))))(
    '%s',
    (_, block) => {
      expect(errorsOfTypeScript(block)).toEqual([]);
    },
  );
});

describe('the compiler refuses code that the documentation calls wrong, and says why', () => {
  it.each(named(typeScript.filter(isRefused)))('%s', (_, block) => {
    const errors = errorsOfTypeScript(block);
    expect(errors).not.toEqual([]);
    for (const error of errors) expect(error).toMatch(REFUSED[ruleOf(block)]!);
  });
});

describe('JSON of the documentation is JSON', () => {
  const json = blocks.filter(({ language }) => /^jsonc?$/.test(language));

  it.each(named(json))('%s', (_, { language, code }) => {
    const { error } = ts.parseConfigFileTextToJson('block.json', code);
    expect(error?.messageText).toBeUndefined();
    if (language === 'json') expect(() => void JSON.parse(code)).not.toThrow();
  });
});
