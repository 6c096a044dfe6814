import { join } from 'node:path';

import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from 'eslint-plugin-shared-redis';
import { describe, expect, it } from 'vitest';

import { AMBIENT, fixtures } from '../codemods/support.ts';
import { typeErrorsIn } from '../support/type-errors.ts';

/** Where the drivers and shared-redis can be imported. */
const FOLDER = join(import.meta.dirname, '../fixtures/codemod');

interface Suggested {
  readonly name: string;
  /** The path of the file that it was suggested in. */
  readonly before: string;
  readonly path: string;
  readonly text: string;
}

const linter = new Linter({ cwd: FOLDER });

/** What a file becomes with each suggestion of any rule, by itself. */
function suggestionsIn(text: string, file: string): readonly Suggested[] {
  const messages = linter.verify(
    text,
    [
      { files: ['**/*.{ts,tsx,cts,mts}'], languageOptions: { parser } },
      plugin.configs.recommended as Linter.Config,
    ],
    { filename: join(FOLDER, file) },
  );
  return messages.flatMap(({ line, suggestions = [] }) =>
    suggestions.map(({ desc, fix }, at) => ({
      name: `${file}, line ${line}: ${desc}`,
      before: join(FOLDER, file),
      path: join(FOLDER, `${line}.${at}.${file}`),
      text: text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]),
    })),
  );
}

const inputs = fixtures().filter(
  ({ file, input }) => /tsx?$/.test(file) && !input.startsWith('\uFEFF'),
);
const suggested = inputs.flatMap(({ file, input }) =>
  suggestionsIn(input, file),
);
const errorsOf = typeErrorsIn(
  new Map([
    [join(FOLDER, 'ambient.d.ts'), AMBIENT],
    ...inputs.map(({ file, input }) => [join(FOLDER, file), input] as const),
    ...suggested.map(({ path, text }) => [path, text] as const),
  ]),
);

describe('what a suggestion gives compiles against shared-redis', () => {
  it.each(suggested)('$name', ({ before, path }) => {
    const known = errorsOf(before);
    expect(errorsOf(path).filter((error) => !known.includes(error))).toEqual(
      [],
    );
  });
});
