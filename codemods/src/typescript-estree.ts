import { createRequire } from 'node:module';

type Estree = typeof import('@typescript-eslint/typescript-estree');

/**
 * TypeScript's parser, loaded when it is first called: that takes longer than
 * most projects take to plan. An import of it would have Node look for the
 * exports of all of TypeScript. Where a bundler reads this, it puts that
 * package in the place of this file.
 */
export const parse: Estree['parse'] = (text, options) =>
  load().parse(text, options);

function load(): Estree {
  const require = createRequire(import.meta.url);
  return require('@typescript-eslint/typescript-estree') as Estree;
}
