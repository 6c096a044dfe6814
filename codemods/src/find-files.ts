import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import { globSync } from 'tinyglobby';

import { UsageError } from './usage-error.js';

const SOURCES = '**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}';
/** Files in other languages that import sources. */
const COMPONENTS = '**/*.{vue,svelte,astro,mdx,coffee}';
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
  const files = targets.flatMap(({ target, isFolder }) => {
    const from = relative(root, target).split(sep).join('/');
    if (!isFolder) return [from];
    const prefix = from === '' ? '' : `${from}/`;
    const found = globSync(SOURCES, { cwd: target, ignore: IGNORED });
    return prefix === '' ? found : found.map((file) => prefix + file);
  });
  return { root, files: [...new Set(files)].sort() };
}

/** The project around some files: what may import them, or be imported by them. */
export interface Project {
  readonly root: string;
  /** How the names of the given files start, seen from the root of the project. */
  readonly prefix: string;
  readonly files: readonly string[];
  readonly manifests: readonly string[];
}

export const NO_PROJECT: Project = {
  root: '',
  prefix: '',
  files: [],
  manifests: [],
};

/** Finds the repository that a folder is in, or takes the folder itself. */
export function findProject(folder: string, files: readonly string[]): Project {
  const root = repositoryAround(folder) ?? folder;
  const inside = relative(root, folder).split(sep).join('/');
  const prefix = inside === '' ? '' : `${inside}/`;
  const found = globSync([SOURCES, COMPONENTS, '**/package.json'], {
    cwd: root,
    ignore: IGNORED,
  });
  const isManifest = (file: string): boolean => file.endsWith('package.json');
  return {
    root,
    prefix,
    files: [
      ...new Set([
        ...found.filter((file) => !isManifest(file)),
        ...files.map((file) => prefix + file),
      ]),
    ],
    manifests: found.filter(isManifest),
  };
}

function repositoryAround(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryAround(above);
}

function notFound(path: string): string {
  const hint = path.includes('*')
    ? ' Patterns are not expanded: name folders.'
    : '';
  return `There is no file or folder ${path}.${hint}`;
}
