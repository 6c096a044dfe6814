import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measured } from './goals.ts';
import { median, progress } from './measure.ts';
import { time } from './numbers.ts';

const run = promisify(execFile);
const cwd = fileURLToPath(new URL('../../runtime', import.meta.url));

const SCRIPT = fileURLToPath(new URL('import-cost.mjs', import.meta.url));
const ROUNDS = 41;

/** What loading the package takes longer than loading ioredis, which it loads. */
export async function importCost(system: 'esm' | 'cjs'): Promise<Measured> {
  progress(`loading the package, ${system}`);
  const times: Record<string, number[]> = { ioredis: [], 'shared-redis': [] };
  const names = Object.keys(times);
  for (let round = 0; round < ROUNDS; round++) {
    // In turns as to which is first, as the machine may change its pace.
    for (const name of names.reverse()) {
      const { stdout } = await run(process.execPath, [SCRIPT, system, name]);
      times[name]!.push(Number(stdout));
    }
  }
  const [ofDriver, ofPackage] = Object.values(times) as [number[], number[]];
  return {
    figure: median(ofPackage.map((ms, at) => ms - ofDriver[at]!)),
    median: time(median(ofPackage)),
    thanMedian: time(median(ofDriver)),
  };
}

/** The size of the package as it would be published, in bytes. */
export async function tarballSize(): Promise<number> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await run('npm', args, { cwd });
  const [pack] = JSON.parse(stdout) as [{ size: number }];
  return pack.size;
}
