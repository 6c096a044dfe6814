// Lints every file below some folders with all rules, under each parser and
// version of ESLint: `npm run test:robustness -- <folders>`. No rule may throw,
// and no suggestion may break a file.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { emptyTally, lintFile, type Tally } from './lint.ts';
import { installToolchains, type Toolchain } from './toolchains.ts';

/** Larger files are bundles and tables of data. */
const MAX_BYTES = 500_000;

const { positionals: folders, values } = parseArgs({
  allowPositionals: true,
  options: {
    // Part of the toolchains, by their names.
    only: { type: 'string', default: '' },
  },
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.d\.[cm]?ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function lintAll(files: readonly string[], toolchain: Toolchain): Tally {
  const tally = emptyTally();
  for (const file of files) {
    if (!toolchain.reads.test(file)) continue;
    if (statSync(file).size > MAX_BYTES) continue;
    lintFile(file, readFileSync(file, 'utf8'), toolchain, tally);
  }
  return tally;
}

function print(name: string, tally: Tally): void {
  const { files, unparsed, crashes, broken, findings, suggestions } = tally;
  const seconds = Math.round(tally.ms / 1000);
  const slowest = `${Math.round(tally.slowest.ms)} ms: ${tally.slowest.file}`;
  console.log(`${name}: ${files} files in ${seconds} s, slowest ${slowest}`);
  console.log(`  do not parse: ${unparsed}`);
  for (const [rule, count] of Object.entries(findings)) {
    console.log(`  ${rule}: ${count}`);
  }
  console.log(`  suggestions: ${suggestions}`);
  for (const crash of crashes) console.log(`  ✗ crash: ${crash}`);
  for (const each of broken) console.log(`  ✗ broken by a suggestion: ${each}`);
}

if (folders.length === 0) {
  console.error('Give the folders whose files are to be linted.');
  process.exit(2);
}
const files = folders.flatMap(filesIn);
const all = await installToolchains();
const chosen = all.filter(({ name }) => name.includes(values.only));
if (chosen.length === 0) {
  console.error(
    `--only takes part of ${all.map(({ name }) => name).join('; ')}`,
  );
  process.exitCode = 2;
}
for (const toolchain of chosen) {
  const tally = lintAll(files, toolchain);
  print(toolchain.name, tally);
  if (tally.crashes.length + tally.broken.length > 0) process.exitCode = 1;
}
