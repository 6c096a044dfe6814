import type { TSESTree } from '@typescript-eslint/utils';

import {
  annotatedClient,
  type DeclaredClient,
  type Resolve,
} from './annotated-clients.js';
import { isSureCopy } from './copied.js';
import { effectOf } from './commands.js';
import type { DriverName, Product } from './drivers.js';
import { FileIndex } from './file-index.js';
import type { Flow, Returned } from './flow/tracer.js';
import { flowFrom, type FlowStart, usesOf } from './flow/value-flow.js';
import { handedCopy } from './handed-copies.js';
import { CLIENT } from './holders.js';
import { mockedModules } from './mocks.js';
import { type FromRegistry, Modules } from './modules.js';
import type { OpenExpression, Origin } from './origins.js';
import { type Getter, Provenance } from './provenance.js';
import { driverModuleOf, REGISTRY_MODULES } from './registry.js';
import { isReplacedBefore } from './replaced-class.js';
import { type Repetition, Repetitions } from './repetition.js';
import type { Opened } from './registry.js';
import { type RunScope, runScopeOf } from './run-scope.js';
import { memberName, readsOf, type SourceInput, unwrap } from './source.js';
import type { TypedClient, TypeOracle } from './type-oracle.js';
import { typedOpens, typedReceivers } from './typed-clients.js';
import type { Use } from './uses.js';

/** An expression that creates a connection, and everything that happens to it in its file. */
export interface Open {
  readonly node: TSESTree.NewExpression | TSESTree.CallExpression;
  readonly driver: DriverName;
  /** The module that exports what opens it, where its file shows it. */
  readonly module?: string | undefined;
  readonly form: OpenExpression['form'] | 'duplicate';
  readonly product: Product;
  /** Whether the callee is the driver's on every path, not only on some. */
  readonly certain: boolean;
  readonly scope: RunScope;
  readonly uses: readonly Use[];
  /** The functions that return it, and where in what they return it is. */
  readonly returns: readonly Returned[];
  /** Whether only its type shows it. */
  readonly byType: boolean;
}

type OpenFacts = Omit<Open, 'uses' | 'returns' | 'scope' | 'byType'>;

/** An expression that gets a client from the registry, or is one by its type, and everything that happens to it in its file. */
export interface RegistryClient {
  readonly node: TSESTree.Node;
  readonly driver: DriverName;
  readonly product: Product;
  /** The call of a function of the registry, where it is one of its own and not of the application. */
  readonly getter: Getter | undefined;
  readonly uses: readonly Use[];
  /** Whether only its type shows it. */
  readonly byType: boolean;
}

/** What one file does with Redis connections. Read by every rule and by the codemod. */
export interface Analysis {
  readonly opens: readonly Open[];
  readonly shared: readonly RegistryClient[];
  readonly dedicated: readonly RegistryClient[];
  /** The calls of `subscribeRedis()`, which share a connection by their first argument. */
  readonly subscriptions: readonly TSESTree.CallExpression[];
  readonly index: FileIndex;
  /** What runs an expression again and again, if anything is shown to. */
  repetition(node: TSESTree.Node): Repetition | undefined;
  /** Where a client goes that comes into the file at some place. */
  flow(start: FlowStart, driver: DriverName): Flow;
  /** Where the value of an expression comes from. */
  origins(expression: TSESTree.Node): readonly Origin[];
  /** The client that the file declares an expression to be. */
  declared(
    expression: TSESTree.Node,
    resolve?: Resolve,
  ): DeclaredClient | undefined;
}

/**
 * Finds the opens and registry clients of a file and follows each through it.
 * Types only add to what syntax shows.
 */
export function analyze(
  source: SourceInput,
  modules: Modules = new Modules(),
  types?: TypeOracle,
): Analysis {
  const index = new FileIndex(source);
  const provenance = new Provenance(index, modules);
  const repetitions = new Repetitions(index);
  const opens = new Map<TSESTree.Node, Open>();
  const clients = { shared: [], dedicated: [] } as Record<
    'shared' | 'dedicated',
    RegistryClient[]
  >;

  const subscriptions: TSESTree.CallExpression[] = [];

  const mayOpen = (value: TSESTree.Node): boolean =>
    provenance.origins(value).some((origin) => {
      switch (origin.kind) {
        case 'module':
          return (
            modules.opened(origin.source, origin.path, 'constructors') ??
            modules.opened(origin.source, origin.path, 'factories')
          );
        case 'class':
          return origin.node.superClass;
        default:
          return origin.kind !== 'function' && origin.kind !== 'object';
      }
    });
  const mocked = mockedModules(index);
  const isMocked = (node: TSESTree.Node): boolean =>
    mocked.size > 0 &&
    provenance
      .origins(node)
      .some((origin) => origin.kind === 'module' && mocked.has(origin.source));

  const mockedDrivers = new Set(
    [...mocked].map((each) => modules.driver(each)),
  );
  const opensNothing = ({ node, driver }: OpenFacts): boolean =>
    mockedDrivers.has(driver) ||
    isMocked(node.callee) ||
    isReplacedBefore(node, { index, mayOpen });

  const addOpen = (facts: OpenFacts, byType = false): void => {
    if (opens.has(facts.node) || opensNothing(facts)) return;
    const { node, driver } = facts;
    const start = { node, as: 'value', held: CLIENT } as const;
    const { uses, returns } = flowFrom(start, driver, index, provenance);
    opens.set(facts.node, {
      ...facts,
      uses,
      returns,
      scope: runScopeOf(facts.node, index),
      byType,
    });
    addDuplicates(uses, facts, byType);
  };
  const declared: Analysis['declared'] = (expression, resolve) =>
    annotatedClient(expression, { index, provenance, modules, resolve });
  const addDuplicates = (
    uses: readonly Use[],
    copied: Opened & { node: TSESTree.Node; form?: Open['form'] },
    byType: boolean,
  ): void => {
    const { driver, module, product } = copied;
    for (const use of uses) {
      if (use.kind !== 'call' || effectOf(use) !== 'duplicate') continue;
      const receiver = use.node.object;
      const certain = isSureCopy(copied, {
        node: receiver,
        index,
        origins: provenance.origins(receiver),
        declared: declared(receiver),
      });
      const facts = { driver, module, product, certain };
      addOpen({ node: use.call, form: 'duplicate', ...facts }, byType);
    }
  };

  const addClient = (
    node: TSESTree.Node,
    { ownership, driver }: FromRegistry,
    getter?: Getter,
  ): void => {
    const uses = usesOf(node, driver, index, provenance);
    const product = getter?.name === 'getRedisCluster' ? 'cluster' : 'client';
    const facts = { driver, product } as const;
    clients[ownership].push({ node, ...facts, getter, uses, byType: false });
    if (isSharedCluster({ isShared: ownership === 'shared', product })) return;
    const module = getter && driverModuleOf(getter.module);
    addDuplicates(uses, { node, ...facts, module }, false);
  };

  const addTyped = (types: TypeOracle): void => {
    const isOpen = (node: TSESTree.Node): boolean => opens.has(node);
    for (const open of typedOpens(index, provenance, types, isOpen)) {
      // What a parameter or a field is given can be a subclass.
      const certain = provenance
        .origins(open.node.callee)
        .every(({ kind }) => kind === 'module');
      addOpen({ ...open, certain }, true);
    }
    const followed = new Set(
      [...opens.values(), ...clients.shared, ...clients.dedicated].flatMap(
        ({ uses }) => uses.map(({ node }): TSESTree.Node => node),
      ),
    );
    const mocksRegistry = [...mocked].some((each) =>
      REGISTRY_MODULES.has(each),
    );
    const isFollowed = (node: TSESTree.Node): boolean => followed.has(node);
    for (const found of typedReceivers(index, types, isFollowed)) {
      const { node, driver, product, isShared } = found;
      const uses = usesOf(node, driver, index, provenance);
      for (const use of uses) followed.add(use.node);
      if (isShared && !mocksRegistry) {
        const facts = { node, driver, product, getter: undefined };
        clients.shared.push({ ...facts, uses, byType: true });
      }
      if (!isSharedCluster(found)) addDuplicates(uses, found, true);
    }
  };

  const addCopies = (): void => {
    for (const node of index.calls) {
      const client = duplicatedBy(node);
      if (!client || opens.has(node)) continue;
      const copied = declared(client) ?? handedCopy(node, index, provenance);
      if (copied) addOpen({ node, form: 'duplicate', ...copied });
    }
  };

  const loadsKnown = [...index.moduleNames].some((each) =>
    modules.isKnown(each),
  );
  const created = loadsKnown ? [...index.news, ...index.calls] : [];
  for (const node of created) {
    const open = provenance.open(node);
    if (open) addOpen(open);
    if (open || node.type !== 'CallExpression') continue;
    const client = provenance.registryCall(node);
    if (isMocked(node.callee)) continue;
    if (client) addClient(node, client, provenance.getter(node));
    else if (provenance.getter(node)?.name === 'subscribeRedis') {
      subscriptions.push(node);
    }
  }
  if (modules.haveClients && loadsKnown) {
    for (const variable of index.variables()) {
      for (const read of readsOf(variable)) {
        const client = provenance.registryExport(read);
        if (client && !isMocked(read)) addClient(read, client);
      }
    }
  }
  if (types) addTyped(types);
  addCopies();
  return {
    opens: [...opens.values()].sort(
      (a, b) => a.node.range[0] - b.node.range[0],
    ),
    ...clients,
    subscriptions,
    index,
    flow: (start, driver) => flowFrom(start, driver, index, provenance),
    repetition: (node) => repetitions.of(node),
    origins: (expression) => provenance.origins(expression),
    declared,
  };
}

/** `client` of `client.duplicate()` */
function duplicatedBy({
  callee,
}: TSESTree.CallExpression): TSESTree.Node | undefined {
  const member = unwrap(callee);
  return member.type === 'MemberExpression' &&
    memberName(member) === 'duplicate'
    ? member.object
    : undefined;
}

/** A cluster of the registry: whoever needs one of their own takes its `duplicate()`, as nothing of the registry opens one. */
function isSharedCluster({
  isShared,
  product,
}: Pick<TypedClient, 'isShared' | 'product'>): boolean {
  return isShared && product === 'cluster';
}
