import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis } from './analysis.js';
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
  const owned = new Set(
    [...analysis.dedicated, ...analysis.opens].flatMap(({ uses }) =>
      uses.map(({ node }): TSESTree.Node => node),
    ),
  );
  return ({ node }) =>
    !owned.has(node) && !isReplaced(receiverOf(node), analysis);
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
