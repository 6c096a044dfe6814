import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from './file-index.js';
import type { Departure } from './uses.js';

/** How a value leaves that stands in `parent`. */
export function departureInto(parent: TSESTree.Node): {
  readonly kind: Departure;
  readonly name?: string;
} {
  switch (parent.type) {
    case 'ExportDefaultDeclaration':
      return { kind: 'exported', name: 'default' };
    case 'TSExportAssignment':
      return { kind: 'exported' };
    case 'ExportSpecifier': {
      const { exported } = parent;
      const name =
        exported.type === 'Identifier' ? exported.name : exported.value;
      return { kind: 'exported', name };
    }
    case 'ArrayExpression':
      return { kind: 'stored', name: 'an array' };
    default:
      return { kind: 'unknown' };
  }
}

/** `module.exports`, `exports.client`, `module.exports.client` */
export function isExportsMember(
  target: TSESTree.MemberExpression,
  index: FileIndex,
): boolean {
  const root = rootOf(target);
  return (
    root.type === 'Identifier' &&
    (root.name === 'module' || root.name === 'exports') &&
    !index.variable(root)
  );
}

function rootOf(node: TSESTree.Node): TSESTree.Node {
  return node.type === 'MemberExpression' ? rootOf(node.object) : node;
}
