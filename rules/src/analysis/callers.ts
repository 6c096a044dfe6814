import type { TSESTree } from '@typescript-eslint/utils';

import {
  isPrivate,
  type MemberDefinition,
  memberDefinitions,
} from './class-fields.js';
import { variablesOf } from './exports.js';
import type { FileIndex } from './file-index.js';
import type { MemberAccess } from './self-accesses.js';
import {
  calledWith,
  type ClassNode,
  type FunctionNode,
  isExported,
  isTypeQuery,
  keyName,
  type Variable,
  wrapped,
} from './source.js';

/** Where what a function returns goes. */
export interface Callers {
  /** The calls, or the reads of a getter, whose value it is. */
  readonly results: readonly (TSESTree.CallExpression | MemberAccess)[];
  /** Whether code that cannot be seen here may call it too. */
  readonly open: boolean;
  readonly name?: string | undefined;
}

const UNSEEN: Callers = { results: [], open: true };

/** The callers of a function in the file. */
export function callersOf(fn: FunctionNode, index: FileIndex): Callers {
  const own = fn.id && index.named(fn.id);
  if (fn.type === 'FunctionDeclaration') {
    return own ? callersOfVariables([own]) : UNSEEN;
  }
  const value = wrapped(fn);
  const { parent } = value;
  switch (parent?.type) {
    case 'CallExpression': {
      if (parent.callee !== value) return UNSEEN;
      const recursive = callersOfVariables(own ? [own] : []);
      return { ...recursive, results: [parent, ...recursive.results] };
    }
    case 'VariableDeclarator': {
      const variable =
        parent.id.type === 'Identifier' && index.named(parent.id);
      return variable
        ? callersOfVariables(own ? [variable, own] : [variable])
        : UNSEEN;
    }
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return own ? UNSEEN : callersOfMember(parent, index);
    default:
      return UNSEEN;
  }
}

function callersOfVariables(variables: readonly Variable[]): Callers {
  const results: TSESTree.CallExpression[] = [];
  let open = variables.some((variable) => isExported(variable));
  for (const reference of variables.flatMap((each) => each.references)) {
    const { identifier } = reference;
    const call = calledWith(identifier);
    if (call) results.push(call);
    else if (!reference.init && !isTypeQuery(identifier)) open = true;
  }
  return { results, open, name: variables[0]?.name };
}

function callersOfMember(
  member: Exclude<MemberDefinition, TSESTree.TSParameterProperty>,
  index: FileIndex,
): Callers {
  const name = keyName(member);
  const owner = member.parent.parent;
  const isGetter = member.type === 'MethodDefinition' && member.kind === 'get';
  if (name === undefined || (isSpecial(member) && !isGetter)) return UNSEEN;
  const { known, possible } = index.accesses(owner, name);
  const results: (TSESTree.CallExpression | MemberAccess)[] = [];
  let open =
    possible.length > 0 || !memberDefinitions(owner, name).every(isPrivate);
  for (const access of known) {
    const result = isGetter
      ? access
      : access.type === 'MemberExpression' && calledWith(access);
    if (result) results.push(result);
    else open = true;
  }
  return { results, open, name };
}

/** A constructor, a getter or a setter. */
function isSpecial(member: TSESTree.Node): boolean {
  return member.type === 'MethodDefinition' && member.kind !== 'method';
}

/** Where the file makes instances of a class. */
export function instancesOf(
  owner: ClassNode,
  index: FileIndex,
): readonly TSESTree.NewExpression[] {
  return variablesOf(owner, index).flatMap(({ references }) =>
    references.flatMap(({ identifier: { parent }, identifier }) =>
      parent.type === 'NewExpression' && parent.callee === identifier
        ? [parent]
        : [],
    ),
  );
}
