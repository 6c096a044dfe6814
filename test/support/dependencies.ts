import { readFileSync } from 'node:fs';

/** What is read of `package-lock.json` about one installed package. */
interface Locked {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Dependency {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; empty where the package names none. */
  readonly licence: string;
}

/** Licences that ask for no more than their notice. */
export const PERMISSIVE = [
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause'],
  ...['ISC', 'MIT'],
];

const LOCK = new URL('../../package-lock.json', import.meta.url);

/** The folders of the packages that are published. */
export const PUBLISHED = ['runtime', 'rules', 'codemods'] as const;

/**
 * Everything of others that an installation of a published package brings with
 * it, peers apart, in the versions of `package-lock.json`.
 */
export function dependenciesOf(
  folder: (typeof PUBLISHED)[number],
): readonly Dependency[] {
  const { packages } = JSON.parse(readFileSync(LOCK, 'utf8')) as {
    packages: Readonly<Record<string, Locked>>;
  };
  const found = new Map<string, Dependency>();
  const visit = (path: string) => {
    const { dependencies, optionalDependencies } = packages[path]!;
    for (const name of Object.keys({
      ...dependencies,
      ...optionalDependencies,
    }))
      note(name, pathOf(packages, name, path));
  };
  const note = (name: string, path: string) => {
    if (found.has(path)) return;
    const { version = '', license = '' } = packages[path]!;
    const isOurs = !path.includes('node_modules/');
    if (!isOurs) found.set(path, { name, version, licence: license });
    visit(path);
  };
  visit(folder);
  return [...found.values()].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );
}

/** Where Node finds a package that another one imports. */
function pathOf(
  packages: Readonly<Record<string, Locked>>,
  name: string,
  from: string,
): string {
  for (let folder = from; ; folder = parentOf(folder)) {
    const path = [folder, 'node_modules', name].filter(Boolean).join('/');
    const locked = packages[path];
    if (locked) return locked.link ? locked.resolved! : path;
    if (folder === '') throw new Error(`${name} is not in the lock file`);
  }
}

/** The folder around a package's, from `a/node_modules/b` or `rules`. */
function parentOf(folder: string): string {
  const end = folder.lastIndexOf('/node_modules/');
  return end < 0 ? '' : folder.slice(0, end);
}
