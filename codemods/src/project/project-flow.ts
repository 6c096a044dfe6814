import type { TSESTree } from '@typescript-eslint/utils';
import {
  CLIENT,
  type Departed,
  type DriverName,
  type Flow,
  type FlowStart,
  type HandedOn,
  INERT_PROPERTIES,
  isClientMethod,
  type isSureCopy,
  keyOf,
  type Origin,
  parameterAt,
  type Use,
} from 'eslint-plugin-shared-redis/analysis';

import { callbackParameters, runnerAround } from './callbacks.js';
import { ClassHierarchy, type ClassIn } from './class-hierarchy.js';
import { registrationOf } from './containers.js';
import type { Exports } from './exports.js';
import { Importers, type IsWhole } from './importers.js';
import type { Links } from './links.js';
import { type Reach, readsByName } from './names.js';
import { publicFiles } from './public-files.js';
import {
  departedInto,
  isOfNestModule,
  NestProviders,
} from './nest-providers.js';
import { NestTokens } from './nest-tokens.js';
import type { Resolution } from './resolution.js';
import type { ProjectFile, Sources } from './sources.js';

/** Where following starts in a project. */
export interface ProjectStart extends FlowStart {
  readonly file: ProjectFile;
  /** Whether only its name says that the client may come there. */
  readonly isGuess?: boolean;
  /** Whether it comes out of a container of dependencies that has nothing else to give there. */
  readonly isSole?: boolean;
}

/** Where a value goes in the whole project. */
export type ProjectFlow = Pick<Flow, 'uses' | 'returns'> & {
  readonly calls: readonly (Flow['calls'][number] & { file: ProjectFile })[];
};

/** Follows clients from file to file. */
export class ProjectFlows {
  readonly #sources: Sources;
  readonly #resolution: Resolution;
  readonly #importers: Importers;
  readonly #exports: Exports;
  readonly #classes: ClassHierarchy;
  /** The file of each use that was found. */
  readonly #fileOf = new WeakMap<Use, ProjectFile>();
  /** The uses whose client came out of a container that has nothing else to give there. */
  readonly #sole = new WeakSet<Use>();
  readonly #providers: NestProviders;
  /** The functions whose callbacks are being looked for. */
  readonly #runners = new Set<TSESTree.Node>();
  #publicFiles: ReadonlySet<string> | undefined;
  readonly #whyNotBeyond = new WeakMap<Use, string>();

  constructor(
    sources: Sources,
    resolution: Resolution,
    exports: Exports,
    links: Links,
    isWhole: IsWhole,
  ) {
    this.#sources = sources;
    this.#resolution = resolution;
    this.#importers = new Importers(sources, resolution, links, isWhole);
    this.#exports = exports;
    this.#classes = new ClassHierarchy(this.#exports, resolution);
    this.#providers = new NestProviders(
      exports,
      new NestTokens(sources, exports, this.#importers),
      (file) => this.#isPublic(file),
    );
  }

  fileOf(use: Use): ProjectFile | undefined {
    return this.#fileOf.get(use);
  }

  /** Whether a client came to a use out of a container that has nothing else to give there. */
  isSole(use: Use): boolean {
    return this.#sole.has(use);
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
      for (const each of held.toCalls ? [] : found.provided) {
        const injected = this.#providers.startsOf(each, file);
        if (typeof injected !== 'string') pending.push(...injected);
        else {
          const use = departedInto(each, file);
          uses.set(use.node, [use]);
          this.#fileOf.set(use, file);
          this.#whyNotBeyond.set(use, injected);
        }
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
        if (next.isSole === true) this.#sole.add(use);
      }
    }
    return { uses: [...uses.values()].flat(), ...flow };
  }

  /** Where a value goes on that leaves its file; `undefined` for what does not, or cannot be followed. */
  #beyond(use: Use, file: ProjectFile): ProjectStart[] | undefined {
    switch (use.kind) {
      case 'argument':
        if (isOfNestModule(use)) return [];
        return (
          this.#registered(use, file) ??
          this.#parameters(use, file) ??
          this.#callbacks(use, file)
        );
      case 'exported': {
        const found = this.#importers.startsOf(use, file);
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
      const values = this.#exports.of(origin, file);
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

  /** The parameters of the callbacks that a function calls with a client: `withClient(client, (client) => …)`. */
  #callbacks(use: HandedOn, file: ProjectFile): ProjectStart[] | undefined {
    const runner = runnerAround(use.call, file);
    if (!runner || this.#runners.has(runner.fn)) return undefined;
    this.#runners.add(runner.fn);
    const held = { ...CLIENT, toCalls: true };
    const start = { file, node: runner.fn, as: 'function', held } as const;
    const { uses, calls } = this.from(start, 'ioredis');
    this.#runners.delete(runner.fn);
    return uses.length > 0
      ? undefined
      : callbackParameters(use, runner, calls, this.#exports);
  }

  /** What an expression can hold, imports from files of the project resolved. */
  originsOf(
    expression: TSESTree.Node,
    file: ProjectFile,
    use: Use,
  ): readonly Origin[] {
    const origins = file.analysis.origins(expression);
    if (
      this.isSole(use) &&
      use.kind === 'call' &&
      origins.every(({ kind }) => kind === 'unknown' || kind === 'nullish')
    ) {
      return [{ kind: 'shared', node: use.call }];
    }
    return this.#exports.originsOf(expression, file);
  }

  /** What an expression can hold, calls of functions of the project seen through, and what it is declared to be. */
  sourceOf(
    expression: TSESTree.Node,
    file: ProjectFile,
  ): Omit<Parameters<typeof isSureCopy>[1], 'node'> {
    const { analysis } = file;
    return {
      index: analysis.index,
      origins: this.#exports.openedOriginsOf(expression, file),
      declared: analysis.declared(expression, (origin) =>
        this.#exports.resolved(origin, file),
      ),
    };
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

  /** Whoever asks a container for what was put into it. */
  #registered(use: HandedOn, from: ProjectFile): ProjectStart[] | undefined {
    const registered = registrationOf(use, from, this.#sources);
    if (!registered) return undefined;
    const { name, held, isSole } = registered;
    return this.#named(name, { held }, 'container', from)?.map((start) => ({
      ...start,
      isSole,
    }));
  }
}

function cameFrom({ isSole }: ProjectStart): Pick<ProjectStart, 'isSole'> {
  return isSole === undefined ? {} : { isSole };
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

function isSame(a: Use, b: Use): boolean {
  const path = (use: Use): string =>
    'held' in use ? keyOf(use.held) : 'receiver' in use ? use.receiver : '';
  return a.kind === b.kind && path(a) === path(b);
}
