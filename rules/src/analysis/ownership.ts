import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis, Open, RegistryClient } from './analysis.js';
import { unwrap } from './source.js';
import type { Use } from './uses.js';

/**
 * Tells which uses have a shared client on every path: not those that a client
 * of the file's own reaches too, and not those of a variable that is given
 * something else in another place.
 */
export function sharedOnly(
  analysis: Analysis,
): (use: Use & { kind: 'call' }) => boolean {
  const { dedicated, opens, shared } = analysis;
  // What only a type shows takes nothing from what syntax shows.
  const owned = nodesOf([...dedicated, ...opens.filter(isBySyntax)]);
  const typed = nodesOf(shared.filter((client) => !isBySyntax(client)));
  return ({ node }) =>
    !owned.has(node) &&
    // A type holds for whatever the variable is given.
    (typed.has(node) || !isReplaced(receiverOf(node), analysis));
}

function isBySyntax({ byType }: Open | RegistryClient): boolean {
  return !byType;
}

/** Where clients are used. */
function nodesOf(
  clients: readonly (Open | RegistryClient)[],
): ReadonlySet<TSESTree.Node> {
  return new Set(clients.flatMap(({ uses }) => uses.map(({ node }) => node)));
}

/** `client` in `client.get()`, and in `client.pipeline().get().exec()`. */
export function receiverOf(member: TSESTree.MemberExpression): TSESTree.Node {
  let at = unwrap(member.object);
  while (at.type === 'CallExpression') {
    const callee = unwrap(at.callee);
    if (callee.type !== 'MemberExpression') return at;
    at = unwrap(callee.object);
  }
  return at;
}

/** `client = somebodyElses();` beside `client = getRedisClient();` */
function isReplaced(receiver: TSESTree.Node, analysis: Analysis): boolean {
  const variable = analysis.index.variable(receiver);
  const written = variable?.references.flatMap(
    ({ writeExpr }) => writeExpr ?? [],
  );
  return (
    written !== undefined &&
    written.length > 1 &&
    written.some((value) =>
      analysis
        .origins(value)
        .some(({ kind }) => kind !== 'shared' && kind !== 'nullish'),
    )
  );
}
