// Plans every project that is given: `npm run test:robustness:plan -- <folders>`.
// Nothing may crash, and what is rewritten has to parse. Writes nothing.
import { plan } from 'shared-redis-codemod';
import { parse } from '../../codemods/src/parse.ts';

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
  const broken = changes.flatMap(({ file, after }) => {
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
