// Runs the tests of the runtime with every supported version of ioredis and
// Node: `npm run test:matrix`, or with `ioredis@5.0.6 node@20` for some of them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWorkspace, install, MODULES } from './copy.ts';

const DRIVERS = ['ioredis@5.0.6', 'ioredis@5.11', 'ioredis@6'];
const NODES = ['node@20', 'node@22', 'node@24', 'node@26'];

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

/** The chosen ones of a list, or all of it. */
function chosen(all: readonly string[]): readonly string[] {
  const some = all.filter((one) => process.argv.includes(one));
  return some.length > 0 ? some : all;
}

async function runSuite(node: string, workspace: string): Promise<Report> {
  const output = join(workspace, 'report.json');
  const child = spawn(
    node,
    [
      join(MODULES, 'vitest/vitest.mjs'),
      ...['run', 'test/runtime', '--root', workspace],
      ...['--reporter=json', `--outputFile=${output}`],
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

function print(...cells: readonly unknown[]): void {
  console.log(cells.map((cell) => String(cell).padEnd(14)).join(''));
}

/** One row of the table; whether all of it passed. */
async function check(
  driver: string,
  node: string,
  binary: string,
  workspace: string,
): Promise<boolean> {
  try {
    const report = await runSuite(binary, workspace);
    const { numPassedTests, numFailedTests, numPendingTests } = report;
    print(driver, node, numPassedTests, numFailedTests, numPendingTests);
    const failures = failuresOf(report);
    for (const failure of failures) console.log(`  ✗ ${failure}`);
    return failures.length === 0 && numPassedTests > 0;
  } catch (error) {
    print(driver, node, `did not run: ${String(error)}`);
    return false;
  }
}

const binaries = new Map<string, string>();
for (const node of chosen(NODES)) {
  binaries.set(node, join(await install(node, join(folder, node)), 'bin/node'));
}
print('driver', 'node', 'passed', 'failed', 'skipped');
for (const driver of chosen(DRIVERS)) {
  const ioredis = await install(driver, join(folder, driver));
  const workspace = join(folder, `workspace-${driver}`);
  await copyWorkspace(workspace, { ioredis });
  for (const [node, binary] of binaries) {
    if (!(await check(driver, node, binary, workspace))) process.exitCode = 1;
  }
}
