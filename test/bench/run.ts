// `npm run bench`: all benches, and docs/benchmarks.md. `npm run bench:<name>`,
// with `-- <folders>` of code to measure on: one of them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BenchName, Report } from './goals.ts';
import { machine } from './machine.ts';
import { BENCHMARKS_PAGE, benchmarksPage } from './page.ts';
import { printColumns, printTable, rowsOf } from './table.ts';

const BENCHES = {
  runtime: async () => (await import('./runtime.ts')).bench(),
  rules: async (folders) => (await import('./rules.ts')).bench(folders),
  codemod: async (folders) => (await import('./codemod.ts')).bench(folders),
} satisfies Record<BenchName, (folders: readonly string[]) => Promise<Report>>;

const [name, ...folders] = process.argv.slice(2);
if (name === undefined) await runAll();
else await runOne(name as BenchName, folders);

async function runOne(
  name: BenchName,
  folders: readonly string[],
): Promise<void> {
  const report = await BENCHES[name](folders);
  console.log(`\n${report.about}\n`);
  printTable(rowsOf(name, report));
  for (const { title, head, rows } of report.tables) {
    console.log(`\n${title}`);
    printColumns([head, ...rows]);
  }
  process.send?.(report);
  if (process.connected) process.disconnect();
}

async function runAll(): Promise<void> {
  const reports = {
    runtime: await reportOf('runtime'),
    rules: await reportOf('rules'),
    codemod: await reportOf('codemod'),
  };
  const date = new Date().toISOString().slice(0, 10);
  const page = await benchmarksPage({ date, machine: machine(), reports });
  writeFileSync(BENCHMARKS_PAGE, page);
  console.log('\nThe figures are in docs/benchmarks.md.');
}

/** From a process of its own: what one bench loads and compiles is not to slow the next. */
async function reportOf<Name extends BenchName>(
  name: Name,
): Promise<Report<Name>> {
  console.log(`\n${name}`);
  const child = fork(fileURLToPath(import.meta.url), [name], {
    execArgv: ['--import', 'tsx'],
  });
  let report: Report<Name> | undefined;
  child.once('message', (message) => (report = message as Report<Name>));
  await Promise.all([once(child, 'disconnect'), once(child, 'exit')]);
  if (!report) throw new Error(`bench:${name} failed`);
  return report;
}
