import { readdirSync, readFileSync } from 'node:fs';

import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import ts from 'typescript';
import { describe, expect, it, vi } from 'vitest';

import plugin from '../../rules/src/index.js';
import { TYPED_PROJECT } from './typed-tester.js';

/** What the tests of the rules are run on. */
interface Case {
  readonly name?: string;
  readonly code: string;
  readonly settings?: Record<string, unknown>;
}

const { cases } = vi.hoisted(() => ({ cases: [] as Case[] }));

vi.mock('./rule-testers.js', () => {
  const collector = {
    run: (
      _name: string,
      _rule: unknown,
      { valid, invalid }: Record<'valid' | 'invalid', readonly Case[]>,
    ) => cases.push(...valid, ...invalid),
  };
  return { typescript: collector, javascript: collector, commonjs: collector };
});

await import('./no-close-shared-client.test.js');
await import('./no-direct-client.test.js');
await import('./no-listener-leak.test.js');
await import('./no-stateful-command.test.js');
await import('./stable-client-options.test.js');
await import('./stable-client-options.valid.test.js');

const SERVICE = new URL('../fixtures/blast-api/src/', import.meta.url);
for (const name of readdirSync(SERVICE, { recursive: true }) as string[]) {
  if (!name.endsWith('.ts')) continue;
  cases.push({ name, code: readFileSync(new URL(name, SERVICE), 'utf8') });
}

/** All cases as the files of one program: far faster than a program for each. */
function programOf(files: ReadonlyMap<string, string>): ts.Program {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(`${TYPED_PROJECT}tsconfig.json`, (path) =>
      readFileSync(path, 'utf8'),
    ).config,
    ts.sys,
    TYPED_PROJECT,
  );
  const host = ts.createCompilerHost(options, true);
  return ts.createProgram([...files.keys()], options, {
    ...host,
    getSourceFile: (path, version) => {
      const text = files.get(path);
      return text === undefined
        ? host.getSourceFile(path, version)
        : ts.createSourceFile(path, text, version, true);
    },
  });
}

const files = new Map(
  cases.map(({ code }, at) => [`${TYPED_PROJECT}case-${at}.ts`, code]),
);
const program = programOf(files);

/** The reports on a text, as places. */
function reports(
  { code, settings }: Case,
  filename: string,
  typeAware: boolean,
): readonly string[] {
  const own = settings?.['shared-redis'] ?? {};
  const messages = new Linter({ cwd: TYPED_PROJECT }).verify(
    code,
    [
      plugin.configs.recommended as Linter.Config,
      {
        files: ['**/*.ts'],
        languageOptions: {
          parser: typescriptParser,
          parserOptions: typeAware ? { programs: [program] } : {},
        },
        settings: { 'shared-redis': { ...own, typeAware } },
      },
    ],
    { filename },
  );
  return messages.map(
    ({ ruleId, line, column, message }) =>
      `${ruleId ?? message}:${line}:${column}`,
  );
}

describe('typed results hold all syntactic ones', () => {
  it('has cases', () => {
    expect(cases.length).toBeGreaterThan(250);
  });

  it.each([...files.keys()].map((path, at) => [at, cases[at]!.name, path]))(
    'case %i: %s',
    (at, _name, path) => {
      const tested = cases[at]!;
      const typed = reports(tested, path, true);
      // A text that does not parse would have the same message twice.
      expect(typed.join()).toMatch(/^(?:shared-redis.*)?$/);
      const syntactic = reports(tested, path, false);
      expect(typed).toEqual(expect.arrayContaining([...syntactic]));
      // Types show no further options.
      expect(typed.filter(isOfOptions)).toEqual(syntactic.filter(isOfOptions));
    },
  );
});

function isOfOptions(report: string): boolean {
  return report.startsWith('shared-redis/stable-client-options:');
}
