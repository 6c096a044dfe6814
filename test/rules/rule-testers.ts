import * as typescriptParser from '@typescript-eslint/parser';
import { RuleTester } from '@typescript-eslint/rule-tester';
import * as espree from 'espree';
import { afterAll, describe, it } from 'vitest';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** TypeScript files, without type information. */
export const typescript = new RuleTester({
  languageOptions: { parser: typescriptParser, sourceType: 'module' },
});

/** ES modules as ESLint parses them by itself. */
export const javascript = new RuleTester({
  languageOptions: { parser: espree, sourceType: 'module' },
});

/** CommonJS as ESLint parses it by itself. */
export const commonjs = new RuleTester({
  languageOptions: {
    parser: espree,
    sourceType: 'commonjs',
    globals: { require: 'readonly', module: 'writable', exports: 'writable' },
  },
});
