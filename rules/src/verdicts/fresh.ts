import type { TSESTree } from '@typescript-eslint/utils';

import type { Origin } from '../analysis/index.js';
import { keyName, unwrap } from '../analysis/source.js';

/** Classes whose instances count by content, like plain data. */
const BY_CONTENT =
  /^(?:Array|Object|Buffer|DataView|(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array)$/;

export function isByContent({ callee }: TSESTree.NewExpression): boolean {
  return callee.type === 'Identifier' && BY_CONTENT.test(callee.name);
}

/** Functions that never return the same twice, by where they come from. */
const UNIQUE =
  /^(?:global:(?:Date\.now|Math\.random|performance\.now|crypto\.randomUUID)|(?:node:)?crypto:(?:default\.)?(?:randomUUID|randomBytes))$/;

export function isUniqueCall(callees: readonly Origin[]): boolean {
  return callees.every((callee) => {
    switch (callee.kind) {
      case 'global':
        return UNIQUE.test(`global:${[callee.name, ...callee.path].join('.')}`);
      case 'module':
        return UNIQUE.test(`${callee.source}:${callee.path.join('.')}`);
      default:
        return false;
    }
  });
}

/** Whether a property or a spread may set this option. */
export function mayHaveKey(
  element: TSESTree.Node,
  name: string | undefined,
): boolean {
  const node = unwrap(element);
  switch (node.type) {
    case 'Property': {
      const key = keyName(node);
      return key === undefined || key === name;
    }
    case 'SpreadElement':
      return mayHaveKey(node.argument, name);
    case 'ObjectExpression':
      return node.properties.some((each) => mayHaveKey(each, name));
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].some((each) =>
        mayHaveKey(each, name),
      );
    case 'LogicalExpression':
      return node.operator === '&&'
        ? mayHaveKey(node.right, name)
        : [node.left, node.right].some((each) => mayHaveKey(each, name));
    case 'Literal':
      return false;
    default:
      return true;
  }
}

/** Whether what a function returns is written there: no cache can hold it. */
export function directlyReturns(returned: TSESTree.Node): boolean {
  const node = unwrap(returned);
  return node.type === 'ObjectExpression';
}
