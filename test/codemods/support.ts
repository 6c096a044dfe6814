import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'vitest';

import { parse } from '../../codemods/src/parse.ts';
import { planFile } from '../../codemods/src/plan-file.ts';
import { rewrite } from '../../codemods/src/rewrite.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/codemod');

/** A file before and after its migration. */
export interface Fixture {
  /** The behaviour it shows. */
  readonly name: string;
  /** A file name whose ending tells the language. */
  readonly file: string;
  readonly input: string;
  /** The same as the input where there is no output file. */
  readonly output: string;
}

export function fixtures(): readonly Fixture[] {
  const files = readdirSync(FIXTURES);
  return files
    .filter((file) => file.includes('.input.'))
    .map((file) => {
      const expected = file.replace('.input.', '.output.');
      const read = (name: string) => readFileSync(join(FIXTURES, name), 'utf8');
      return {
        name: file.slice(0, file.indexOf('.')).replaceAll('-', ' '),
        file: file.replace('.input.', '.'),
        input: read(file),
        output: read(files.includes(expected) ? expected : file),
      };
    });
}

/** Migrates a file and checks what holds for every migration. */
export function migrate(input: string, file = 'file.ts'): string {
  const { text } = rewrite(input, file);
  expect(() => parse(text.replace(/^\uFEFF/, ''), file)).not.toThrow();
  expect(rewrite(text, file).text, 'a second run changes nothing').toBe(text);
  expectSameOutside(input, text, file);
  return text;
}

/** Every byte outside the planned ranges is where it was. */
function expectSameOutside(before: string, after: string, file: string): void {
  const mark = /^\uFEFF?/.exec(before)?.[0] ?? '';
  const body = before.slice(mark.length);
  let from = 0;
  let expected = mark;
  for (const { range, text } of planFile(body, file).edits) {
    expect(range[0], 'edits are in order').toBeGreaterThanOrEqual(from);
    expected += body.slice(from, range[0]) + text;
    [, from] = range;
  }
  expect(after).toBe(expected + body.slice(from));
}

/** The plan of a file's text, as `--plan` writes it. */
export function planOf(
  text: string,
  file = 'file.ts',
): Pick<ReturnType<typeof planFile>, 'sites' | 'closes'> {
  const { sites, closes } = planFile(text, file);
  return { sites, closes };
}

/** What the fixtures import or call without having it. */
export const AMBIENT = `
  declare module '*.js';
  declare module '@nestjs/common' {
    export const Injectable: () => (decorated: unknown) => void;
    export interface OnModuleInit { onModuleInit(): unknown }
    export interface OnModuleDestroy { onModuleDestroy(): unknown }
  }
  declare module '@upstash/redis';
  declare function after(run: () => unknown): void;
  declare function afterAll(run: () => unknown): void;
  declare function afterEach(run: () => unknown): void;
  declare function it(name: string, run: () => unknown): void;
  declare function expect(value: unknown): { toBe(other: unknown): void };
  declare namespace JSX { interface IntrinsicElements { [name: string]: object } }
`;
