import type { TSESTree } from '@typescript-eslint/utils';

import { contains, isFunction, type Variable } from '../analysis/source.js';

/** What is put into an object that a variable holds: `options.x = …`. */
export function completions({
  references,
}: Variable): readonly TSESTree.AssignmentExpression[] {
  return references.flatMap(({ identifier: { parent } }) =>
    parent.type === 'MemberExpression' &&
    parent.parent.type === 'AssignmentExpression' &&
    parent.parent.left === parent
      ? [parent.parent]
      : [],
  );
}

/**
 * Whether what a variable holds may be changed in places that are not followed:
 * in functions that get it, through other names, deeper in it.
 *
 * @param user the call whose options it is for
 */
export function mayBeCompleted(
  { references }: Variable,
  user: TSESTree.Node,
): boolean {
  return (
    // A function has nothing in it that counts.
    references.some(({ writeExpr }) => writeExpr && !isFunction(writeExpr)) &&
    references.some(({ identifier }) => isGivenAway(identifier, user))
  );
}

/** `complete(options)`, `const other = options`, `options.tls.ca = …`, `delete options.x` */
function isGivenAway(identifier: TSESTree.Node, user: TSESTree.Node): boolean {
  const { parent } = identifier;
  switch (parent?.type) {
    case 'CallExpression':
      return parent !== user;
    case 'MemberExpression':
      return isChanged(parent);
    case 'SpreadElement': // what is copied cannot change it
      return false;
    default:
      return !contains(user, identifier) && !isWholeTarget(identifier);
  }
}

function isChanged(member: TSESTree.Node): boolean {
  const { parent } = member;
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === member && isChanged(parent);
    case 'AssignmentExpression':
      return parent.left === member;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    default:
      return false;
  }
}

/** `const options = …`, `options = …`: not one of several names in a pattern. */
export function isWholeTarget(identifier: TSESTree.Node): boolean {
  const { parent } = identifier;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id === identifier;
    case 'AssignmentExpression':
      return parent.left === identifier;
    default:
      return false;
  }
}
