import { extname } from 'node:path';

import type { TSESTree } from '@typescript-eslint/utils';
import { parseSync } from 'oxc-parser';

import { addLocations } from './locations.js';

/** The languages by file name. All that is not TypeScript may hold JSX. */
const LANGUAGES: Readonly<Record<string, 'ts' | 'tsx'>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
};

/**
 * Oxc ends the process where code nests deeper than the stack is
 * (https://github.com/oxc-project/oxc/issues/24375): in a stack of 1 MB, 300
 * functions or a chain of 1,500 conditions. Nobody writes that by hand.
 */
const MOST_OPEN_BRACKETS = 200;
const MOST_QUESTION_MARKS = 1_000;
const MOST_CHARACTERS = 100_000;

/**
 * The tree that typescript-estree would make, from a parser that is there
 * before TypeScript has been loaded; `undefined` for code that this parser does
 * not accept, and for code that it must not be given.
 */
export function oxcTree(
  text: string,
  path: string,
): TSESTree.Program | undefined {
  if (text.length > MOST_CHARACTERS || nestsDeeply(text)) return undefined;
  const { program, errors } = parseSync(path, text, {
    lang: LANGUAGES[extname(path)] ?? 'jsx',
    sourceType: /\.c[jt]s$/.test(path) ? 'commonjs' : 'module',
    astType: 'ts',
    range: true,
    preserveParens: false,
  });
  if (errors.length > 0) return undefined;
  const ast = program as unknown as TSESTree.Program;
  addLocations(ast, text);
  return ast;
}

/** As far as a text shows it: what stands in strings and comments counts too. */
function nestsDeeply(text: string): boolean {
  let open = 0;
  let conditions = 0;
  for (const [character] of text.matchAll(/[()[\]{}?]/g)) {
    if (character === '?') conditions += 1;
    else if ('([{'.includes(character)) open += 1;
    else open = Math.max(open - 1, 0);
    if (open > MOST_OPEN_BRACKETS || conditions > MOST_QUESTION_MARKS) {
      return true;
    }
  }
  return false;
}
