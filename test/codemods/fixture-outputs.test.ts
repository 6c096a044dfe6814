import { join } from 'node:path';

import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from 'eslint-plugin-shared-redis';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { fixtures, planOf } from './support.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/codemod');

/** What the fixtures import or call without having it. */
const AMBIENT = `
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

const outputs = fixtures()
  .filter(({ input, output }) => output !== input)
  .map(({ name, file, output }) => ({
    name,
    path: join(FOLDER, file),
    text: output,
  }));
const typed = outputs.filter(({ path }) => /tsx?$/.test(path));

/** One program for all: most of the time goes into the types of the drivers. */
const errorsOf = checkedTogether();

function checkedTogether(): (path: string) => readonly string[] {
  const ambient = join(FOLDER, 'ambient.d.ts');
  const texts = new Map(outputs.map(({ path, text }) => [path, text]));
  texts.set(ambient, AMBIENT);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ts.ModuleKind.Preserve,
    jsx: ts.JsxEmit.Preserve,
    experimentalDecorators: true,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram({
    rootNames: [ambient, ...typed.map(({ path }) => path)],
    options,
    host: {
      ...host,
      fileExists: (path) => texts.has(path) || host.fileExists(path),
      readFile: (path) => texts.get(path) ?? host.readFile(path),
      getSourceFile: (path, ...rest) => {
        const text = texts.get(path);
        return text === undefined
          ? host.getSourceFile(path, ...rest)
          : ts.createSourceFile(path, text, rest[0]);
      },
    },
  });
  return (path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, ' '),
      );
}

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
