import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from './file-index.js';

/** `Symbol('redis')`, which is another one each time; not `Symbol.for()`. */
export function isSymbolCall(node: TSESTree.Node, index: FileIndex): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'Symbol' &&
    !index.variable(node.callee)
  );
}
