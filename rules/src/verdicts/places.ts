import type { TSESTree } from '@typescript-eslint/utils';

import type { Surroundings } from './surroundings.js';

/** Where a node is, seen from another: `in line 4`, or `in src/b.ts:4` where that is another file. */
export function placeOf(
  node: TSESTree.Node,
  from: TSESTree.Node,
  around: Pick<Surroundings, 'fileNameOf'>,
): string {
  const { line } = node.loc.start;
  const tree = treeOf(node);
  const file = tree === treeOf(from) ? undefined : around.fileNameOf(tree);
  return file === undefined ? `in line ${line}` : `in ${file}:${line}`;
}

/** The whole file that a node is in. */
export function treeOf(node: TSESTree.Node): TSESTree.Node {
  let at = node;
  while (at.parent) at = at.parent;
  return at;
}
