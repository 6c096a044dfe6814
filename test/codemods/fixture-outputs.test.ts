import { join } from 'node:path';

import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from 'eslint-plugin-shared-redis';
import { describe, expect, it } from 'vitest';

import { typeErrorsIn } from '../support/type-errors.ts';
import { AMBIENT, fixtures, planOf } from './support.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/codemod');

const outputs = fixtures()
  .filter(({ input, output }) => output !== input)
  .map(({ name, file, output }) => ({
    name,
    path: join(FOLDER, file),
    text: output,
  }));
const typed = outputs.filter(({ path }) => /tsx?$/.test(path));

const errorsOf = typeErrorsIn(
  new Map([
    [join(FOLDER, 'ambient.d.ts'), AMBIENT],
    ...outputs.map(({ path, text }) => [path, text] as const),
  ]),
);

describe('type-checks against shared-redis', () => {
  it.each(typed)('$name', ({ path }) => {
    expect(errorsOf(path)).toEqual([]);
  });
});

describe('lints clean, where nothing is left to the reader', () => {
  const linter = new Linter({ cwd: FOLDER });
  const finished = outputs.filter(({ path, text }) =>
    planOf(text.replace(/^\uFEFF/, ''), path).sites.every(
      ({ verdict }) => verdict !== 'manual',
    ),
  );

  it.each(finished)('$name', ({ path, text }) => {
    const messages = linter.verify(
      text,
      [
        {
          files: ['**/*.{js,jsx,cjs,mjs,ts,tsx,cts,mts}'],
          languageOptions: { parser },
        },
        plugin.configs.recommended as Linter.Config,
      ],
      { filename: path },
    );
    expect(messages.map(({ line, message }) => `${line}: ${message}`)).toEqual(
      [],
    );
  });
});
