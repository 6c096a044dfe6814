// Plans every project that is given: `npm run test:robustness:plan -- <folders>`.
// Nothing may crash, what is rewritten has to parse, and whole lines that no
// edit is in have to stay as they are. Writes nothing.
import { diffLines } from 'diff';
import { plan } from 'shared-redis-codemod';
import { parse } from '../../codemods/src/parse.ts';

/** A rewrite touches opens, closes, imports and what they leave empty. */
const MOST_LINES_PER_EDIT = 40;

interface Tally {
  files: number;
  readonly verdicts: Record<string, number>;
  readonly unparsed: string[];
  readonly broken: string[];
}

function planFolder(folder: string): Tally {
  const { filesSeen, plan: planned, changes, failures } = plan([folder]);
  const verdicts: Record<string, number> = {};
  for (const { verdict } of planned.sites) {
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  }
  const broken = changes.flatMap(({ file, before, after }) => {
    const touched = diffLines(before, after)
      .filter(({ added, removed }) => added || removed)
      .reduce((sum, { count }) => sum + count, 0);
    const own = [...planned.sites, ...planned.closes];
    const edits = own.filter((each) => each.file === file).length + 1;
    if (touched > MOST_LINES_PER_EDIT * edits) {
      return [`${file}: ${touched} lines touched`];
    }
    try {
      parse(after.replace(/^\uFEFF/, ''), file);
      return [];
    } catch (error) {
      return [`${file}: ${String(error)}`];
    }
  });
  const unparsed = failures.map(({ file, message }) => `${file}: ${message}`);
  return { files: filesSeen, verdicts, unparsed, broken };
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('Give the folders of the projects that are to be planned.');
  process.exit(2);
}
let total = 0;
for (const folder of folders) {
  const start = performance.now();
  const { files, verdicts, unparsed, broken } = planFolder(folder);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  total += files;
  console.log(`${folder}: ${files} files in ${seconds} s`, verdicts);
  for (const each of unparsed) console.log(`  not parsed: ${each}`);
  for (const each of broken) console.log(`  ✗ ${each}`);
  if (broken.length > 0) process.exitCode = 1;
}
console.log(`${total} files`);
