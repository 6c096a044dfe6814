import type { TSESTree } from '@typescript-eslint/utils';

import { effectOf } from './commands.js';
import { type DriverName, type Product, REGISTRY_MODULE } from './drivers.js';
import { FileIndex } from './file-index.js';
import type { Origin } from './origins.js';
import { Provenance } from './provenance.js';
import { type Repetition, Repetitions } from './repetition.js';
import { type RunScope, runScopeOf } from './run-scope.js';
import type { SourceInput } from './source.js';
import type { Use } from './uses.js';
import { usesOf } from './value-flow.js';

/** An expression that creates a connection, and everything that happens to it in its file. */
export interface Open {
  readonly node: TSESTree.NewExpression | TSESTree.CallExpression;
  readonly driver: DriverName;
  readonly form: 'new' | 'createClient' | 'duplicate' | 'subclass';
  readonly product: Product;
  /** Whether the callee is the driver's on every path, not only on some. */
  readonly certain: boolean;
  readonly scope: RunScope;
  readonly uses: readonly Use[];
}

/** A call that gets a client from the registry, and everything that happens to it in its file. */
export interface RegistryClient {
  readonly node: TSESTree.CallExpression;
  /** The export of the registry module that is called. */
  readonly getter: string;
  readonly uses: readonly Use[];
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
  /** Where the value of an expression comes from. */
  origins(expression: TSESTree.Node): readonly Origin[];
}

/** Finds the opens and registry clients of a file and follows each through it. */
export function analyze(source: SourceInput): Analysis {
  const index = new FileIndex(source);
  const provenance = new Provenance(index);
  const repetitions = new Repetitions(index);
  const opens = new Map<TSESTree.Node, Open>();
  const clients = { shared: [], dedicated: [] } as Record<
    'shared' | 'dedicated',
    RegistryClient[]
  >;

  const subscriptions: TSESTree.CallExpression[] = [];

  const addOpen = (
    facts: Pick<Open, 'node' | 'driver' | 'form' | 'product' | 'certain'>,
  ): void => {
    if (opens.has(facts.node)) return;
    const uses = usesOf(facts.node, index, provenance);
    opens.set(facts.node, {
      ...facts,
      uses,
      scope: runScopeOf(facts.node, index),
    });
    addDuplicates(uses, facts);
  };
  const addDuplicates = (
    uses: readonly Use[],
    of: Pick<Open, 'driver' | 'product'>,
  ): void => {
    for (const use of uses) {
      if (use.kind !== 'call' || effectOf(use) !== 'duplicate') continue;
      const { driver, product } = of;
      addOpen({
        node: use.call,
        form: 'duplicate',
        driver,
        product,
        certain: true,
      });
    }
  };

  for (const node of [...index.news, ...index.calls]) {
    const open = provenance.open(node);
    if (open) addOpen(open);
    if (open || node.type !== 'CallExpression') continue;
    const kind = provenance.registryCall(node);
    if (!kind && isSubscription(node, provenance)) subscriptions.push(node);
    if (!kind) continue;
    const uses = usesOf(node, index, provenance);
    clients[kind].push({ node, getter: exportOf(node, provenance), uses });
    addDuplicates(uses, { driver: 'ioredis', product: 'client' });
  }
  return {
    opens: [...opens.values()].sort(
      (a, b) => a.node.range[0] - b.node.range[0],
    ),
    ...clients,
    subscriptions,
    index,
    repetition: (node) => repetitions.of(node),
    origins: (expression) => provenance.origins(expression),
  };
}

/** The name under which a module exports what is called. */
function exportOf(
  { callee }: TSESTree.CallExpression,
  provenance: Provenance,
): string {
  for (const origin of provenance.origins(callee)) {
    if (origin.kind === 'module') return origin.path.at(-1) ?? '';
  }
  return '';
}

function isSubscription(
  { callee }: TSESTree.CallExpression,
  provenance: Provenance,
): boolean {
  return provenance
    .origins(callee)
    .some(
      (origin) =>
        origin.kind === 'module' &&
        origin.source === REGISTRY_MODULE &&
        origin.path.at(-1) === 'subscribeRedis',
    );
}
