import type { TSESTree } from '@typescript-eslint/utils';

import { lonePart } from '../analysis/closes.js';
import { alwaysListens, hookStatement, signalOf } from '../analysis/hooks.js';
import { type FunctionNode, programOf } from '../analysis/source.js';
import { isLifecycleMethod } from './lifecycle.js';

/** The statements beside a statement; `undefined` for the lone body of an `if`, a loop or a label. */
export function statementsAround({
  parent,
}: TSESTree.Node): readonly TSESTree.Node[] | undefined {
  switch (parent?.type) {
    case 'BlockStatement':
    case 'Program':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return parent.body;
    case 'SwitchCase':
      return parent.consequent;
    default:
      return undefined;
  }
}

/** Some parts of the code that are removed, and all that has nothing left to do without them. */
export class Gone {
  readonly #nodes: Set<TSESTree.Node>;
  readonly #text: string;

  constructor(parts: readonly TSESTree.Node[], text: string) {
    this.#nodes = new Set(parts);
    this.#text = text;
    // A set hands out what is added while it is walked, so this climbs.
    for (const node of this.#nodes) {
      const idle = this.#idleWithout(node);
      if (idle) this.#nodes.add(idle);
    }
  }

  has(node: TSESTree.Node): boolean {
    return this.#nodes.has(node);
  }

  /** Whether nothing is left in a branch, a body or a block. */
  empties(node: TSESTree.Node | null): boolean {
    return (
      node !== null &&
      (this.has(node) ||
        (node.type === 'BlockStatement' &&
          node.body.every((each) => this.has(each))))
    );
  }

  /** The nearest statements before and after a node that stay. */
  neighbours(
    node: TSESTree.Node,
  ): [before: TSESTree.Node | undefined, after: TSESTree.Node | undefined] {
    const siblings = statementsAround(node) ?? [];
    const at = siblings.indexOf(node);
    const stays = (each: TSESTree.Node): boolean => !this.has(each);
    return [
      siblings.slice(0, at).findLast(stays),
      siblings.slice(at + 1).find(stays),
    ];
  }

  /** Those that nothing else in here holds. */
  outermost(): readonly TSESTree.Node[] {
    return [...this.#nodes].filter((node) => {
      for (let at = node.parent; at; at = at.parent) {
        if (this.has(at)) return false;
      }
      return true;
    });
  }

  /** What a removed node is a part of, if it has nothing left to do. */
  #idleWithout({ parent }: TSESTree.Node): TSESTree.Node | undefined {
    if (!parent) return undefined;
    switch (parent.type) {
      case 'ArrayExpression': // `await Promise.all([…])`
        return parent.parent.type === 'CallExpression' &&
          parent.elements.every((each) => each && this.has(each))
          ? lonePart(parent.parent)
          : undefined;
      case 'ArrowFunctionExpression':
        return this.#idleCaller(parent);
      case 'BlockStatement':
        return this.empties(parent) ? this.#idleOwner(parent) : undefined;
      default:
        return this.#vanishes(parent) ? parent : undefined;
    }
  }

  #idleOwner(block: TSESTree.BlockStatement): TSESTree.Node | undefined {
    const owner = block.parent;
    switch (owner.type) {
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return this.#idleCaller(owner);
      case 'BlockStatement':
      case 'Program':
        return block;
      default:
        return this.#vanishes(owner) ? owner : undefined;
    }
  }

  /** The hook or lifecycle method that an empty function is, if it makes no difference. */
  #idleCaller(fn: FunctionNode): TSESTree.Node | undefined {
    if (isLifecycleMethod(fn.parent, this.#text)) return fn.parent;
    const hook = hookStatement(fn);
    if (!hook) return undefined;
    const signal = signalOf(hook);
    return signal === undefined || this.#isHeardElsewhere(signal, hook)
      ? hook
      : undefined;
  }

  /** Whether a signal still does not end the process when one of its listeners goes. */
  #isHeardElsewhere(signal: string, hook: TSESTree.Node): boolean {
    return programOf(hook).body.some(
      (each) => each !== hook && !this.has(each) && alwaysListens(each, signal),
    );
  }

  #vanishes(node: TSESTree.Node): boolean {
    switch (node.type) {
      case 'ForOfStatement':
        return this.empties(node.body) && hasNoEffect(node.right);
      case 'IfStatement':
        return (
          this.empties(node.consequent) &&
          (node.alternate === null || this.empties(node.alternate)) &&
          hasNoEffect(node.test)
        );
      case 'TryStatement':
        // Nothing is left that can fail, so the handler goes with it.
        return (
          this.empties(node.block) &&
          (node.finalizer === null || this.empties(node.finalizer))
        );
      default:
        return false;
    }
  }
}

/** A test that only looks: names, members, literals and the operators between them. */
function hasNoEffect(test: TSESTree.Node): boolean {
  switch (test.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'Literal':
      return true;
    case 'MemberExpression':
      return (
        hasNoEffect(test.object) &&
        (!test.computed || hasNoEffect(test.property))
      );
    case 'ChainExpression':
    case 'TSNonNullExpression':
      return hasNoEffect(test.expression);
    case 'UnaryExpression':
      return test.operator !== 'delete' && hasNoEffect(test.argument);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return hasNoEffect(test.left) && hasNoEffect(test.right);
    default:
      return false;
  }
}
