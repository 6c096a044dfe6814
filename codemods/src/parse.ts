import { parseForESLint } from '@typescript-eslint/parser';
import type { SourceInput } from 'eslint-plugin-shared-redis/analysis';

/** Parses a file of any JavaScript or TypeScript flavour. Throws what the parser throws for a syntax error. */
export function parse(text: string, path: string): SourceInput {
  const { ast, scopeManager, visitorKeys } = parseForESLint(text, {
    filePath: path,
    sourceType: /\.c[jt]s$/.test(path) ? 'script' : 'module',
    ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(path), globalReturn: true },
    range: true,
    loc: true,
    comment: false,
    tokens: false,
  });
  return { ast, scopeManager, visitorKeys, text };
}
