import { createRequire } from 'node:module';

/**
 * The parser. An import of it would have Node look for the exports of all of
 * TypeScript. Where a bundler reads this, it puts that package in the place of
 * this file.
 */
export const { parse } = createRequire(import.meta.url)(
  '@typescript-eslint/typescript-estree',
) as typeof import('@typescript-eslint/typescript-estree');
