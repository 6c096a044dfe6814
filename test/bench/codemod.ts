// What planning costs: `npm run bench:codemod`, on a project made of files of
// the installed packages, or `npm run bench:codemod -- <folders>` of others.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plan } from 'shared-redis-codemod';
import { writeTree } from './codemod-tree.ts';
import { medianRatio } from './measure.ts';
import { atLeast, atMost, printTable, type Row } from './table.ts';
import { groupsOf } from './trees.ts';

const GROUPS = 61;
const ROUNDS = 5;
const MANY_FILES = 50_000;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'shared-redis-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

function run(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

/** Both as whole commands. */
async function againstJscodeshift(tree: string): Promise<Row> {
  const command = join(ROOT, 'codemods/dist/cli.js');
  const jscodeshift = join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js');
  const ratio = await medianRatio(
    ROUNDS,
    () =>
      run(
        ...[jscodeshift, '--dry', '--run-in-band', '--no-babel', '--silent'],
        ...['--extensions=ts,tsx', '-t', here('parse-only.cjs'), tree],
      ),
    () => run(command, '--plan', join(folder, 'plan.json'), tree),
  );
  return atLeast(10, ratio, 'jscodeshift parsing all files / planning them');
}

/** In a folder without Redis there is nothing but the walk. */
async function walk(tree: string): Promise<Row> {
  const ratio = await medianRatio(
    ROUNDS * 3,
    () => plan([tree]),
    () => {
      const entries = readdirSync(tree, {
        recursive: true,
        withFileTypes: true,
      });
      for (const entry of entries) {
        if (!entry.isFile()) continue;
        readFileSync(join(entry.parentPath, entry.name), 'utf8');
      }
    },
  );
  return atMost(
    1.5,
    ratio,
    'walking without Redis / listing and reading all once',
  );
}

async function growth(once: string, twice: string): Promise<Row> {
  const ratio = await medianRatio(
    ROUNDS,
    () => plan([twice]),
    () => plan([once]),
  );
  return atMost(2, ratio, 'twice the project');
}

async function memory(tree: string, files: number): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    here('plan-memory.mjs'),
    tree,
  ]);
  const { mb, sites } = JSON.parse(stdout) as { mb: number; sites: number };
  const what = `most memory, for ${files} files with ${sites} opens`;
  return [atMost(400, mb, what, ' MB')];
}

const given = process.argv.slice(2);
const groups = groupsOf(given.length > 0 ? given : ['node_modules'], GROUPS);
const trees = {
  once: join(folder, 'once'),
  twice: join(folder, 'twice'),
  none: join(folder, 'none'),
  many: join(folder, 'many'),
};
const files = writeTree(trees.once, groups);
writeTree(trees.twice, [...groups, ...groups]);
writeTree(trees.none, groups, false);
const copies = Math.ceil(MANY_FILES / files);
const many = writeTree(
  trees.many,
  Array.from({ length: copies }, () => groups).flat(),
);
console.log(`${files} files, ${groups.length} clients that are exported`);
printTable([
  await againstJscodeshift(trees.once),
  await walk(trees.none),
  await growth(trees.once, trees.twice),
  ...(await memory(trees.many, many)),
]);
