// What the rules cost: `npm run bench:rules`, on files of the installed
// packages, or `npm run bench:rules -- <folders>`.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import js from '@eslint/js';
import * as parser from '@typescript-eslint/parser';
import { type ESLint, Linter } from 'eslint';
import sharedRedis from 'eslint-plugin-shared-redis';
import { LARGE_FILES } from './large-files.ts';
import { median, medianRatio } from './measure.ts';
import { atMost, printTable, type Row } from './table.ts';
import { FILES_PER_REDIS, groupsOf } from './trees.ts';

const GROUPS = 61;
const WARM_UP_GROUPS = 6;
const LOADS = 15;
const GROWTH_ROUNDS = 5;

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
const RESTRICTED: Linter.Config = {
  rules: {
    'no-restricted-syntax': [
      'error',
      "NewExpression[callee.name='Redis']",
      "NewExpression[callee.name='IORedis']",
      "NewExpression[callee.object.name='Redis'][callee.property.name='Cluster']",
      "CallExpression[callee.name='createClient']",
      "CallExpression[callee.object.name='Redis'][callee.property.name='createClient']",
      "CallExpression[callee.property.name='duplicate']",
      'CallExpression[callee.property.name=/^(?:quit|disconnect)$/]',
    ],
  },
};

/** One run of ESLint over some texts; what our rules took of it, in ms. */
function lint(
  texts: readonly string[],
  more: readonly Linter.Config[],
): number {
  const linter = new Linter();
  const config = [...BASE, ...more];
  let ms = 0;
  for (const text of texts) {
    const options = {
      filename: 'file.tsx',
      allowInlineConfig: false,
      fix: false,
    };
    const { messages } = linter.verifyAndFix(text, config, {
      ...options,
      stats: true,
    } as never);
    const fatal = messages.find((message) => message.fatal);
    if (fatal) throw new Error(`A file does not parse: ${fatal.message}`);
    for (const { rules = {} } of linter.getTimes().passes) {
      for (const name of names) ms += rules[name]?.total ?? 0;
    }
  }
  return ms;
}

/** Lints the next group at each call. */
function nextOf(
  groups: readonly (readonly string[])[],
  more: readonly Linter.Config[],
): () => void {
  let at = 0;
  return () => {
    lint(groups[at++ % groups.length]!, more);
  };
}

async function tree(folders: readonly string[]): Promise<Row[]> {
  const groups = groupsOf(folders, GROUPS);
  const files = groups.flat().length;
  console.log(
    `${files} files of ${folders.join(', ')}, one in ${FILES_PER_REDIS} or more with Redis`,
  );
  const warmUp = groups.slice(0, WARM_UP_GROUPS);
  const shares = [...warmUp, ...groups].map((group) => {
    const start = performance.now();
    const ours = lint(group, [OURS]);
    return ours / (performance.now() - start);
  });
  const compare = (other: readonly Linter.Config[]) =>
    medianRatio(groups.length, nextOf(groups, [OURS]), nextOf(groups, other));
  const rest = "ESLint's run";
  return [
    atMost(
      1,
      100 * mean(shares.slice(WARM_UP_GROUPS)),
      `our rules of ${rest}, by its own timing`,
      ' %',
    ),
    atMost(1.01, await compare([]), `${rest} with our rules / without`),
    atMost(1, await compare([RESTRICTED]), `… / with no-restricted-syntax`),
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

async function load(): Promise<Row[]> {
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
  const compilers = loaded.filter((name) => name === 'typescript').length;
  return [
    atMost(25, median(times), 'loading the plugin', ' ms'),
    atMost(0, compilers, 'copies of TypeScript loaded with it', ''),
  ];
}

/** Time of our rules on twice the file / on the file, in turns. */
function growth(name: string): Row {
  const { size, text } = LARGE_FILES[name]!;
  const [once, twice] = [text(size), text(2 * size)];
  const ratios: number[] = [];
  for (let round = -1; round < GROWTH_ROUNDS; round++) {
    const ratio = lint([twice], [OURS]) / lint([once], [OURS]);
    if (round >= 0) ratios.push(ratio);
  }
  return atMost(2.3, median(ratios), `twice ${name}`);
}

const given = process.argv.slice(2);
printTable([
  ...(await tree(given.length > 0 ? given : ['node_modules'])),
  ...(await load()),
  ...Object.keys(LARGE_FILES).map(growth),
]);
