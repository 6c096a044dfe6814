import { dirname, join } from 'node:path/posix';

import {
  ANY_MEMBER,
  type Departed,
  type Held,
  inside,
  keyOf,
} from 'eslint-plugin-shared-redis/analysis';

import { importsOf } from './imports.js';
import type { Links } from './links.js';
import type { ProjectStart } from './project-flow.js';
import type { Resolution } from './resolution.js';
import type { ProjectFile, Sources } from './sources.js';

/** Whether somebody who knows says that nothing uses an export but what is seen. */
export type IsWhole = (exported: Exported) => boolean;

/** Finds where the importers of a file begin to use what it exports. */
export class Importers {
  readonly #sources: Sources;
  readonly #links: Links;
  readonly #publicEntries: ReadonlySet<string>;
  readonly #isWhole: IsWhole;
  readonly #starts = new Map<string, ProjectStart[] | string>();
  #computingFiles: ReadonlyMap<string, boolean> | undefined;
  readonly #prefixes = new Map<
    string,
    readonly (string | undefined)[] | undefined
  >();

  constructor(
    sources: Sources,
    resolution: Resolution,
    links: Links,
    isWhole: IsWhole,
  ) {
    this.#isWhole = isWhole;
    this.#sources = sources;
    this.#links = links;
    this.#publicEntries = new Set(resolution.publicEntries());
  }

  /** Where the files that import an export begin to use it; a text where they cannot all be seen. */
  startsOf(
    { name, held }: Departed,
    { file }: ProjectFile,
  ): ProjectStart[] | string {
    const key = [file, name ?? '', keyOf(held), held.toCalls].join('\0');
    let found = this.#starts.get(key);
    if (found === undefined) {
      found = this.#findImporters({ file, name, held });
      this.#starts.set(key, found);
    }
    return found;
  }

  #findImporters(exported: Exported): ProjectStart[] | string {
    const starts: ProjectStart[] = [];
    const seen = new Set<string>();
    const pending = [exported];
    const isWhole = this.#isWhole(exported);
    for (let next = pending.pop(); next; next = pending.pop()) {
      const key = `${next.file}\0${next.name ?? ''}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (!isWhole && this.#publicEntries.has(next.file)) return IS_PUBLIC;
      const computed = this.#computedImports(next, isWhole);
      if (typeof computed === 'string') return computed;
      starts.push(...computed);
      for (const importer of this.#links.importersOf(
        next.file,
        next.name === 'default' ? undefined : next.name,
      )) {
        if (!this.#mayTake(importer, next)) continue;
        const parsed = this.#sources.parsed(importer);
        if (!parsed && isWhole) continue;
        if (!parsed) return cannotParse(importer);
        const { roots, reExports } = importsOf(parsed);
        const { file: exporter } = next;
        const isMeant = ({ specifier }: { specifier: string }): boolean =>
          this.#links.means(specifier, importer, exporter);
        for (const root of roots) {
          const found = heldFrom(root.path, next);
          if (!found || !isMeant(root)) continue;
          starts.push({
            file: parsed,
            node: root.node,
            as: 'value',
            held: found,
          });
        }
        for (const each of reExports) {
          const again = reExported(next, each.exported, each.imported);
          if (again && isMeant(each))
            pending.push({ ...again, file: importer });
        }
      }
    }
    return starts.length > 0 || isWhole ? starts : NO_IMPORTER;
  }

  /**
   * Imports of which only the running program knows whether they mean a file:
   * those whose paths start like its own, and those that nothing is known of
   * in files that have the name of the export.
   */
  #computedImports(
    exported: Exported,
    isWhole: boolean,
  ): ProjectStart[] | string {
    const { file, name, held } = exported;
    const named =
      name === undefined || name === 'default'
        ? NONE
        : this.#sources.withWord(name);
    const mayMean = (from: string, prefix: string | undefined): boolean => {
      const path = pathFrom(from, prefix);
      return path === undefined ? named.has(from) : file.startsWith(path);
    };
    const starts: ProjectStart[] = [];
    for (const [from, hasPrefix] of this.#computing()) {
      if ((!hasPrefix && !named.has(from)) || from === file) continue;
      const prefixes = this.#prefixesIn(from);
      if (!prefixes && !isWhole && named.has(from)) return cannotParse(from);
      if (!prefixes?.some((each) => mayMean(from, each))) continue;
      const parsed = this.#sources.parsed(from);
      for (const each of parsed ? importsOf(parsed).computed : []) {
        if (!parsed || !mayMean(from, each.prefix)) continue;
        const whole = heldFrom([], exported) ?? held;
        starts.push({
          file: parsed,
          node: each.node,
          as: 'value',
          held: each.isPattern ? inside(ANY_MEMBER, whole) : whole,
          isGuess: true,
        });
      }
    }
    return starts;
  }

  /** The files that import what only the running program knows, and whether they may say how the path starts. */
  #computing(): ReadonlyMap<string, boolean> {
    this.#computingFiles ??= new Map(
      [...this.#sources.files].flatMap((file) => {
        const { computes } = this.#sources.facts(file);
        return computes === 'nothing'
          ? []
          : [[file, computes === 'from a prefix'] as const];
      }),
    );
    return this.#computingFiles;
  }

  /** How the computed imports of a file start; `undefined` where it cannot be parsed. */
  #prefixesIn(file: string): readonly (string | undefined)[] | undefined {
    if (!this.#prefixes.has(file)) {
      const found = this.#sources.glimpse(file, (parsed) =>
        importsOf(parsed).computed.map(({ prefix }) => prefix),
      );
      this.#prefixes.set(file, found);
    }
    return this.#prefixes.get(file);
  }

  /** Whether a file that imports another takes one of its exports: by its name, or all at once. */
  #mayTake(importer: string, { file, name }: Exported): boolean {
    if (name === undefined || name === 'default') return true;
    const text = this.#sources.text(importer);
    return (
      namesInImport(name).test(text) ||
      this.#sources
        .facts(importer)
        .specifiers.some(
          (specifier) =>
            takesAllOf(specifier).test(text) &&
            this.#links.means(specifier, importer, file),
        )
    );
  }
}

const NONE: ReadonlySet<string> = new Set();

export const NO_IMPORTER = ', and no file of the project is seen to import it';
const IS_PUBLIC = ', and other projects can import it from this package';

function cannotParse(file: string): string {
  return `, and ${file}, which may import it, cannot be parsed`;
}

/** `import { name }`, `export { name }`, `const { name } = require()` */
const namesInImport = oncePerText(
  (name) =>
    new RegExp(
      `\\{[^{}]*(?<![\\w$])${escaped(name)}(?![\\w$])[^{}]*\\}\\s*(?:from\\b|=)`,
    ),
);

/** Every import but `{ … } from`: `all from`, `* as all from`, `all, { … } from`, `require()`, `import()` */
const takesAllOf = oncePerText(
  (specifier) =>
    new RegExp(
      `(?:(?<!\\}\\s*from\\s*)|\\bimport\\s+(?:type\\s+)?[\\w$]+\\s*,[^'"\`]*)['"\`]${escaped(specifier)}['"\`]`,
    ),
);

function oncePerText(make: (text: string) => RegExp): (text: string) => RegExp {
  const made = new Map<string, RegExp>();
  return (text) => {
    let pattern = made.get(text);
    if (!pattern) made.set(text, (pattern = make(text)));
    return pattern;
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The path from the root that an import starts with; `undefined` where that is not known. */
function pathFrom(
  from: string,
  prefix: string | undefined,
): string | undefined {
  return prefix?.startsWith('.') === true
    ? join(dirname(from), prefix).replace(/^\.\//, '')
    : undefined;
}

/** What a file exports: all of it, or the part that a client is in. */
export interface Exported {
  readonly file: string;
  /** `undefined` for the module itself, in CommonJS. */
  readonly name: string | undefined;
  readonly held: Held;
}

/** Where in what is imported the client is; `undefined` where another export is imported. */
function heldFrom(
  path: readonly string[],
  { name, held }: Exported,
): Held | undefined {
  const whole = name === undefined ? held.path : [name, ...held.path];
  // The default import of a CommonJS module is the module itself.
  const isDefault = path.length === 1 && path[0] === 'default';
  if (isDefault && name !== 'default') return { ...held, path: whole };
  return path.every((each, at) => each === whole[at])
    ? { ...held, path: whole.slice(path.length) }
    : undefined;
}

/** The export again, as another file exports it. */
function reExported(
  { name, held }: Exported,
  exported: string,
  imported: string | undefined,
): Omit<Exported, 'file'> | undefined {
  if (imported === '*') {
    return name === 'default' ? undefined : { name, held };
  }
  const path = imported === undefined ? [] : [imported];
  const again = heldFrom(path, { file: '', name, held });
  return again && { name: exported, held: again };
}
