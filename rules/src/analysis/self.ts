import type { TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, isFunction } from './source.js';

/** What `this` can be in the members of a class or in the methods of an object literal. */
export type Owner = ClassNode | TSESTree.ObjectExpression;

/** What `this` is at a place. */
export interface Self {
  readonly owner: Owner;
  /** Whether it is the class itself, not an instance of it. */
  readonly isStatic: boolean;
}

/** What `this` is inside `node`, given what it is around it. */
export function selfInside(
  node: TSESTree.Node,
  outer: Self | undefined,
): Self | undefined {
  const { parent } = node;
  if (parent?.type === 'ClassBody') {
    const isStatic =
      node.type === 'StaticBlock' || ('static' in node && node.static);
    return { owner: parent.parent, isStatic };
  }
  if (!isFunction(node) || node.type === 'ArrowFunctionExpression') {
    return outer;
  }
  switch (parent?.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return outer;
    case 'Property':
      return parent.parent.type === 'ObjectExpression'
        ? { owner: parent.parent, isStatic: false }
        : undefined;
    default:
      return undefined;
  }
}
