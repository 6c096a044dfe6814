import type { TSESTree } from '@typescript-eslint/utils';

import { isTypeQuery, isWritten } from './source.js';

/** Whether a client at this place is only looked at or dropped, and goes nowhere. */
export function isHarmless(
  node: TSESTree.Node,
  parent: TSESTree.Node,
): boolean {
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'BinaryExpression':
      return true;
    case 'ForStatement':
      return true;
    case 'UnaryExpression':
      return parent.operator !== 'delete';
    case 'ConditionalExpression':
      return parent.test === node;
    case 'LogicalExpression': // a client is never falsy
      return parent.operator === '&&' && parent.left === node;
    case 'SequenceExpression':
      return parent.expressions.at(-1) !== node;
    case 'AssignmentExpression':
      return parent.left === node && !isConditionalWrite(parent);
    default:
      return isTypeQuery(node);
  }
}

/** `x ??= y` may leave x as it was. */
function isConditionalWrite({
  operator,
}: TSESTree.AssignmentExpression): boolean {
  return operator === '??=' || operator === '||=';
}

/** Whether a member is written where it stands, without being read. */
export function isOverwritten(node: TSESTree.Node): boolean {
  return (
    isWritten(node) &&
    !(
      node.parent?.type === 'AssignmentExpression' &&
      isConditionalWrite(node.parent)
    )
  );
}
