import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from './file-index.js';
import { memberName } from './source.js';
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
    default:
      return { kind: 'unknown' };
  }
}

/** `module.exports`, `exports.client`, `module.exports.client` */
export function isExportsMember(
  target: TSESTree.MemberExpression,
  index: FileIndex,
): boolean {
  return exportedAs(target, index) !== undefined;
}

/** The name of the export that `exports.name` is; without a name for `module.exports`, the module itself. */
export function exportedAs(
  target: TSESTree.MemberExpression,
  index: FileIndex,
): { readonly name: string | undefined } | undefined {
  const root = rootOf(target);
  if (root.type !== 'Identifier' || index.variable(root)) return undefined;
  if (root.name !== 'module' && root.name !== 'exports') return undefined;
  const isModule =
    root.name === 'module' &&
    memberName(target) === 'exports' &&
    target.object === root;
  return { name: isModule ? undefined : memberName(target) };
}

/** Where a file itself reads what it exports: `module.exports`, `exports`. */
export function moduleExports(index: FileIndex): readonly TSESTree.Node[] {
  return [
    ...index.free('exports'),
    ...index.free('module').flatMap(({ parent }) => {
      return parent?.type === 'MemberExpression' &&
        memberName(parent) === 'exports'
        ? [parent]
        : [];
    }),
  ];
}

function rootOf(node: TSESTree.Node): TSESTree.Node {
  return node.type === 'MemberExpression' ? rootOf(node.object) : node;
}
