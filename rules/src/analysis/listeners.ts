import type { TSESTree } from '@typescript-eslint/utils';

import { LISTENER_METHODS } from './command-effects.js';
import type { Analysis, RegistryClient } from './analysis.js';
import {
  enclosingFunction,
  isFunction,
  stringValue,
  unwrap,
  type Variable,
} from './source.js';
import type { Use } from './uses.js';

/** `client.on(event, listener)` */
export interface AddedListener {
  readonly client: RegistryClient;
  readonly use: Use & { kind: 'call' };
  /** `undefined` where it cannot be read. */
  readonly event: string | undefined;
}

/** The listeners that are added to shared clients for good: nothing in the file may remove them. */
export function lastingListeners({
  shared,
  index,
}: Pick<Analysis, 'shared' | 'index'>): readonly AddedListener[] {
  // The client can be had again, with another call of its getter. What only a
  // type shows takes nothing from what syntax shows.
  const removals = {
    syntax: removalsIn(usesOf(shared.filter(({ byType }) => !byType))),
    type: removalsIn(usesOf(shared)),
  };
  const givenAway = new Map<Variable, boolean>();
  const isGivenAway = (listener: TSESTree.Node): boolean => {
    const variable = index.variable(unwrap(listener));
    if (!variable) return false;
    const known = givenAway.get(variable) ?? mayBeRemovedElsewhere(variable);
    givenAway.set(variable, known);
    return known;
  };
  return shared.flatMap((client) =>
    client.uses.flatMap((use) => {
      const added = use.kind === 'call' && addedBy(use);
      const mayBeRemoved = removals[client.byType ? 'type' : 'syntax'];
      return !added ||
        mayBeRemoved(unwrap(added.listener)) ||
        isGivenAway(added.listener)
        ? []
        : [{ client, use, event: stringValue(added.event) }];
    }),
  );
}

function usesOf(clients: readonly RegistryClient[]): readonly Use[] {
  return clients.flatMap(({ uses }) => uses);
}

function addedBy({
  method,
  receiver,
  call,
}: Use & { kind: 'call' }):
  Record<'event' | 'listener', TSESTree.CallExpressionArgument> | undefined {
  const [event, listener, ...others] = call.arguments;
  return LISTENER_METHODS.has(method) &&
    receiver === 'client' &&
    event &&
    listener &&
    others.length === 0 // such as a signal
    ? { event, listener }
    : undefined;
}

const REMOVALS: ReadonlySet<string> = new Set(['off', 'removeListener']);

/** Tells whether some uses may remove a listener: by its name, or all of them. Only what has a name can be named. */
function removalsIn(
  uses: readonly Use[],
): (listener: TSESTree.Node) => boolean {
  const names = new Set<string | undefined>();
  let all = false;
  for (const use of uses) {
    if (use.kind === 'property') {
      all ||= REMOVALS.has(use.property) || use.property === REMOVES_ALL;
    } else if (use.kind === 'call') {
      all ||= use.method === REMOVES_ALL;
      if (REMOVALS.has(use.method)) names.add(nameOf(use.call.arguments[1]));
    }
  }
  return (listener) => {
    if (all) return true;
    if (names.size === 0 || isFunction(listener)) return false;
    const name = nameOf(listener);
    return name === undefined || names.has(undefined) || names.has(name);
  };
}

const REMOVES_ALL = 'removeAllListeners';

/** The name of a variable; `undefined` for whatever else may stand for the same value. */
function nameOf(node: TSESTree.Node | undefined): string | undefined {
  return node?.type === 'Identifier' ? node.name : undefined;
}

/** Whether the variable of a listener is one of a function, and goes from there to others beside the client. */
function mayBeRemovedElsewhere({ identifiers, references }: Variable): boolean {
  const [declared] = identifiers;
  return (
    declared !== undefined &&
    enclosingFunction(declared) !== undefined &&
    references.some(
      (reference) =>
        reference.isRead() && !isListenerArgument(reference.identifier),
    )
  );
}

function isListenerArgument({ parent }: TSESTree.Node): boolean {
  return (
    parent?.type === 'CallExpression' &&
    parent.callee.type === 'MemberExpression' &&
    parent.callee.property.type === 'Identifier' &&
    LISTENER_METHODS.has(parent.callee.property.name)
  );
}
