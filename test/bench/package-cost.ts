import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './measure.ts';

const run = promisify(execFile);
const cwd = fileURLToPath(new URL('../../runtime', import.meta.url));

const SCRIPT = fileURLToPath(new URL('import-cost.mjs', import.meta.url));
const SAMPLES = 15;

/** What importing the package takes when ioredis is there already, in ms. */
export async function importCost(system: 'esm' | 'cjs'): Promise<number> {
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const { stdout } = await run(process.execPath, [SCRIPT, system]);
    times.push(Number(stdout));
  }
  return median(times);
}

/** The size of the package as it would be published, in bytes. */
export async function tarballSize(): Promise<number> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await run('npm', args, { cwd });
  const [pack] = JSON.parse(stdout) as [{ size: number }];
  return pack.size;
}
