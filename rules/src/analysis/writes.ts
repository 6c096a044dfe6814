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
  type FunctionNode,
  isClass,
  isFunction,
  isWritten,
  keyName,
  memberName,
  unwrap,
  type Variable,
  wrapped,
} from './source.js';

/** What a declaration puts into its variable. */
export function declaredSources({
  type,
  node,
  name,
}: Variable['defs'][number]): Sources {
  switch (type as string) {
    case 'Parameter':
      return isFunction(node) ? settledSources(node, name) : UNKNOWN;
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

/** What the first parameter of `promise.then((value) => …)` is given. */
function settledSources(fn: FunctionNode, name: TSESTree.Node): Sources {
  const call = wrapped(fn).parent;
  if (call?.type !== 'CallExpression' || settledBy(call) !== fn) return UNKNOWN;
  const path = fn.params[0] && patternPath(name, fn.params[0]);
  const { object } = unwrap(call.callee) as TSESTree.MemberExpression;
  return path ? stepTo(object, path) : UNKNOWN;
}

/** The function that gives the value of `promise.then(fn)`. */
export function settledBy(
  call: TSESTree.CallExpression,
): FunctionNode | undefined {
  const callee = unwrap(call.callee);
  const fn = call.arguments[0] && unwrap(call.arguments[0]);
  return callee.type === 'MemberExpression' &&
    memberName(callee) === 'then' &&
    fn &&
    isFunction(fn)
    ? fn
    : undefined;
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
 * The property path from the pattern that `value` is written to, or that is
 * itself `value`, to a name in it: `[]` for a plain name, `undefined` where it is not known.
 */
function patternPath(
  identifier: TSESTree.Node,
  value: TSESTree.Node,
): readonly string[] | undefined {
  const path: string[] = [];
  for (let node = identifier; node.parent; node = node.parent) {
    if (node === value) return path;
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
