// Searches the TypeScript of a folder with ast-grep, and prints where it finds
// something, as JSON: `node ast-grep.mjs <folder> <pattern>...`
import { setImmediate } from 'node:timers/promises';
import { findInFiles, Lang } from '@ast-grep/napi';

const [folder, ...patterns] = process.argv.slice(2);
const found = [];
let told = 0;
const files = await findInFiles(
  Lang.Tsx,
  {
    paths: [folder],
    languageGlobs: ['*.ts', '*.tsx'],
    matcher: { rule: { any: patterns.map((pattern) => ({ pattern })) } },
  },
  (error, nodes) => {
    if (error) throw error;
    told++;
    for (const node of nodes) {
      const line = node.range().start.line + 1;
      found.push({ file: node.getRoot().filename(), line });
    }
  },
);
// It may be done before it has told about all files.
while (told < files) await setImmediate();
process.stdout.write(JSON.stringify(found));
