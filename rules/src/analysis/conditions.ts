import type { TSESTree } from '@typescript-eslint/utils';

import { contains, leaves } from './source.js';

/** What decides whether a part of its parent runs. */
export function conditionsOf(
  part: TSESTree.Node,
  parent: TSESTree.Node,
): readonly TSESTree.Node[] {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === part ? [] : [parent.test];
    case 'LogicalExpression':
      return parent.right === part ? [parent.left] : [];
    case 'SwitchCase':
      return [parent.parent.discriminant];
    default:
      return [];
  }
}

/** `true`, `null`, `undefined` */
export function isConstant(node: TSESTree.Node): boolean {
  return (
    node.type === 'Literal' ||
    (node.type === 'Identifier' && node.name === 'undefined')
  );
}

/** The conditions of the statements that leave a block before a node of it, after an open that stands there, too. */
export function leavesBefore(
  node: TSESTree.Node,
  parent: TSESTree.Node,
  open: TSESTree.Node,
): readonly TSESTree.Node[] {
  if (parent.type !== 'Program' && parent.type !== 'BlockStatement') return [];
  return parent.body.flatMap((statement) =>
    statement.type === 'IfStatement' &&
    statement.range[1] <= node.range[0] &&
    (contains(parent, open) ? statement.range[0] > open.range[1] : true) &&
    leaves(statement.consequent)
      ? [statement.test]
      : [],
  );
}
