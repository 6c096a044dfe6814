import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';

import { leastMajor } from 'eslint-plugin-shared-redis/verdicts';
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
const BUILT = /(?<=^|\/)(?:dist|build|lib|out)\//g;
const SOURCE_FOLDERS = ['', 'src/'];

interface Manifest {
  readonly name?: string;
  readonly private?: boolean;
  readonly main?: string;
  readonly module?: string;
  readonly types?: string;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
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
  /** What any package of the project depends on. */
  readonly #declared = new Set<string>();
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
    for (const each of packages) this.#addDependencies(each);
  }

  /** The dependencies of a package, among them packages of the project under other names. */
  #addDependencies(from: Package): void {
    for (const [name, version] of dependenciesOf(from)) {
      this.#declared.add(name);
      if (this.#packages.has(name)) continue;
      const [, path] =
        /^(?:file|link|portal|workspace):(\.{1,2}\/.*)$/.exec(version) ?? [];
      const [, alias] = /^workspace:(@?[^@]+)@/.exec(version) ?? [];
      const folder =
        path && `${posix.join(from.folder, path).replace(/\/$/, '')}/`;
      const found =
        alias === undefined
          ? this.#all.find((each) => each.folder === folder)
          : this.#packages.get(alias);
      if (found) this.#packages.set(name, found);
    }
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

  /** Whether an import that nothing explains may mean a file: by an alias that only a bundler knows. */
  mayMean(specifier: string, file: string): boolean {
    const bare = specifier.replace(/[?].*$/, '');
    if (/^\.|^[a-z]+:/.test(bare) || isBuiltin(bare)) return false;
    if (this.#declared.size === 0 && !/[/~#@]/.test(bare)) return false;
    if (this.#declared.has(packageName(bare))) return false;
    const stem = `/${stemOf(file)}`;
    const path = `/${stemOf(bare)}`;
    const [, tail = path] = /^\/[^/]*(\/.*)$/.exec(path) ?? [];
    return [path, tail].some(
      (end) => stem.endsWith(end) || stem.endsWith(`${end}/index`),
    );
  }

  #find(specifier: string, from: string): string | undefined {
    if (/^(?:node:|https?:|data:|virtual:)/.test(specifier)) return undefined;
    const bare = specifier.replace(/[?].*$/, '');
    if (bare.startsWith('.')) {
      const isFolder = /(?:^|\/)\.{0,2}$/.test(bare);
      const path = posix.join(dirname(from), bare);
      return (
        this.#sourceOf(posix.join(path, isFolder ? 'index' : '')) ??
        this.#mainOf(`${path.replace(/\/$/, '')}/`)
      );
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

  /** The main file of a folder with a manifest. */
  #mainOf(folder: string): string | undefined {
    const found = this.#all.find((each) => each.folder === folder);
    for (const target of found ? targetsOf(found, '.') : []) {
      const file = this.#sourceOf(posix.join(folder, target));
      if (file !== undefined) return file;
    }
    return undefined;
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
    const stem = stemOf(path);
    const stems = [
      stem,
      ...[...stem.matchAll(BUILT)].flatMap(({ 0: built, index }) =>
        SOURCE_FOLDERS.map(
          (folder) =>
            stem.slice(0, index) + folder + stem.slice(index + built.length),
        ),
      ),
    ];
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

  /**
   * The version of a package that the package around a file asks for. Where it
   * asks for none it gets what others of the project ask for: the oldest, as
   * nobody knows which.
   */
  versionOf(module: string, file: string): string | undefined {
    const folder = this.#packageFolder(file);
    const around = this.#all.filter((each) => folder.startsWith(each.folder));
    const [nearest] = versionsIn(around, module);
    return nearest ?? oldest(versionsIn(this.#all, module));
  }

  /** The files that other projects import a published package by. */
  publicEntries(): readonly string[] {
    return [...this.#packages.values()].flatMap((each) => {
      if (each.private === true) return [];
      const targets = targetsOf(each, undefined);
      return (targets.length > 0 ? targets : ['index']).flatMap((target) => {
        // `./*` means any file.
        if (target.includes('*')) {
          return [...this.#sources.files].filter((file) =>
            file.startsWith(each.folder),
          );
        }
        const path = posix.join(each.folder, target);
        return this.#sourceOf(path) ?? this.#sourceOf(`${path}/index`) ?? [];
      });
    });
  }
}

function versionsIn(
  packages: readonly Package[],
  module: string,
): readonly string[] {
  return packages.flatMap((each) =>
    dependenciesOf(each)
      .filter(([name]) => name === module)
      .map(([, version]) => version),
  );
}

function oldest(versions: readonly string[]): string | undefined {
  return [...versions].sort(
    (a, b) => (leastMajor(a) ?? Infinity) - (leastMajor(b) ?? Infinity),
  )[0];
}

function dependenciesOf(each: Manifest): readonly [string, string][] {
  return Object.entries({
    ...each.optionalDependencies,
    ...each.peerDependencies,
    ...each.devDependencies,
    ...each.dependencies,
  });
}

/** A path without the ending of a source. */
function stemOf(path: string): string {
  return path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
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
