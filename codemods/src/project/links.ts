import { basename, dirname, join } from 'node:path/posix';

import type { Resolution } from './resolution.js';
import type { Sources } from './sources.js';

/** `import(name)`, `` require(`./lib/${name}`) ``, `require('./lib/' + name)`, `import.meta.glob()` */
const COMPUTED =
  /\b(?:import|require)\s*\(\s*(?:[^'"`\s)/]|`[^`\n]*\$\{|(?:'[^'\n]*'|"[^"\n]*")\s*\+)|\bimport\.meta\.glob|\brequire\.context\b/g;

/** Where in a computed import a path stands that it may start with. */
const RELATIVE = /['"`]\./;
const START_LENGTH = 200;

/** A file that imports what only the running program knows. */
interface ComputingFile {
  readonly file: string;
  /** Whether it may say how the path starts: most say nothing. */
  readonly hasPrefix: boolean;
}

/** Knows which files of a project import which. */
export class Links {
  readonly #sources: Sources;
  readonly #resolution: Resolution;
  readonly #importers = new Map<string, readonly string[]>();
  readonly #indexed = new Set<string>();
  /** Who imports a file by another name than a relative path. */
  readonly #byAlias = new Map<string, Set<string>>();
  /** Who imports something of a package, by its folder, that was not found. */
  readonly #byPackage = new Map<string, Set<string>>();
  /** Who imports something by a relative path, or by an alias that nothing explains, by how that ends. */
  readonly #byEnding = new Map<string, Set<string>>();

  #computing: readonly ComputingFile[] | undefined;

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
    const candidates = this.#candidates(name);
    for (const each of candidates) this.#index(each);
    const found = new Set(this.#byAlias.get(file));
    for (const [folder, files] of this.#byPackage) {
      if (file.startsWith(folder)) for (const each of files) found.add(each);
    }
    for (const ending of [endingOf(file), endingOf(dirname(file)), '']) {
      for (const each of this.#byEnding.get(ending) ?? []) {
        const isMeant = this.#sources
          .specifiers(each)
          .some(
            (specifier) =>
              endingFrom(each, specifier) === ending &&
              this.means(specifier, each, file),
          );
        if (isMeant) found.add(each);
      }
    }
    return [...found].filter((each) => candidates.has(each));
  }

  #index(file: string): void {
    if (this.#indexed.has(file)) return;
    this.#indexed.add(file);
    for (const specifier of this.#sources.specifiers(file)) {
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

  /** Whoever takes an export names it, or takes all of its file. */
  #candidates(name: string | undefined): ReadonlySet<string> {
    return name === undefined
      ? this.#sources.files
      : new Set([
          ...this.#sources.withAny(name),
          ...this.#sources.withAny(...TAKES_ALL),
        ]);
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

  /** The files that import what only the running program knows. */
  computing(): readonly ComputingFile[] {
    this.#computing ??= [...this.#sources.files].flatMap((file) => {
      const text = this.#sources.text(file);
      const starts = [...text.matchAll(COMPUTED)].map(({ index }) =>
        text.slice(index, index + START_LENGTH),
      );
      const hasPrefix = starts.some((start) => RELATIVE.test(start));
      return starts.length > 0 ? [{ file, hasPrefix }] : [];
    });
    return this.#computing;
  }
}

/** What stands where all of a file is imported, required or exported again. */
const TAKES_ALL = ['* as', '*as', 'export *', 'export*', 'require', 'import('];

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
