import { basename, dirname, join } from 'node:path/posix';

import type { Resolution } from './resolution.js';
import type { Sources } from './sources.js';

/** Knows which files of a project import which. */
export class Links {
  readonly #sources: Sources;
  readonly #resolution: Resolution;
  readonly #importers = new Map<string, readonly string[]>();
  readonly #indexed = new Set<string>();
  readonly #indexedNames = new Set<string | undefined>();
  /** Who imports a file by another name than a relative path. */
  readonly #byAlias = new Map<string, Set<string>>();
  /** Who imports something of a package, by its folder, that was not found. */
  readonly #byPackage = new Map<string, Set<string>>();
  /** Who imports something by a relative path, or by an alias that nothing explains, by how that ends. */
  readonly #byEnding = new Map<string, Set<string>>();

  /** The files that take all of another, which name no export. */
  #takingAll: readonly string[] | undefined;

  constructor(sources: Sources, resolution: Resolution) {
    this.#sources = sources;
    this.#resolution = resolution;
  }

  /**
   * The files that import an export of a file, or that may.
   *
   * @param name of the export; nothing for the default and for a module as a whole, which others call as they like
   */
  importersOf(file: string, name: string | undefined): readonly string[] {
    const key = `${file}\0${name ?? ''}`;
    let found = this.#importers.get(key);
    if (!found) {
      found = this.#findImporters(file, name);
      this.#importers.set(key, found);
    }
    return found;
  }

  #findImporters(file: string, name: string | undefined): readonly string[] {
    const names = this.#indexNaming(name);
    const found = new Set(this.#byAlias.get(file));
    for (const [folder, files] of this.#byPackage) {
      if (file.startsWith(folder)) for (const each of files) found.add(each);
    }
    for (const ending of [endingOf(file), endingOf(dirname(file)), '']) {
      for (const each of this.#byEnding.get(ending) ?? []) {
        const isMeant = this.#sources
          .facts(each)
          .specifiers.some(
            (specifier) =>
              endingFrom(each, specifier) === ending &&
              this.means(specifier, each, file),
          );
        if (isMeant) found.add(each);
      }
    }
    return [...found].filter(
      (each) => names.has(each) || this.#sources.facts(each).takesAll,
    );
  }

  /** Looks at the imports of whoever can take an export, which names it or takes all of its file; returns those that name it. */
  #indexNaming(name: string | undefined): ReadonlySet<string> {
    const { files } = this.#sources;
    this.#takingAll ??= [...files].filter(
      (file) => this.#sources.facts(file).takesAll,
    );
    const names = name === undefined ? files : this.#sources.withWord(name);
    if (!this.#indexedNames.has(name)) {
      this.#indexedNames.add(name);
      for (const each of [...names, ...this.#takingAll]) this.#index(each);
    }
    return names;
  }

  #index(file: string): void {
    if (this.#indexed.has(file)) return;
    this.#indexed.add(file);
    for (const specifier of this.#sources.facts(file).specifiers) {
      const isPath = specifier.startsWith('.');
      const resolved = isPath
        ? undefined
        : this.#resolution.resolve(specifier, file);
      const folder = this.#resolution.packageFolderOf(specifier);
      if (resolved !== undefined) add(this.#byAlias, resolved, file);
      else if (folder !== undefined) add(this.#byPackage, folder, file);
      else add(this.#byEnding, endingFrom(file, specifier), file);
    }
  }

  /** Whether an import means a file, or may mean it: one of a package whose entry was not found may mean any of its files. */
  means(specifier: string, from: string, file: string): boolean {
    const resolved = this.#resolution.resolve(specifier, from);
    if (resolved !== undefined) return resolved === file;
    const folder = this.#resolution.packageFolderOf(specifier);
    return folder === undefined
      ? this.#resolution.mayMean(specifier, file)
      : file.startsWith(folder);
  }
}

/** How what a file imports ends: `lib` also where a file of `lib/redis` imports `..`. */
function endingFrom(file: string, specifier: string): string {
  return endingOf(specifier) || endingOf(join(dirname(file), specifier));
}

/** `redis` of `../lib/redis.js`; nothing of `..`. */
function endingOf(path: string): string {
  return basename(path.replace(/[?#].*$/, '')).replace(
    /(?:\.d)?\.[cm]?[jt]sx?$|^\.+$/,
    '',
  );
}

function add<Key>(map: Map<Key, Set<string>>, key: Key, value: string): void {
  map.set(key, (map.get(key) ?? new Set<string>()).add(value));
}
