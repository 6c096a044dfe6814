import type { TSESTree } from '@typescript-eslint/utils';

import {
  importSources,
  NULLISH,
  type Sources,
  stepTo,
  UNKNOWN,
} from './origins.js';
import type { MemberAccess } from './self-accesses.js';
import {
  isClass,
  isFunction,
  isWritten,
  keyName,
  type Variable,
} from './source.js';

/** What a declaration puts into its variable. */
export function declaredSources({
  type,
  node,
}: Variable['defs'][number]): Sources {
  switch (type as string) {
    case 'ImportBinding':
      return importSources(node);
    case 'FunctionName':
      if (isFunction(node)) return [{ kind: 'function', node }];
      return node.type === 'TSDeclareFunction' && !node.declare ? [] : UNKNOWN;
    case 'ClassName':
      return isClass(node) ? [{ kind: 'class', node }] : UNKNOWN;
    case 'Type': // an interface or a type of the same name
      return [];
    case 'Variable':
      if (node.type !== 'VariableDeclarator' || node.init) return [];
      return /^For(?:Of|In)/.test(node.parent.parent.type) ? UNKNOWN : NULLISH;
    default:
      return UNKNOWN;
  }
}

/** What a write puts into `identifier`, which may stand inside a destructuring pattern. */
export function writtenSources(
  identifier: TSESTree.Node,
  value: TSESTree.Node | null | undefined,
): Sources {
  const path = value && patternPath(identifier, value);
  return path ? stepTo(value, path) : UNKNOWN;
}

/** What is put into a member where it is written; nothing where it is read. */
export function assignedSources(access: MemberAccess): Sources {
  const { parent } = access;
  if (access.type === 'Property' || !isWritten(access)) return [];
  return parent.type === 'AssignmentExpression'
    ? stepTo(parent.right)
    : UNKNOWN;
}

/**
 * The property path from the pattern that `value` is written to, to a name in
 * it: `[]` for a plain name, `undefined` where it is not known.
 */
function patternPath(
  identifier: TSESTree.Node,
  value: TSESTree.Node,
): readonly string[] | undefined {
  const path: string[] = [];
  for (let node = identifier; node.parent; node = node.parent) {
    const parent: TSESTree.Node = node.parent;
    switch (parent.type) {
      case 'VariableDeclarator':
        return parent.init === value ? path : undefined;
      case 'AssignmentExpression':
        return /^(?:\?\?|\|\||&&)?=$/.test(parent.operator) ? path : undefined;
      case 'AssignmentPattern':
        if (parent.right === value) return path;
        break;
      case 'Property': {
        const name = keyName(parent);
        if (name === undefined) return undefined;
        path.unshift(name);
        break;
      }
      case 'ObjectPattern':
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}
