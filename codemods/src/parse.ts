import { analyze } from '@typescript-eslint/scope-manager';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { SourceInput } from 'eslint-plugin-shared-redis/analysis';

import { oxcTree } from './oxc-tree.js';
import { parse as parseTree } from './typescript-estree.js';

/**
 * Parses a file of any JavaScript or TypeScript flavour: what ESLint's parser
 * for TypeScript does, without the tokens and comments that only ESLint needs.
 * What the fast parser leaves goes to the one of TypeScript, which accepts
 * more. Throws what that one throws for a syntax error.
 */
export function parse(text: string, path: string): SourceInput {
  const sourceType = /\.c[jt]s$/.test(path) ? 'script' : 'module';
  const ast =
    oxcTree(text, path) ??
    parseTree(text, {
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
    ast,
    scopeManager,
    visitorKeys,
    text,
  };
}
