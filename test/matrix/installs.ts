// Installs the packed packages into fresh projects of several kinds and uses
// them there: `npm run test:installs`, or with the first words of a project's
// name for some of them.
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO } from './demo.ts';
import { FIVE_MINUTES } from './five-minutes.ts';
import { LICENCES } from './licences.ts';
import { packAll } from './packed.ts';
import { PAGE_COMMANDS } from './pages.ts';
import { PLUGIN_PROJECTS } from './plugin-projects.ts';

const folder = mkdtempSync(join(tmpdir(), 'shared-redis-installs-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const wanted = process.argv.slice(2);
const packed = await packAll(folder);
for (const [name, check] of Object.entries({
  ...PLUGIN_PROJECTS,
  ...FIVE_MINUTES,
  ...PAGE_COMMANDS,
  ...DEMO,
  ...LICENCES,
})) {
  if (wanted.length > 0 && !wanted.some((one) => name.startsWith(one)))
    continue;
  const dir = join(folder, name.replace(/\W+/g, '-'));
  await mkdir(dir);
  const problem = await check(dir, packed).catch(
    (error: unknown) => (error as Error).message,
  );
  console.log(`${problem === undefined ? '✓' : '✗'} ${name}`);
  if (problem === undefined) continue;
  console.log(problem.replace(/^/gm, '    '));
  process.exitCode = 1;
}
