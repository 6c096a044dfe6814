// What planning costs, on a project made of files of the installed packages or
// of other folders.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plan } from 'shared-redis-codemod';
import { writeTree } from './codemod-tree.ts';
import { astGrep, ONE_PATTERN, whatIsFound } from './finders.ts';
import type { Figures, Measured, Report } from './goals.ts';
import { inTurns, progress } from './measure.ts';
import { count } from './numbers.ts';
import { groupedFiles } from './trees.ts';

const MANY_FILES = 50_000;

/** The longer the work, the fewer rounds keep the median. */
const ROUNDS = {
  commands: { rounds: 6, warmUps: 1 },
  plans: { rounds: 6, warmUps: 2 },
  walks: { rounds: 16 },
};

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

function run(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
}

/** All of them as whole commands. */
async function commands(
  tree: string,
  folder: string,
): Promise<Pick<Figures<'codemod'>, 'jscodeshift' | 'astGrep'>> {
  const command = join(ROOT, 'codemods/dist/cli.js');
  const jscodeshift = join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js');
  const timings = await inTurns(
    'planning, jscodeshift and ast-grep',
    ROUNDS.commands,
    {
      plan: {
        run: () => run([command, '--plan', join(folder, 'plan.json'), tree]),
      },
      jscodeshift: {
        run: () =>
          run([
            ...[jscodeshift, '--dry', '--run-in-band', '--no-babel'],
            ...['--silent', '--extensions=ts,tsx'],
            ...['-t', here('parse-only.cjs'), tree],
          ]),
      },
      astGrep: { run: () => run(astGrep(tree, ONE_PATTERN)) },
    },
  );
  return {
    jscodeshift: timings.speedOf('plan', 'jscodeshift'),
    astGrep: timings.speedOf('plan', 'astGrep'),
  };
}

/** In a folder without Redis there is nothing but the walk. */
async function walk(tree: string): Promise<Measured> {
  const timings = await inTurns('planning without Redis', ROUNDS.walks, {
    plan: { run: () => plan([tree]) },
    read: {
      run: () => {
        const entries = readdirSync(tree, {
          recursive: true,
          withFileTypes: true,
        });
        for (const entry of entries) {
          if (!entry.isFile()) continue;
          readFileSync(join(entry.parentPath, entry.name), 'utf8');
        }
      },
    },
  });
  return timings.timeOf('plan', 'read');
}

async function growth(once: string, twice: string): Promise<Measured> {
  const timings = await inTurns('planning twice the project', ROUNDS.plans, {
    twice: { run: () => plan([twice]) },
    once: { run: () => plan([once]) },
  });
  return timings.timeOf('twice', 'once');
}

/** Of a process of its own, with the opens that it planned. */
async function memory(tree: string): Promise<{ mb: number; sites: number }> {
  progress(`planning ${count(MANY_FILES)} files`);
  const { stdout } = await promisify(execFile)(process.execPath, [
    here('plan-memory.mjs'),
    tree,
  ]);
  return JSON.parse(stdout) as { mb: number; sites: number };
}

export async function bench(
  given: readonly string[],
): Promise<Report<'codemod'>> {
  const { folders, groups } = groupedFiles(given);
  const folder = mkdtempSync(join(tmpdir(), 'shared-redis-bench-'));
  const treeOf = (name: string) => join(folder, name);
  try {
    progress('writing projects');
    const files = writeTree(treeOf('once'), groups);
    writeTree(treeOf('twice'), [...groups, ...groups]);
    writeTree(treeOf('none'), groups, false);
    const copies = Math.ceil(MANY_FILES / files);
    const many = writeTree(
      treeOf('many'),
      Array.from({ length: copies }, () => groups).flat(),
    );
    const { mb, sites } = await memory(treeOf('many'));
    return {
      about: `A project of ${count(files)} files of ${folders} with ${groups.length} exported clients and their users; for the memory ${count(many)} files with ${count(sites)} opens. Planning, jscodeshift and ast-grep run as whole commands, the start of Node included. The plan parses the files that mention Redis, in one process; jscodeshift parses all files in one process (\`--run-in-band\`), ast-grep all files on all cores. What ast-grep does is less: it finds what is written like its pattern, while the plan follows each client through the project and says what becomes of it.`,
      figures: {
        ...(await commands(treeOf('once'), folder)),
        walk: await walk(treeOf('none')),
        growth: await growth(treeOf('once'), treeOf('twice')),
        memory: { figure: mb },
      },
      tables: [await whatIsFound(treeOf('forms'))],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
