import type { TSESTree } from '@typescript-eslint/utils';

import { isRequireCall, stringValue, unwrap } from '../analysis/source.js';
import { type Edit, removal } from './edit.js';

/** `require('ioredis')`, `await import('ioredis')`, or a member of one. */
export function isLoad(node: TSESTree.Node): boolean {
  return loadedBy(node) !== undefined;
}

/** What loads a module: its name, if that is written there. */
function loadedBy(node: TSESTree.Node): TSESTree.Node | undefined {
  const call = unwrap(node);
  switch (call.type) {
    case 'MemberExpression':
      return loadedBy(call.object);
    case 'AwaitExpression':
      return call.argument.type === 'ImportExpression'
        ? call.argument.source
        : undefined;
    default:
      return isRequireCall(call) ? call.arguments[0] : undefined;
  }
}

/**
 * The edits that leave nothing of an import but the module that it loads:
 * `import './settings'`. `undefined` for what loads nothing, or a module of Node
 * itself, which does nothing when it is loaded.
 *
 * @param names all that the statement binds
 */
export function loadAlone(
  names: readonly TSESTree.Node[],
): readonly Edit[] | undefined {
  const [name, ...others] = names;
  const statement = name?.parent;
  if (statement?.type === 'ImportDeclaration') {
    const { range, source } = statement;
    return isOfNode(source)
      ? undefined
      : [{ range: [range[0], source.range[0]], text: 'import ' }];
  }
  if (name?.type === 'TSImportEqualsDeclaration') return [];
  const init = name?.type === 'VariableDeclarator' ? name.init : undefined;
  const module = init ? loadedBy(init) : undefined;
  if (!init || !module || !statement || isOfNode(module)) return undefined;
  return others.length > 0 ? [] : [removal(statement.range[0], init.range[0])];
}

function isOfNode(module: TSESTree.Node): boolean {
  return /^(?:node:.*|process)$/.test(stringValue(module) ?? '');
}
