import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';

import { globSync } from 'tinyglobby';

import { UsageError } from './usage-error.js';

const SOURCES = '**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}';
const IGNORED = [
  '**/node_modules/**',
  '**/{dist,build,coverage}/**',
  '**/*.d.{ts,mts,cts}',
  '**/*.min.js',
];

/** The files of some paths, and the folder that their names are relative to. */
export interface Found {
  readonly root: string;
  /** Relative to the root, with forward slashes, sorted. */
  readonly files: readonly string[];
}

/**
 * Finds the source files below some folders; a path to a file is taken as it
 * is. One folder is itself the root, several paths count from `cwd`.
 *
 * @throws {UsageError} for a path that does not exist
 */
export function findFiles(paths: readonly string[], cwd: string): Found {
  const targets = paths.map((path) => {
    const target = resolve(cwd, path);
    const stats = statSync(target, { throwIfNoEntry: false });
    if (!stats) throw new UsageError(`There is no file or folder ${path}.`);
    return { target, isFolder: stats.isDirectory() };
  });
  const [only] = targets;
  const root = targets.length === 1 && only?.isFolder ? only.target : cwd;
  const files = targets.flatMap(({ target, isFolder }) =>
    isFolder
      ? globSync(SOURCES, { cwd: target, ignore: IGNORED, absolute: true })
      : [target],
  );
  const names = files.map((file) => relative(root, file).split(sep).join('/'));
  return { root, files: [...new Set(names)].sort() };
}
