import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from './file-index.js';
import { enclosingFunction, unwrap } from './source.js';

interface Asked {
  readonly index: FileIndex;
  /** Whether a value is, or may be, something that opens connections. */
  readonly mayOpen: (value: TSESTree.Node) => boolean;
}

/**
 * Whether the variable that is called holds something else by then, on every
 * path: `Redis = require('ioredis-mock'); new Redis();`.
 */
export function isReplacedBefore(
  { callee }: TSESTree.NewExpression | TSESTree.CallExpression,
  { index, mayOpen }: Asked,
): boolean {
  const writes =
    index
      .variable(unwrap(callee))
      ?.references.filter((each) => each.isWrite()) ?? [];
  if (writes.length < 2) return false;
  const last = writes.findLast(({ identifier }) =>
    isAlwaysBefore(identifier, callee),
  );
  if (!last?.writeExpr || mayOpen(last.writeExpr)) return false;
  const at = last.identifier;
  return writes.every(
    ({ identifier, writeExpr }) =>
      !writeExpr ||
      !mayOpen(writeExpr) ||
      (identifier.range[0] < at.range[0] &&
        enclosingFunction(identifier) === enclosingFunction(at)),
  );
}

/** A statement of its own in a block around what comes later. */
function isAlwaysBefore(written: TSESTree.Node, later: TSESTree.Node): boolean {
  const assignment = written.parent;
  if (
    assignment?.type !== 'AssignmentExpression' ||
    assignment.operator !== '=' ||
    assignment.left !== written ||
    assignment.parent.type !== 'ExpressionStatement'
  ) {
    return false;
  }
  const block = assignment.parent.parent;
  return (
    assignment.range[1] <= later.range[0] && later.range[1] <= block.range[1]
  );
}
