import type { TSESTree } from '@typescript-eslint/utils';

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
