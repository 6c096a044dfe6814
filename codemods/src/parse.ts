import { createRequire } from 'node:module';

import { analyze } from '@typescript-eslint/scope-manager';

import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { SourceInput } from 'eslint-plugin-shared-redis/analysis';

// An import of it would have Node look for the exports of all of TypeScript.
const { parse: parseTree } = createRequire(import.meta.url)(
  '@typescript-eslint/typescript-estree',
) as typeof import('@typescript-eslint/typescript-estree');

/**
 * Parses a file of any JavaScript or TypeScript flavour: what ESLint's parser
 * for TypeScript does, without the tokens and comments that only ESLint needs.
 * Throws what the parser throws for a syntax error.
 */
export function parse(text: string, path: string): SourceInput {
  const sourceType = /\.c[jt]s$/.test(path) ? 'script' : 'module';
  const ast = parseTree(text, {
    filePath: path,
    sourceType,
    jsx: !/\.[cm]?ts$/.test(path),
    range: true,
    loc: true,
  });
  const scopeManager = analyze(ast, {
    sourceType,
    globalReturn: true,
    lib: [],
  });
  return {
    ast: ast,
    scopeManager: scopeManager,
    visitorKeys,
    text,
  };
}
