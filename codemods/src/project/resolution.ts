import { readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

import { ResolverFactory } from 'oxc-resolver';

import type { Sources } from './sources.js';
import { TsconfigPaths } from './tsconfig-paths.js';

const EXTENSIONS = [
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.vue',
  '.svelte',
];

const OPTIONS = {
  extensions: [...EXTENSIONS, '.json'],
  extensionAlias: {
    '.js': ['.ts', '.tsx', '.js', '.jsx'],
    '.jsx': ['.tsx', '.jsx'],
    '.mjs': ['.mts', '.mjs'],
    '.cjs': ['.cts', '.cjs'],
  },
  conditionNames: ['source', 'types', 'import', 'require', 'node', 'default'],
  mainFields: ['source', 'module', 'main', 'types'],
  tsconfig: 'auto',
} as const;

/** What is built from sources elsewhere in a package, and where those sources are. */
const BUILT = /(^|\/)(?:dist|build|lib|out)\//;
const SOURCE_FOLDERS = ['$1', '$1src/'];

interface Manifest {
  readonly name?: string;
  readonly private?: boolean;
  readonly main?: string;
  readonly module?: string;
  readonly types?: string;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A package of the project. */
interface Package extends Manifest {
  /** From the root, with forward slashes; empty for the root itself. */
  readonly folder: string;
}

/** Finds the file of the project that an import means. */
export class Resolution {
  readonly #sources: Sources;
  readonly #resolver = new ResolverFactory({
    ...OPTIONS,
    extensions: [...OPTIONS.extensions],
    extensionAlias: Object.fromEntries(
      Object.entries(OPTIONS.extensionAlias).map(([from, to]) => [
        from,
        [...to],
      ]),
    ),
    conditionNames: [...OPTIONS.conditionNames],
    mainFields: [...OPTIONS.mainFields],
  });
  readonly #tsconfigPaths = new TsconfigPaths();
  readonly #known = new Map<string, string | undefined>();
  readonly #packages = new Map<string, Package>();
  /** The innermost first. */
  readonly #all: readonly Package[];

  /** @param manifests the `package.json` files of the project, from its root */
  constructor(sources: Sources, manifests: readonly string[]) {
    this.#sources = sources;
    const packages = manifests.flatMap((file) => this.#packageOf(file));
    for (const each of packages) {
      if (each.name !== undefined) this.#packages.set(each.name, each);
    }
    this.#all = packages.sort((a, b) => b.folder.length - a.folder.length);
  }

  #packageOf(file: string): Package[] {
    try {
      const text = readFileSync(join(this.#sources.root, file), 'utf8');
      const manifest = JSON.parse(text) as Manifest;
      const folder = file.slice(0, -'package.json'.length);
      return [{ ...manifest, folder }];
    } catch {
      return [];
    }
  }

  /** The file of the project that an import in another file means; `undefined` for what is not of the project. */
  resolve(specifier: string, from: string): string | undefined {
    const scope = specifier.startsWith('.')
      ? dirname(from)
      : this.#packageFolder(from);
    const key = `${scope}\0${specifier}`;
    if (!this.#known.has(key)) {
      this.#known.set(key, this.#find(specifier, from));
    }
    return this.#known.get(key);
  }

  /** The folder of the package that a file is in. */
  #packageFolder(file: string): string {
    return (
      this.#all.find(({ folder }) => file.startsWith(folder))?.folder ?? ''
    );
  }

  /** Whether an import may be one of a package of the project that could not be found exactly. */
  packageFolderOf(specifier: string): string | undefined {
    return this.#packages.get(packageName(specifier))?.folder;
  }

  #find(specifier: string, from: string): string | undefined {
    if (/^(?:node:|https?:|data:|virtual:)/.test(specifier)) return undefined;
    const bare = specifier.replace(/[?].*$/, '');
    if (bare.startsWith('.')) {
      return this.#sourceOf(posix.join(dirname(from), bare));
    }
    const { root } = this.#sources;
    const { path, error } = this.#resolver.resolveFileSync(
      join(root, from),
      bare,
    );
    const paths =
      error?.startsWith('Tsconfig') === true
        ? this.#tsconfigPaths.candidates(bare, dirname(join(root, from)))
        : [path ?? []].flat();
    for (const each of paths) {
      const file = /[\\/]node_modules[\\/]/.test(each)
        ? undefined
        : this.#sourceOf(relative(root, each).split(sep).join('/'));
      if (file !== undefined) return file;
    }
    return this.#inWorkspace(bare);
  }

  /** `@company/lib/redis`, where nothing is installed or built. */
  #inWorkspace(specifier: string): string | undefined {
    const name = packageName(specifier);
    const found = this.#packages.get(name);
    if (!found) return undefined;
    const subpath = `.${specifier.slice(name.length)}`;
    const targets = targetsOf(found, subpath);
    const guesses =
      subpath === '.'
        ? ['src/index', 'index']
        : [subpath.slice(2), `src/${subpath.slice(2)}`];
    for (const target of [...targets, ...guesses]) {
      const path = `${found.folder}${target.replace(/^\.\//, '')}`;
      const file = this.#sourceOf(path);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** The source that a path means: itself, or what it is built from. */
  #sourceOf(path: string): string | undefined {
    const stem = path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
    const stems = BUILT.test(path)
      ? [stem, ...SOURCE_FOLDERS.map((folder) => stem.replace(BUILT, folder))]
      : [stem];
    const { files } = this.#sources;
    if (files.has(path)) return path;
    for (const each of stems) {
      for (const end of ['', '/index']) {
        const extension = EXTENSIONS.find((ext) => files.has(each + end + ext));
        if (extension !== undefined) return each + end + extension;
      }
    }
    return undefined;
  }

  /** The version of a package that the package around a file asks for. */
  versionOf(module: string, file: string): string | undefined {
    const folder = this.#packageFolder(file);
    const around = this.#all.filter((each) => folder.startsWith(each.folder));
    for (const { dependencies, devDependencies } of around) {
      const version = dependencies?.[module] ?? devDependencies?.[module];
      if (version !== undefined) return version;
    }
    return undefined;
  }

  /** The files that other projects import a published package by. */
  publicEntries(): readonly string[] {
    return [...this.#packages.values()].flatMap((each) => {
      if (each.private === true) return [];
      const targets = targetsOf(each, undefined);
      return targets.flatMap((target) => {
        const path = `${each.folder}${target.replace(/^\.\//, '')}`;
        return this.#sourceOf(path) ?? [];
      });
    });
  }
}

/** `@company/lib` of `@company/lib/redis` */
function packageName(specifier: string): string {
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** The files that a package names for one of its entries, or for all. */
function targetsOf(
  { exports, main, module, types }: Package,
  subpath: string | undefined,
): readonly string[] {
  const mains =
    subpath === '.' || subpath === undefined ? [main, module, types] : [];
  return [
    ...entriesIn(exports, subpath),
    ...mains.filter((each) => each !== undefined),
  ];
}

function entriesIn(exports: unknown, subpath: string | undefined): string[] {
  if (typeof exports !== 'object' || exports === null) {
    return subpath === '.' || subpath === undefined ? textsIn(exports) : [];
  }
  const keys = Object.keys(exports);
  if (!keys.some((key) => key.startsWith('.'))) {
    return subpath === '.' || subpath === undefined ? textsIn(exports) : [];
  }
  return Object.entries(exports).flatMap(([key, value]) => {
    if (subpath === undefined || key === subpath) return textsIn(value);
    const [before, after] = key.split('*');
    return before !== undefined &&
      after !== undefined &&
      subpath.startsWith(before) &&
      subpath.endsWith(after)
      ? textsIn(value).map((text) =>
          text.replaceAll(
            '*',
            subpath.slice(before.length, subpath.length - after.length),
          ),
        )
      : [];
  });
}

/** All texts in conditions that are nested in each other. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [];
}
