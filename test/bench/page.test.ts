import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import {
  type BenchName,
  type Figures,
  GOALS,
  type Measured,
  type Report,
} from './goals.ts';
import { BENCHMARKS_PAGE, benchmarksPage, type Run } from './page.ts';
import { rowsOf } from './table.ts';

/** What the page is to answer: each goal that was set for the packages. */
const SET: Readonly<Record<BenchName, readonly string[]>> = {
  runtime: [
    'getting a client by URL / a bare `Map.get`: ≤ 2×',
    'getting a client by five options / `JSON.stringify` of them, sorted: ≤ 0.6×',
    'GETs, 1 at once / raw ioredis: ≥ 0.98×',
    'GETs, 100 at once / raw ioredis: ≥ 0.98×',
    'pipelines of 300 GETs / raw ioredis: ≥ 0.98×',
    'GETs, 1 at once / a client per call: ≥ 20×',
    'GETs, 50 at once / a client per call: ≥ 40×',
    'file descriptors more during 20,000 calls: ≤ 0',
    "`import 'shared-redis'`, which imports ioredis / ioredis alone: ≤ 5 ms more",
    "`require('shared-redis')`, which requires ioredis / ioredis alone: ≤ 5 ms more",
    'dependencies that it brings: ≤ 0',
    'packed tarball: ≤ 60 kB',
    'GETs of ioredis under `shared-redis/trace` / the same, not traced: ≥ 0.97×',
    'GETs of node-redis under `shared-redis/trace` / the same, not traced: ≥ 0.97×',
  ],
  rules: [
    "all our rules, of ESLint's time by its own timing: ≤ 1 %",
    'ESLint with all our rules / ESLint with `no-restricted-syntax`: ≤ 1×',
    'loading the plugin: ≤ 25 ms',
    'copies of TypeScript loaded with it: ≤ 0',
    'our rules on twice 10,000 lines, 500 opens / on it once: ≤ 2.3×',
  ],
  codemod: [
    'planning the project / jscodeshift merely parsing all its files: ≥ 10×',
    'planning a project without Redis / listing and reading its files once: ≤ 1.5×',
    'planning twice the project / planning it once: ≤ 2×',
    'most memory while planning 50,000 files: ≤ 400 MB',
  ],
};

const NAMES = Object.keys(GOALS) as BenchName[];

/** The same figure for all goals of a bench, but for those that are given. */
function reportOf<Name extends BenchName>(
  name: Name,
  given: Readonly<Record<string, Measured>> = {},
): Report<Name> {
  const keys = Object.keys(GOALS[name]);
  const figures = {
    ...Object.fromEntries(keys.map((key) => [key, { figure: 1 }])),
    ...given,
  } as Figures<Name>;
  return { about: `About the ${name}.`, figures, tables: [] };
}

const runOf = (changes: Partial<Run['reports']> = {}): Run => ({
  date: '2026-01-31',
  machine: { processor: 'A processor, 2 cores', Node: '24.0.0' },
  reports: {
    runtime: reportOf('runtime'),
    rules: reportOf('rules'),
    codemod: reportOf('codemod'),
    ...changes,
  },
});

/** What, beside what and for which goal, of each row of a page. */
const cellsOf = (page: string): readonly (string | undefined)[][] =>
  page.split('\n').map((line) => {
    const [, what, , than, , , goal] = line
      .split('|')
      .map((cell) => cell.trim());
    return [what, than, goal];
  });

/** The lines of a page, without the padding of its tables. */
const linesOf = async (run: Run): Promise<readonly string[]> =>
  (await benchmarksPage(run))
    .split('\n')
    .map((line) => line.replace(/ +/g, ' '));

it.each(NAMES)('%s: every goal that was set has its row', (name) => {
  const rows = rowsOf(name, reportOf(name)).map(({ what, than, goal }) =>
    than === '' ? `${what}: ${goal}` : `${what} / ${than}: ${goal}`,
  );
  expect(rows).toEqual(expect.arrayContaining([...SET[name]]));
});

it.each(NAMES)('%s: every row is on the page', async (name) => {
  const written = cellsOf(await benchmarksPage(runOf()));
  for (const { what, than, goal } of rowsOf(name, reportOf(name))) {
    expect(written).toContainEqual([what, than, goal]);
  }
});

it.each(NAMES)('docs/benchmarks.md has the rows of %s', (name) => {
  const written = cellsOf(readFileSync(BENCHMARKS_PAGE, 'utf8'));
  for (const { what, than, goal } of rowsOf(name, reportOf(name))) {
    expect(written).toContainEqual([what, than, goal]);
  }
});

test('a goal that is met, with both medians', async () => {
  const hitByUrl = { figure: 1.2345, median: '41 ns', thanMedian: '33.2 ns' };
  const lines = await linesOf(
    runOf({ runtime: reportOf('runtime', { hitByUrl }) }),
  );
  expect(lines).toContain(
    '| getting a client by URL | 41 ns | a bare `Map.get` | 33.2 ns | 1.23× the time | ≤ 2× | ✓ |',
  );
});

test('a goal that is missed is called missed', async () => {
  const missed = { figure: 6.04, median: '60.1 ms', thanMedian: '54.2 ms' };
  const given = { import: missed, tarball: { figure: 61 } };
  const lines = await linesOf(runOf({ runtime: reportOf('runtime', given) }));
  expect(lines).toContain(
    "| `import 'shared-redis'`, which imports ioredis | 60.1 ms | ioredis alone | 54.2 ms | 6.04 ms more | ≤ 5 ms more | ✗ missed |",
  );
  expect(lines).toContain(
    '| packed tarball | | | | 61 kB | ≤ 60 kB | ✗ missed |',
  );
});

test('a limit is met by what reaches it, and missed by what cannot be told', () => {
  const figures = { growth: { figure: 2 }, walk: { figure: NaN } };
  const rows = rowsOf('codemod', reportOf('codemod', figures));
  expect(
    rows.filter(({ isMissed }) => isMissed).map(({ what }) => what),
  ).toEqual(['planning the project', 'planning a project without Redis']);
});

test('a row that is there to compare is neither met nor missed', async () => {
  const astGrep = { figure: 0.1, median: '2 s', thanMedian: '200 ms' };
  const lines = await linesOf(
    runOf({ codemod: reportOf('codemod', { astGrep }) }),
  );
  expect(lines).toContain(
    '| planning the project | 2 s | ast-grep searching it for `new Redis($$$)` | 200 ms | 0.1× as fast | | |',
  );
});

test('the machine, the versions and the day', async () => {
  const lines = await linesOf(runOf());
  expect(lines).toContain('| | 2026-01-31 |');
  expect(lines).toContain('| processor | A processor, 2 cores |');
  expect(lines).toContain('| Node | 24.0.0 |');
});

test('what it measured on, and further tables', async () => {
  const table = {
    title: 'Who ends',
    text: 'By itself.',
    head: ['', 'ends'],
    rows: [['a program', 'yes']],
  };
  const lines = await linesOf(
    runOf({ runtime: { ...reportOf('runtime'), tables: [table] } }),
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      ...['About the runtime.', '### Who ends', 'By itself.'],
      '| a program | yes |',
    ]),
  );
});
