import { posix } from 'node:path';

import type { RegistryCall } from 'eslint-plugin-shared-redis/analysis';

import { UsageError } from '../usage-error.js';
import type { Exports } from './exports.js';
import type { Resolution } from './resolution.js';
import type { ProjectFile, Sources } from './sources.js';

/** What is known about the files of a project. */
export interface KnownProject {
  readonly sources: Sources;
  readonly resolution: Resolution;
  readonly exports: Exports;
}

/** The project's own module that rewrites import from, in the place of `shared-redis`. */
export class RegistryImport {
  readonly #written: string;
  readonly #project: KnownProject;
  /** The files whose style of imports others follow that import nothing relatively. */
  readonly #samples: readonly ProjectFile[];
  readonly #behind: ReadonlySet<string>;

  /**
   * @param written an alias or a package, as files shall import it; or a path from the root of the project, with `./`
   * @param files those that may be rewritten
   * @throws {UsageError} for a path that is no file of the project
   */
  constructor(
    written: string,
    files: readonly ProjectFile[],
    project: KnownProject,
  ) {
    this.#written = written;
    this.#project = project;
    this.#samples = files;
    if (this.#isPath && this.#moduleOf('') === undefined) {
      throw new UsageError(
        `--import-from: there is no file ${written.replace(/^\.\//, '')} in this project.`,
      );
    }
    this.#behind = this.#reachedFrom(
      files.flatMap(({ file }) => this.#moduleOf(file) ?? []),
    );
  }

  get #isPath(): boolean {
    return this.#written.startsWith('./');
  }

  /** The file that is imported from another one. */
  #moduleOf(file: string): string | undefined {
    return this.#project.resolution.resolve(
      this.#written,
      this.#isPath ? '' : file,
    );
  }

  /** Files and all that they import. */
  #reachedFrom(modules: readonly string[]): ReadonlySet<string> {
    const { sources, resolution } = this.#project;
    const reached = new Set(modules);
    // What is added on the way is looked at, too.
    for (const file of reached) {
      for (const specifier of sources.facts(file).specifiers) {
        const imported = resolution.resolve(specifier, file);
        if (imported !== undefined) reached.add(imported);
      }
    }
    return reached;
  }

  /** Whether a file is the module, or one that it imports and that cannot import it in turn. */
  isBehind({ file }: ProjectFile): boolean {
    return this.#behind.has(file);
  }

  /**
   * How a file imports the module: as it does already, else as it imports
   * others.
   *
   * @throws {UsageError} where the module is not found, or lacks a function that is to be called
   */
  specifierIn(file: ProjectFile, calls: readonly RegistryCall[]): string {
    const { sources, resolution, exports } = this.#project;
    const module = this.#moduleOf(file.file);
    if (module === undefined) {
      throw new UsageError(
        `--import-from: ${this.#written} is no file of this project where ${file.file} imports it.`,
      );
    }
    const missing = calls.find(({ name }) => !exports.has(module, name));
    if (missing) {
      throw new UsageError(
        `--import-from: ${module} does not export ${missing.name}, which ${file.file} needs.`,
      );
    }
    const present = sources
      .facts(file.file)
      .specifiers.find(
        (each) => resolution.resolve(each, file.file) === module,
      );
    return (
      present ??
      (this.#isPath ? this.#relative(module, file.file) : this.#written)
    );
  }

  #relative(module: string, from: string): string {
    const path = posix.relative(posix.dirname(from), module);
    const style =
      [from, ...this.#samples.map(({ file }) => file)]
        .map((file) => this.#styleOf(file))
        .find((found) => found !== undefined) ?? 'none';
    const written = inStyle(path, style);
    return written.startsWith('.') ? written : `./${written}`;
  }

  /** How the relative imports of a file end. */
  #styleOf(file: string): EndingStyle | undefined {
    const { sources, resolution } = this.#project;
    for (const specifier of sources.facts(file).specifiers) {
      if (!specifier.startsWith('.')) continue;
      const target = resolution.resolve(specifier, file);
      if (target === undefined) continue;
      if (!ENDING.test(specifier)) return 'none';
      return target.endsWith(posix.extname(specifier)) ? 'source' : 'built';
    }
    return undefined;
  }
}

/** Whether an import ends as the file does, as what is built of it, or not at all. */
type EndingStyle = 'source' | 'built' | 'none';

const ENDING = /\.([cm]?)[jt]s(x?)$/;

function inStyle(path: string, style: EndingStyle): string {
  switch (style) {
    case 'source':
      return path;
    case 'built':
      return path.replace(ENDING, '.$1js');
    case 'none':
      // Only these two are found without their endings.
      return path.replace(/(?:(?<=[^.])\/index)?\.[jt]sx?$/, '');
  }
}
