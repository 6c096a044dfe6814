import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Linter } from 'eslint';
import { installAll, WORKSPACE } from '../matrix/copy.ts';

/** A parser under a version of ESLint. */
export interface Toolchain {
  readonly name: string;
  readonly Linter: typeof Linter;
  readonly reads: RegExp;
  languageOptions(filename: string): Linter.LanguageOptions;
}

const SCRIPTS = /\.(?:js|jsx|mjs|cjs)$/;
const ALL = /\.(?:[cm]?[jt]s|[jt]sx)$/;

type Reader = Pick<Toolchain, 'reads' | 'languageOptions'>;

/** How each parser is told what is in a file. */
const PARSERS: Readonly<Record<string, (parser: Linter.Parser) => Reader>> = {
  espree: (parser) => ({
    reads: SCRIPTS,
    languageOptions: () => ({
      parser,
      parserOptions: { ecmaFeatures: { jsx: true } },
    }),
  }),
  '@typescript-eslint/parser': (parser) => ({
    reads: ALL,
    languageOptions: (filename) => ({
      parser,
      parserOptions: { ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(filename) } },
    }),
  }),
  '@babel/eslint-parser': (parser) => ({
    reads: ALL,
    languageOptions: (filename) => ({
      parser,
      parserOptions: {
        requireConfigFile: false,
        babelOptions: { parserOpts: { plugins: babelPlugins(filename) } },
      },
    }),
  }),
};

function babelPlugins(filename: string): readonly string[] {
  const plugins = ['decorators', 'explicitResourceManagement'];
  if (!/\.[cm]?ts$/.test(filename)) plugins.push('jsx');
  return [...plugins, SCRIPTS.test(filename) ? 'flow' : 'typescript'];
}

/** What is installed for each version of ESLint; each has a parser of Babel's for it. */
const INSTALLS: Readonly<Record<string, readonly string[]>> = {
  'ESLint 10': ['eslint@10', '@babel/eslint-parser@8', '@babel/core@8'],
  'ESLint 9': ['eslint@9', '@babel/eslint-parser@7', '@babel/core@7'],
};

/** Every parser under every version of ESLint, installed into a folder that goes with the process. */
export async function installToolchains(): Promise<readonly Toolchain[]> {
  const root = mkdtempSync(join(tmpdir(), 'shared-redis-robustness-'));
  process.once('exit', () => {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  });
  const toolchains: Toolchain[] = [];
  for (const [version, specs] of Object.entries(INSTALLS)) {
    const folder = join(root, version.replace(' ', '-'));
    await installAll(specs, folder);
    const eslint = (await load('eslint', folder)) as typeof import('eslint');
    for (const [name, parser] of Object.entries(PARSERS)) {
      const from = name.startsWith('@babel') ? folder : WORKSPACE;
      toolchains.push({
        name: `${version}, ${name}`,
        Linter: eslint.Linter,
        ...parser((await load(name, from)) as Linter.Parser),
      });
    }
  }
  return toolchains;
}

async function load(name: string, folder: string): Promise<unknown> {
  const path = createRequire(join(folder, 'index.js')).resolve(name);
  return import(pathToFileURL(path).href);
}
