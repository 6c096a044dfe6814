import { fileURLToPath } from 'node:url';

import * as typescriptParser from '@typescript-eslint/parser';
import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** The project whose modules the typed cases import. */
export const TYPED_PROJECT = fileURLToPath(
  new URL('../fixtures/typed/', import.meta.url),
);

export const TYPED_SETTINGS = { 'shared-redis': { typeAware: true } };

export const TYPED_LANGUAGE = {
  parser: typescriptParser,
  sourceType: 'module',
  parserOptions: { projectService: true, tsconfigRootDir: TYPED_PROJECT },
} as const;

/** TypeScript files with type information, and `typeAware` on. */
export const typed = new RuleTester({
  languageOptions: TYPED_LANGUAGE,
  settings: TYPED_SETTINGS,
});
