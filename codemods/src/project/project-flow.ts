import { dirname, join } from 'node:path/posix';

import type { TSESTree } from '@typescript-eslint/utils';
import {
  ANY_MEMBER,
  type Departed,
  type DriverName,
  type Flow,
  type FlowStart,
  type HandedOn,
  type Held,
  INERT_PROPERTIES,
  inside,
  isClientMethod,
  keyOf,
  type Origin,
  parameterAt,
  type Use,
} from 'eslint-plugin-shared-redis/analysis';

import { ClassHierarchy, type ClassIn } from './class-hierarchy.js';
import { type ExportedValue, Exports } from './exports.js';
import { importsOf } from './imports.js';
import type { Links } from './links.js';
import { type Reach, isRegisteredOnce, readsByName } from './names.js';
import { publicFiles } from './public-files.js';
import type { Resolution } from './resolution.js';
import type { ProjectFile, Sources } from './sources.js';

/** Where following starts in a project. */
export interface ProjectStart extends FlowStart {
  readonly file: ProjectFile;
  /** Whether only its name says that the client may come there. */
  readonly isGuess?: boolean;
  /** The name in a container of dependencies that it was asked for by. */
  readonly container?: string;
}

/** Where a value goes in the whole project. */
export type ProjectFlow = Pick<Flow, 'uses' | 'returns'> & {
  readonly calls: readonly (Flow['calls'][number] & { file: ProjectFile })[];
};

/** Follows clients from file to file. */
export class ProjectFlows {
  readonly #sources: Sources;
  readonly #resolution: Resolution;
  readonly #links: Links;
  readonly #exports: Exports;
  readonly #classes: ClassHierarchy;
  /** The file of each use that was found. */
  readonly #fileOf = new WeakMap<Use, ProjectFile>();
  /** The name of each use whose client came out of a container. */
  readonly #containerOf = new WeakMap<Use, string>();
  readonly #publicEntries: ReadonlySet<string>;
  #publicFiles: ReadonlySet<string> | undefined;
  readonly #importerStarts = new Map<string, ProjectStart[] | string>();
  readonly #whyNotBeyond = new WeakMap<Use, string>();

  constructor(sources: Sources, resolution: Resolution, links: Links) {
    this.#sources = sources;
    this.#resolution = resolution;
    this.#links = links;
    this.#exports = new Exports(sources, resolution);
    this.#classes = new ClassHierarchy(this.#exports, resolution);
    this.#publicEntries = new Set(resolution.publicEntries());
  }

  fileOf(use: Use): ProjectFile | undefined {
    return this.#fileOf.get(use);
  }

  /** Why what is exported could not be followed: the end of a sentence. */
  whyNotBeyond(use: Use): string | undefined {
    return this.#whyNotBeyond.get(use);
  }

  /** Follows a value to wherever it goes in the project; what leaves it is left among the uses. */
  from(start: ProjectStart, driver: DriverName): ProjectFlow {
    const uses = new Map<TSESTree.Node, Use[]>();
    const flow = { returns: [], calls: [] } as {
      returns: Flow['returns'][number][];
      calls: ProjectFlow['calls'][number][];
    };
    const seen = new Map<TSESTree.Node, Set<string>>();
    const pending = [start];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { file, node, as, held } = next;
      const keys = seen.get(node) ?? new Set();
      seen.set(node, keys);
      if (keys.has(keyOf(held))) continue;
      keys.add(keyOf(held));
      const found = file.analysis.flow({ node, as, held }, driver);
      if (next.isGuess === true && isOfAnotherClass(found.uses)) continue;
      flow.returns.push(...found.returns);
      for (const each of found.privates) {
        const reads = this.#named(each.name, each, 'unchecked', file) ?? [];
        pending.push(...reads.map((read) => ({ ...cameFrom(next), ...read })));
      }
      flow.calls.push(...found.calls.map((call) => ({ ...call, file })));
      for (const use of found.uses) {
        const beyond = this.#beyond(use, file);
        if (beyond) {
          pending.push(
            ...beyond.map((each) => ({ ...cameFrom(next), ...each })),
          );
          continue;
        }
        const known = uses.get(use.node) ?? [];
        if (known.some((each) => isSame(each, use))) continue;
        uses.set(use.node, [...known, use]);
        this.#fileOf.set(use, file);
        if (next.container !== undefined) {
          this.#containerOf.set(use, next.container);
        }
      }
    }
    return { uses: [...uses.values()].flat(), ...flow };
  }

  /** Where a value goes on that leaves its file; `undefined` for what does not, or cannot be followed. */
  #beyond(use: Use, file: ProjectFile): ProjectStart[] | undefined {
    switch (use.kind) {
      case 'argument':
        return this.#registered(use, file) ?? this.#parameters(use, file);
      case 'exported': {
        const found = this.#importers(use, file);
        if (typeof found !== 'string') return found;
        this.#whyNotBeyond.set(use, found);
        return undefined;
      }
      case 'stored':
      case 'returned':
        return use.byName !== undefined &&
          use.name !== undefined &&
          !(use.owner && this.#isPublic(file))
          ? this.#named(use.name, use, use.byName, file)
          : undefined;
      default:
        return undefined;
    }
  }

  /** Whether other projects can reach the classes of a file. */
  #isPublic({ file }: ProjectFile): boolean {
    this.#publicFiles ??= publicFiles(this.#sources, this.#resolution);
    return this.#publicFiles.has(file);
  }

  /** The parameters of a function of another file, where every function that is called is known. */
  #parameters(
    { origins, position, held, call }: HandedOn,
    file: ProjectFile,
  ): ProjectStart[] | undefined {
    const isSpread = call.arguments
      .slice(0, position)
      .some(({ type }) => type === 'SpreadElement');
    const starts: ProjectStart[] = [];
    for (const origin of isSpread ? [] : origins) {
      const values = this.#exported(origin, file);
      for (const value of values) {
        const { index } = value.file.analysis;
        const node = parameterAt(value.origin, position, index);
        if (!node) return undefined;
        starts.push({ file: value.file, node, as: 'target', held });
      }
      if (values.length === 0) return undefined;
    }
    return starts.length > 0 ? starts : undefined;
  }

  /** What an import stands for in the file that exports it; nothing where that is not of the project. */
  #exported(origin: Origin, from: ProjectFile): readonly ExportedValue[] {
    if (origin.kind !== 'module') return [];
    const { source, path } = origin;
    return this.#exports.at(this.#resolution.resolve(source, from.file), path);
  }

  /** What an expression can hold, imports from files of the project resolved. */
  originsOf(
    expression: TSESTree.Node,
    file: ProjectFile,
    use: Use,
  ): readonly Origin[] {
    const container = this.#containerOf.get(use);
    const origins = file.analysis.origins(expression);
    if (
      container !== undefined &&
      use.kind === 'call' &&
      origins.every(({ kind }) => kind === 'unknown' || kind === 'nullish') &&
      isRegisteredOnce(container, this.#sources)
    ) {
      return [{ kind: 'shared', node: use.call }];
    }
    return origins.flatMap((origin) => {
      const exported = this.#exported(origin, file);
      return exported.length > 0
        ? exported.map((each) => each.origin)
        : [origin];
    });
  }

  /** Where the files that import an export begin to use it; a text where they cannot all be seen. */
  #importers(
    { name, held }: Departed,
    { file }: ProjectFile,
  ): ProjectStart[] | string {
    const key = [file, name ?? '', keyOf(held), held.toCalls].join('\0');
    let found = this.#importerStarts.get(key);
    if (found === undefined) {
      found = this.#findImporters({ file, name, held });
      this.#importerStarts.set(key, found);
    }
    return found;
  }

  #findImporters(exported: Exported): ProjectStart[] | string {
    const starts: ProjectStart[] = [];
    const seen = new Set<string>();
    const pending = [exported];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const key = `${next.file}\0${next.name ?? ''}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (this.#publicEntries.has(next.file)) return IS_PUBLIC;
      const computed = this.#computedImports(next);
      if (typeof computed === 'string') return computed;
      starts.push(...computed);
      for (const importer of this.#links.importersOf(next.file)) {
        if (!this.#mayTake(importer, next)) continue;
        const parsed = this.#sources.parsed(importer);
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
    return starts.length > 0 ? starts : NO_IMPORTER;
  }

  /**
   * Imports of which only the running program knows whether they mean a file:
   * those whose paths start like its own, and those that nothing is known of
   * in files that have the name of the export.
   */
  #computedImports(exported: Exported): ProjectStart[] | string {
    const { file, name, held } = exported;
    const named = new Set(
      name === undefined || name === 'default'
        ? []
        : this.#sources.withWord(name),
    );
    const starts: ProjectStart[] = [];
    for (const from of this.#links.computing()) {
      const parsed = this.#sources.parsed(from);
      if (!parsed && named.has(from)) return cannotParse(from);
      if (!parsed || from === file) continue;
      for (const { prefix, isPattern, node } of importsOf(parsed).computed) {
        const path = pathFrom(from, prefix);
        if (path === undefined ? !named.has(from) : !file.startsWith(path)) {
          continue;
        }
        const whole = heldFrom([], exported) ?? held;
        starts.push({
          file: parsed,
          node,
          as: 'value',
          held: isPattern ? inside(ANY_MEMBER, whole) : whole,
          isGuess: true,
        });
      }
    }
    return starts;
  }

  /** Whether a file that imports another takes one of its exports: by its name, or all at once. */
  #mayTake(importer: string, { file, name }: Exported): boolean {
    if (name === undefined || name === 'default') return true;
    const text = this.#sources.text(importer);
    return (
      namesInImport(name).test(text) ||
      this.#sources
        .specifiers(importer)
        .some(
          (specifier) =>
            takesAllOf(specifier).test(text) &&
            this.#links.means(specifier, importer, file),
        )
    );
  }

  /** Where a member of this name is read, whatever it is a member of: one of them may be the one that holds the client. */
  #named(
    name: string,
    { held, owner }: Pick<Departed, 'held' | 'owner'>,
    reach: Reach,
    from: ProjectFile,
  ): ProjectStart[] | undefined {
    const isSame = (other: ClassIn): boolean =>
      owner !== undefined &&
      other.node !== owner &&
      this.#classes.areRelated({ node: owner, file: from }, other);
    return readsByName(name, reach, this.#sources, isSame)?.map(
      ({ file, node, as }) => ({
        file,
        node,
        as,
        held,
        isGuess: true,
      }),
    );
  }

  /** `container.register({ redis: asValue(client) })`: whoever asks the container for `redis` gets it. */
  #registered(
    { callee, held }: HandedOn,
    from: ProjectFile,
  ): ProjectStart[] | undefined {
    const [name, ...path] = held.path;
    return name !== undefined && /\.register$/.test(callee)
      ? this.#named(name, { held: { ...held, path } }, 'anywhere', from)?.map(
          (start) => ({
            ...start,
            container: name,
          }),
        )
      : undefined;
  }
}

const NO_IMPORTER = ', and no file of the project is seen to import it';
const IS_PUBLIC = ', and other projects can import it from this package';

function cannotParse(file: string): string {
  return `, and ${file}, which may import it, cannot be parsed`;
}

function cameFrom({
  container,
}: ProjectStart): Pick<ProjectStart, 'container'> {
  return container === undefined ? {} : { container };
}

/** Whether what has the name is no client: members of it are used, but none that a client has. */
function isOfAnotherClass(uses: readonly Use[]): boolean {
  const ofOthers = uses.some(
    (use) => use.kind === 'property' && !INERT_PROPERTIES.has(use.property),
  );
  const called = uses.filter((use) => use.kind === 'call');
  return (
    (ofOthers || called.length > 0) &&
    !called.some(
      ({ driver, method }) => driver === 'node-redis' || isClientMethod(method),
    )
  );
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

interface Exported {
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

function isSame(a: Use, b: Use): boolean {
  const path = (use: Use): string =>
    'held' in use ? keyOf(use.held) : 'receiver' in use ? use.receiver : '';
  return a.kind === b.kind && path(a) === path(b);
}
