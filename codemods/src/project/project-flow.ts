import type { TSESTree } from '@typescript-eslint/utils';
import {
  type Departed,
  type DriverName,
  type Flow,
  type FlowStart,
  type HandedOn,
  INERT_PROPERTIES,
  isClientMethod,
  keyName,
  keyOf,
  type Origin,
  parameterAt,
  stringValue,
  type Use,
} from 'eslint-plugin-shared-redis/analysis';

import { ClassHierarchy, type ClassIn } from './class-hierarchy.js';
import type { Exports } from './exports.js';
import { Importers, type IsWhole } from './importers.js';
import type { Links } from './links.js';
import { type Reach, isRegisteredOnce, readsByName } from './names.js';
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
        return this.#registered(use, file) ?? this.#parameters(use, file);
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

  /** What an expression can hold, imports from files of the project resolved. */
  originsOf(
    expression: TSESTree.Node,
    file: ProjectFile,
    use: Use,
  ): readonly Origin[] {
    const origins = file.analysis.origins(expression);
    if (
      this.#sole.has(use) &&
      use.kind === 'call' &&
      origins.every(({ kind }) => kind === 'unknown' || kind === 'nullish')
    ) {
      return [{ kind: 'shared', node: use.call }];
    }
    return this.#exports.originsOf(expression, file);
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

  /** `container.register({ redis: asValue(client) })`, `fastify.decorate('redis', client)`: whoever asks for `redis` gets it. */
  #registered(use: HandedOn, from: ProjectFile): ProjectStart[] | undefined {
    const { held } = use;
    const decorated = decoratedName(use);
    if (decorated !== undefined) {
      return this.#named(decorated, { held }, 'container', from);
    }
    const [name, ...path] = held.path;
    if (name === undefined || !isAwilixRegistration(use, name, from)) {
      return undefined;
    }
    const isSole = isRegisteredOnce(name, this.#sources);
    return this.#named(
      name,
      { held: { ...held, path } },
      'container',
      from,
    )?.map((start) => ({ ...start, isSole }));
  }
}

/** `redis` of `fastify.decorate('redis', client)` */
function decoratedName({
  call,
  callee,
  position,
}: HandedOn): string | undefined {
  const [name] = call.arguments;
  return name && position === 1 && /\.decorate(?:Request|Reply)?$/.test(callee)
    ? stringValue(name)
    : undefined;
}

/** `register({ name: asValue(client) })`, and no other `register()`: a plugin may do anything with what it gets. */
function isAwilixRegistration(
  { call, callee }: HandedOn,
  name: string,
  { analysis }: ProjectFile,
): boolean {
  const [registrations] = call.arguments;
  if (
    !/\.register$/.test(callee) ||
    registrations?.type !== 'ObjectExpression'
  ) {
    return false;
  }
  return registrations.properties.some(
    (property) =>
      property.type === 'Property' &&
      keyName(property) === name &&
      property.value.type === 'CallExpression' &&
      analysis
        .origins(property.value.callee)
        .some(
          (origin) => origin.kind === 'module' && origin.source === 'awilix',
        ),
  );
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
