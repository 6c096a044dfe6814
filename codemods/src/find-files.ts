import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';

import { globSync } from 'tinyglobby';

import { UsageError } from './usage-error.js';

const SOURCES = '**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}';
const SOURCE = /\.[cm]?[jt]sx?$/;
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
 * @throws {UsageError} for a path that does not exist, and for a file in another language
 */
export function findFiles(paths: readonly string[], cwd: string): Found {
  const targets = paths.map((path) => {
    const target = resolve(cwd, path);
    const stats = statSync(target, { throwIfNoEntry: false });
    if (!stats) throw new UsageError(notFound(path));
    const isFolder = stats.isDirectory();
    if (!isFolder && !SOURCE.test(target)) {
      throw new UsageError(`${path} is no JavaScript or TypeScript file.`);
    }
    return { target, isFolder };
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

function notFound(path: string): string {
  const hint = path.includes('*')
    ? ' Patterns are not expanded: name folders.'
    : '';
  return `There is no file or folder ${path}.${hint}`;
}
