import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WORKSPACE } from './copy.ts';

const run = promisify(execFile);

/** A package as it would be published. */
export interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
  /** Where its tarball is. */
  readonly path: string;
}

/**
 * What is wrong where the packages are installed in an empty folder, if
 * anything.
 */
export type Check = (
  dir: string,
  packed: readonly Packed[],
) => Promise<string | undefined>;

/** Packs the three packages into a folder. */
export async function packAll(folder: string): Promise<readonly Packed[]> {
  const args = ['--workspaces', '--json', `--pack-destination=${folder}`];
  const { stdout } = await run('npm', ['pack', ...args], { cwd: WORKSPACE });
  const packed = JSON.parse(stdout) as readonly Packed[];
  return packed.map((one) => ({ ...one, path: join(folder, one.filename) }));
}

export function pathOf(packed: readonly Packed[], name: string): string {
  const found = packed.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not among the packages`);
  return found.path;
}
