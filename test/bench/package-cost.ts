import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measured } from './goals.ts';
import { median, progress } from './measure.ts';
import { time } from './numbers.ts';

const run = promisify(execFile);
const cwd = fileURLToPath(new URL('../../runtime', import.meta.url));

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const SCRIPT = fileURLToPath(new URL('import-cost.mjs', import.meta.url));
const SAMPLES = 15;

/**
 * What importing takes when ioredis is there already, beside what nobody can
 * do without: that of a package which only imports ioredis. In turns, as the
 * machine may change its pace.
 */
export async function importCost(system: 'esm' | 'cjs'): Promise<Measured> {
  progress(`loading the package, ${system}`);
  using empty = new EmptyPackage();
  const ofPackage: number[] = [];
  const ofEmptyPackage: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    ofPackage.push(await timeToImport(system, 'shared-redis'));
    ofEmptyPackage.push(await timeToImport(system, empty.name));
  }
  return {
    figure: median(ofPackage),
    median: time(median(ofPackage)),
    thanMedian: time(median(ofEmptyPackage)),
  };
}

async function timeToImport(system: string, name: string): Promise<number> {
  const { stdout } = await run(process.execPath, [SCRIPT, system, name]);
  return Number(stdout);
}

/** A package that only imports ioredis, installed until it is disposed of. */
class EmptyPackage implements Disposable {
  readonly name = 'empty-package-of-the-bench';
  readonly #folder = join(MODULES, this.name);

  constructor() {
    const files = {
      'package.json': JSON.stringify({
        name: this.name,
        exports: { import: './index.mjs', require: './index.cjs' },
      }),
      'index.mjs': "import 'ioredis';",
      'index.cjs': "require('ioredis');",
    };
    mkdirSync(this.#folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(join(this.#folder, file), text);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** The size of the package as it would be published, in bytes. */
export async function tarballSize(): Promise<number> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await run('npm', args, { cwd });
  const [pack] = JSON.parse(stdout) as [{ size: number }];
  return pack.size;
}
