// Runs the tests of the runtime with every supported version of each driver and
// of Node: `npm run test:matrix`, or with `-- ioredis@5.0.6 node@20` for some of
// them. `npm run test:matrix:ci` has every version once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWorkspace, install, MODULES } from './copy.ts';
import { type Row, rowsOf } from './rows.ts';

const RUN_TIMEOUT_MS = 300_000;

/** What is read of vitest's report. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
    }[];
  }[];
}

const folder = mkdtempSync(join(tmpdir(), 'shared-redis-matrix-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
    process.exit(1);
  });
}

const rows = rowsOf(process.argv.slice(2));
const installed = new Map<string, Promise<string>>();
const workspaces = new Map<string, Promise<string>>();

/** What was made for a name before, or is made now. */
function kept<Made>(
  known: Map<string, Made>,
  name: string,
  make: () => Made,
): Made {
  const made = known.get(name) ?? make();
  known.set(name, made);
  return made;
}

/** Where the modules of one package are. */
function modulesOf(spec: string): Promise<string> {
  return kept(installed, spec, () => install(spec, join(folder, spec)));
}

function workspaceOf({ spec, packages }: Row['driver']): Promise<string> {
  return kept(workspaces, spec, async () => {
    const modules = await modulesOf(spec);
    const workspace = join(folder, `workspace-${spec}`);
    const links = packages.map((name) => [name, join(modules, name)] as const);
    await copyWorkspace(workspace, Object.fromEntries(links));
    return workspace;
  });
}

async function runSuite({ driver, node }: Row): Promise<Report> {
  const workspace = await workspaceOf(driver);
  const output = join(workspace, `report-${node}.json`);
  const child = spawn(
    join(await modulesOf(node), 'node/bin/node'),
    [
      ...[join(MODULES, 'vitest/vitest.mjs'), 'run', ...driver.tests],
      ...['--root', workspace, '--reporter=json', `--outputFile=${output}`],
      // Hundreds of runs of hundreds of faults, on machines that others use.
      '--retry=1',
      // They wait more than they work.
      '--maxWorkers=2',
    ],
    {
      cwd: workspace,
      stdio: 'ignore',
      timeout: RUN_TIMEOUT_MS,
      signal: stop.signal,
    },
  );
  await once(child, 'close');
  return JSON.parse(await readFile(output, 'utf8')) as Report;
}

function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, message, status, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    const broken = status === 'failed' && failed.length === 0;
    return broken
      ? [`${name}: ${message}`]
      : failed.map(({ fullName }) => fullName);
  });
}

const WIDTHS = [15, 10, 8, 8, 9, 0];

function print(...cells: readonly unknown[]): void {
  const padded = cells.map((cell, i) => String(cell).padEnd(WIDTHS[i] ?? 0));
  console.log(padded.join(''));
}

/** Prints one row of the table; says whether all of it passed. */
async function check(row: Row): Promise<boolean> {
  const { driver, node } = row;
  const start = performance.now();
  try {
    const report = await runSuite(row);
    const { numPassedTests, numFailedTests, numPendingTests } = report;
    const seconds = Math.round((performance.now() - start) / 1000);
    print(
      ...[driver.spec, node],
      ...[numPassedTests, numFailedTests, numPendingTests, seconds],
    );
    const failures = failuresOf(report);
    for (const failure of failures) console.log(`  ✗ ${failure}`);
    return failures.length === 0 && numPassedTests > 0;
  } catch (error) {
    print(driver.spec, node, `did not run: ${String(error)}`);
    return false;
  }
}

print('driver', 'node', 'passed', 'failed', 'skipped', 'seconds');
let passed = 0;
for (const row of rows) if (await check(row)) passed++;
console.log(`${passed} of ${rows.length} passed.`);
if (passed < rows.length) process.exitCode = 1;
