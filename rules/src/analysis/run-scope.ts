import type { TSESTree } from '@typescript-eslint/utils';

import {
  enclosingFunction,
  type FunctionNode,
  isClass,
  isFunction,
  keyName,
} from './source.js';

/** When an expression runs. */
export interface RunScope {
  readonly kind: 'import' | 'function' | 'constructor' | 'field';
  /** The function or class it stands in. */
  readonly name?: string | undefined;
  /** Whether it can run more than once in a process, as far as its file shows. */
  readonly repeated: boolean;
}

/** Where and how often an expression runs. */
export function runScopeOf(node: TSESTree.Node): RunScope {
  for (let at: TSESTree.Node | undefined = node; at; at = at.parent) {
    const parent: TSESTree.Node | undefined = at.parent;
    if (parent?.type === 'PropertyDefinition' && parent.value === at) {
      if (isFunction(at)) continue;
      return {
        kind: parent.static ? 'import' : 'field',
        name: classNameOf(parent.parent.parent),
        repeated: !parent.static,
      };
    }
    if (!isFunction(at)) continue;
    if (isConstructor(at)) {
      return {
        kind: 'constructor',
        name: classNameOf(at.parent.parent?.parent),
        repeated: true,
      };
    }
    if (isCalledInPlace(at)) continue;
    return {
      kind: 'function',
      name: functionName(at),
      repeated: !isMemoised(node),
    };
  }
  return { kind: 'import', repeated: isInLoop(node) };
}

/** `x ??= open`, `x = x ?? open`, and `if (!x) x = open`: runs once for each `x`. */
function isMemoised(node: TSESTree.Node): boolean {
  for (let at = node; at.parent; at = at.parent) {
    const parent = at.parent;
    if (isFunction(parent)) return false;
    if (
      parent.type === 'AssignmentExpression' &&
      (parent.operator === '??=' || parent.operator === '||=')
    ) {
      return outlivesFunction(parent.left);
    }
    if (parent.type === 'IfStatement' && parent.consequent === at) {
      return assignsTested(parent.test, node);
    }
  }
  return false;
}

/** `if (!x)`, `if (x == null)`, `if (x === undefined)` around `x = open`. */
function assignsTested(test: TSESTree.Node, open: TSESTree.Node): boolean {
  const tested =
    test.type === 'UnaryExpression' && test.operator === '!'
      ? test.argument
      : test.type === 'BinaryExpression' && /^={2,3}$/.test(test.operator)
        ? test.left
        : undefined;
  let assigned: TSESTree.Node = open;
  while (
    assigned.parent &&
    assigned.parent.type !== 'AssignmentExpression' &&
    !assigned.parent.type.endsWith('Statement')
  ) {
    assigned = assigned.parent;
  }
  const assignment = assigned.parent;
  return (
    tested !== undefined &&
    assignment?.type === 'AssignmentExpression' &&
    samePlace(tested, assignment.left) &&
    outlivesFunction(assignment.left)
  );
}

function samePlace(a: TSESTree.Node, b: TSESTree.Node): boolean {
  if (a.type === 'Identifier' && b.type === 'Identifier') {
    return a.name === b.name;
  }
  if (a.type === 'ThisExpression') return b.type === 'ThisExpression';
  return (
    a.type === 'MemberExpression' &&
    b.type === 'MemberExpression' &&
    samePlace(a.object, b.object) &&
    samePlace(a.property, b.property)
  );
}

/** A variable declared in the same function is new at each call; anything else is kept. */
function outlivesFunction(place: TSESTree.Node): boolean {
  if (place.type !== 'Identifier') return true;
  const own = enclosingFunction(place);
  return own === undefined || !declares(own, place.name);
}

function declares(fn: FunctionNode, name: string): boolean {
  return (
    fn.body.type === 'BlockStatement' &&
    fn.body.body.some(
      (statement) =>
        statement.type === 'VariableDeclaration' &&
        statement.declarations.some(
          ({ id }) => id.type === 'Identifier' && id.name === name,
        ),
    )
  );
}

function isInLoop(node: TSESTree.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (/^(For|While|DoWhile)/.test(at.type)) return true;
  }
  return false;
}

/** `(() => { … })()` runs where it stands. */
function isCalledInPlace(fn: FunctionNode): boolean {
  return fn.parent.type === 'CallExpression' && fn.parent.callee === fn;
}

function isConstructor(fn: FunctionNode): boolean {
  return (
    fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor'
  );
}

function classNameOf(
  node: TSESTree.Node | null | undefined,
): string | undefined {
  return node && isClass(node) ? node.id?.name : undefined;
}

/** The name a reader would call this function by. */
export function functionName(fn: FunctionNode): string | undefined {
  if (fn.id) return fn.id.name;
  const { parent } = fn;
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'AssignmentExpression':
      return parent.left.type === 'Identifier' ? parent.left.name : undefined;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property':
      return keyName(parent);
    default: {
      const outer = enclosingFunction(fn);
      return outer && functionName(outer);
    }
  }
}
