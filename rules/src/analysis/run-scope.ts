import type { TSESTree } from '@typescript-eslint/utils';

import { callersOf } from './callers.js';
import type { FileIndex } from './file-index.js';
import { isMemoised } from './memoised.js';
import {
  calledWith,
  enclosingFunction,
  type FunctionNode,
  isClass,
  isFunction,
  isLoop,
  keyName,
  memberName,
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
export function runScopeOf(
  node: TSESTree.Node,
  index: FileIndex,
  seen: ReadonlySet<TSESTree.Node> = new Set(),
): RunScope {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (isFunction(at)) {
      if (calledWith(at) && !at.generator) continue; // `(() => { … })()` runs where it stands
      if (isConstructor(at)) return perInstance('constructor', at.parent);
      return {
        kind: 'function',
        name: functionName(at),
        repeated:
          !isMemoised(node, at, index) &&
          (isInLoop(node, at) || !runsOnce(at, index, seen)),
      };
    }
    if (isField(parent) && parent.value === at && !parent.static) {
      return perInstance('field', parent);
    }
  }
  return { kind: 'import', repeated: isInLoop(node) };
}

function perInstance(
  kind: 'constructor' | 'field',
  member: TSESTree.Node,
): RunScope {
  const owner = member.parent?.parent;
  const name = owner && isClass(owner) ? owner.id?.name : undefined;
  return { kind, name, repeated: true };
}

/** Whether a function has a single call in the file, which runs once itself: `main();`. */
function runsOnce(
  fn: FunctionNode,
  index: FileIndex,
  seen: ReadonlySet<TSESTree.Node>,
): boolean {
  if (seen.has(fn)) return false;
  const { open, results } = callersOf(fn, index);
  const [call, ...others] = results;
  return (
    !open &&
    call !== undefined &&
    others.length === 0 &&
    !runScopeOf(call, index, new Set([...seen, fn])).repeated
  );
}

/** The function or the field of an instance that an expression runs in, if it does not run at import. */
export function runOf(node: TSESTree.Node): TSESTree.Node | undefined {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (isFunction(parent)) return parent;
    if (isField(parent) && parent.value === at && !parent.static) return parent;
  }
  return undefined;
}

function isInLoop(node: TSESTree.Node, end?: TSESTree.Node): boolean {
  for (let at = node.parent; at && at !== end; at = at.parent) {
    if (isLoop(at)) return true;
  }
  return false;
}

export function isField(
  node: TSESTree.Node,
): node is TSESTree.PropertyDefinition | TSESTree.AccessorProperty {
  return node.type === 'PropertyDefinition' || node.type === 'AccessorProperty';
}

export function isConstructor(fn: FunctionNode): boolean {
  return (
    fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor'
  );
}

/** The name a reader would call this function by. */
export function functionName(fn: FunctionNode): string | undefined {
  if (fn.id) return fn.id.name;
  const { parent } = fn;
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'AssignmentExpression':
      return assignedName(parent.left);
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'Property':
      return keyName(parent);
    default: {
      const outer = enclosingFunction(fn);
      return outer && functionName(outer);
    }
  }
}

/** `x` of `x = …` and of `object.x = …`; what is all that a module exports has no name. */
function assignedName(target: TSESTree.Node): string | undefined {
  if (target.type === 'Identifier') return target.name;
  const name =
    target.type === 'MemberExpression' ? memberName(target) : undefined;
  return name === 'exports' ? undefined : name;
}
