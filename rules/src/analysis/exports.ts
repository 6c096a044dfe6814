import type { TSESTree } from '@typescript-eslint/utils';

import { isExportsMember } from './departures.js';
import type { FileIndex } from './file-index.js';
import { isExported, type Variable, wrapped } from './source.js';

/** The variables that hold a value from where it stands: its own name, and that of `const name = value`. */
export function variablesOf(
  node: TSESTree.Node,
  index: FileIndex,
): readonly Variable[] {
  const { parent } = wrapped(node);
  const declarator = parent?.type === 'VariableDeclarator' ? [parent] : [];
  return [node, ...declarator].flatMap((each) =>
    index
      .declared(each)
      .filter(({ defs }) => defs[0]?.type !== ('Parameter' as never)),
  );
}

/** Whether other files can import a function, a class or another value. */
export function isExportedValue(
  node: TSESTree.Node,
  index: FileIndex,
): boolean {
  return (
    isPlacedInExports(node, index) ||
    variablesOf(node, index).some(
      (variable) =>
        isExported(variable) ||
        variable.references.some(({ identifier }) =>
          isPlacedInExports(identifier, index),
        ),
    )
  );
}

/** `export { x }`, `export default x`, `module.exports = x`, `module.exports = { x }` */
function isPlacedInExports(node: TSESTree.Node, index: FileIndex): boolean {
  const value = wrapped(node);
  const { parent } = value;
  switch (parent?.type) {
    case 'ExportDefaultDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportSpecifier':
    case 'TSExportAssignment':
      return true;
    case 'AssignmentExpression':
      return (
        parent.right === value &&
        parent.left.type === 'MemberExpression' &&
        isExportsMember(parent.left, index)
      );
    case 'Property':
      return parent.value === value && isPlacedInExports(parent.parent, index);
    default:
      return false;
  }
}
