import { basename, dirname } from 'node:path/posix';

import type { Resolution } from './resolution.js';
import type { Sources } from './sources.js';

/** `import(name)`, `` require(`./lib/${name}`) ``, `require('./lib/' + name)`, `import.meta.glob()` */
const COMPUTED =
  /\b(?:import|require)\s*\(\s*(?:[^'"`\s)/]|`[^`\n]*\$\{|(?:'[^'\n]*'|"[^"\n]*")\s*\+)|\bimport\.meta\.glob|\brequire\.context\b/;

/** Knows which files of a project import which. */
export class Links {
  readonly #sources: Sources;
  readonly #resolution: Resolution;
  readonly #importers = new Map<string, readonly string[]>();
  /** The files that import by a name that ends so, or by a name that need not end like its file. */
  #byEnding: ReadonlyMap<string, readonly string[]> | undefined;

  #computing: readonly string[] | undefined;

  constructor(sources: Sources, resolution: Resolution) {
    this.#sources = sources;
    this.#resolution = resolution;
  }

  /** The files that import a file, or that may. */
  importersOf(file: string): readonly string[] {
    let found = this.#importers.get(file);
    if (!found) {
      found = this.#candidates(file).filter((each) =>
        this.#sources
          .specifiers(each)
          .some((specifier) => this.means(specifier, each, file)),
      );
      this.#importers.set(file, found);
    }
    return found;
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
  computing(): readonly string[] {
    this.#computing ??= [...this.#sources.files].filter((file) =>
      COMPUTED.test(this.#sources.text(file)),
    );
    return this.#computing;
  }

  #candidates(file: string): readonly string[] {
    this.#byEnding ??= this.#endings();
    // A folder means its index, or what its manifest says.
    const endings = new Set(['', endingOf(file), endingOf(dirname(file))]);
    const candidates = new Set<string>();
    for (const ending of endings) {
      for (const each of this.#byEnding.get(ending) ?? []) candidates.add(each);
    }
    return [...candidates];
  }

  #endings(): ReadonlyMap<string, readonly string[]> {
    const files = new Map<string, Set<string>>();
    for (const file of this.#sources.files) {
      for (const specifier of this.#sources.specifiers(file)) {
        const ending = specifier.startsWith('.') ? endingOf(specifier) : '';
        const known = files.get(ending) ?? new Set();
        files.set(ending, known.add(file));
      }
    }
    return new Map([...files].map(([ending, each]) => [ending, [...each]]));
  }
}

/** `redis` of `../lib/redis.js`; nothing of `..`, which ends like a folder that is not named. */
function endingOf(path: string): string {
  return basename(path.replace(/[?#].*$/, '')).replace(
    /(?:\.d)?\.[cm]?[jt]sx?$|^\.+$/,
    '',
  );
}
