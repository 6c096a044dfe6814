// What the rules cost, on files of the installed packages or of other folders.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import js from '@eslint/js';
import * as parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import sharedRedis from 'eslint-plugin-shared-redis';
import type { Figures, Measured, Report } from './goals.ts';
import { LARGE_FILES, type LargeFileName } from './large-files.ts';
import { inTurns, median, progress, Timings } from './measure.ts';
import { count } from './numbers.ts';
import { groupedFiles } from './trees.ts';

const WARM_UPS = 4;
const LOADS = 15;
const GROWTH_ROUNDS = 15;

const BASE: Linter.Config[] = [
  {
    files: ['**/*.*'],
    languageOptions: {
      parser,
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
  },
  js.configs.recommended,
];

const names = Object.keys(sharedRedis.rules).map(
  (rule) => `shared-redis/${rule}`,
);
const OURS: Linter.Config = {
  plugins: { 'shared-redis': sharedRedis as unknown as ESLint.Plugin },
  rules: Object.fromEntries(names.map((name) => [name, 'error'])),
};

/** What teams write where there is no plugin. */
const SELECTORS = [
  "NewExpression[callee.name='Redis']",
  "NewExpression[callee.name='IORedis']",
  "NewExpression[callee.object.name='Redis'][callee.property.name='Cluster']",
  "CallExpression[callee.name='createClient']",
  "CallExpression[callee.object.name='Redis'][callee.property.name='createClient']",
  "CallExpression[callee.property.name='duplicate']",
  'CallExpression[callee.property.name=/^(?:quit|disconnect)$/]',
];
const RESTRICTED: Linter.Config = {
  rules: { 'no-restricted-syntax': ['error', ...SELECTORS] },
};

const eslint = (more: readonly Linter.Config[]): ESLint =>
  new ESLint({
    overrideConfigFile: true,
    overrideConfig: [...BASE, ...more],
    allowInlineConfig: false,
    stats: true,
  });

/** Lints a text; what our rules took of it, in ms. */
async function lint(text: string, linter: ESLint): Promise<number> {
  const [result] = await linter.lintText(text, { filePath: 'file.tsx' });
  const fatal = result!.messages.find((message) => message.fatal);
  if (fatal) throw new Error(`A file does not parse: ${fatal.message}`);
  let ms = 0;
  for (const { rules = {} } of result!.stats!.times.passes) {
    for (const name of names) ms += rules[name]?.total ?? 0;
  }
  return ms;
}

/** Lints a group in each round, a file in each step. */
class Linting {
  /** What our rules took of each round, in ms. */
  readonly ours: number[] = [];
  readonly #groups: readonly (readonly string[])[];
  readonly #linter: ESLint;

  constructor(
    groups: readonly (readonly string[])[],
    more: readonly Linter.Config[] = [],
  ) {
    this.#groups = groups;
    this.#linter = eslint(more);
  }

  async run(round: number, step: number): Promise<void> {
    const group = this.#groups[round % this.#groups.length]!;
    const ms = await lint(group[step]!, this.#linter);
    this.ours[round] = (this.ours[round] ?? 0) + ms;
  }
}

type GoalsOfTree = 'share' | 'without' | 'restricted';

async function tree(
  groups: readonly (readonly string[])[],
): Promise<Pick<Figures<'rules'>, GoalsOfTree>> {
  const ours = new Linting(groups, [OURS]);
  const timings = await inTurns(
    'linting groups of files in three ways',
    { rounds: groups.length, warmUps: WARM_UPS, steps: groups[0]!.length },
    {
      ours,
      without: new Linting(groups),
      restricted: new Linting(groups, [RESTRICTED]),
    },
  );
  return {
    share: { figure: 100 * timings.shareOf('ours', ours.ours.slice(WARM_UPS)) },
    without: timings.timeOf('ours', 'without'),
    restricted: timings.timeOf('ours', 'restricted'),
  };
}

async function load(): Promise<Pick<Figures<'rules'>, 'load' | 'compilers'>> {
  progress('loading the plugin');
  const script = fileURLToPath(new URL('plugin-load.mjs', import.meta.url));
  const times: number[] = [];
  let loaded: readonly string[] = [];
  for (let sample = 0; sample < LOADS; sample++) {
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    const { ms, packages } = JSON.parse(stdout) as {
      ms: number;
      packages: string[];
    };
    times.push(ms);
    loaded = packages;
  }
  const compilers = loaded.filter((name) => name === 'typescript');
  return {
    load: { figure: median(times) },
    compilers: { figure: compilers.length },
  };
}

/** Our rules on a file and on twice that file, by ESLint's timing of them. */
async function growth(name: LargeFileName): Promise<Measured> {
  const { size, text } = LARGE_FILES[name];
  progress(`twice ${name}`);
  const linter = eslint([OURS]);
  const [once, twice] = [text(size), text(2 * size)];
  const rounds: { twice: number; once: number }[] = [];
  for (let round = 0; round < 1 + GROWTH_ROUNDS; round++) {
    rounds.push({
      twice: await lint(twice, linter),
      once: await lint(once, linter),
    });
  }
  // The first only warms up.
  return new Timings(rounds.slice(1)).timeOf('twice', 'once');
}

export async function bench(
  given: readonly string[],
): Promise<Report<'rules'>> {
  const { folders, groups } = groupedFiles(given);
  const figures = {
    ...(await tree(groups)),
    ...(await load()),
  };
  const growths = {} as Record<LargeFileName, Measured>;
  for (const name of Object.keys(LARGE_FILES) as LargeFileName[]) {
    growths[name] = await growth(name);
  }
  return {
    about: `${count(groups.flat().length)} files of ${folders}, in ${groups.length} groups of which each has one that touches Redis; the medians are of a group. ESLint runs its recommended rules, on the parser of typescript-eslint. Its \`no-restricted-syntax\` has ${SELECTORS.length} selectors, which go by names: \`${SELECTORS[0]}\` and the like.`,
    figures: { ...figures, ...growths },
    tables: [],
  };
}
