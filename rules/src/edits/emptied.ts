import type { TSESTree } from '@typescript-eslint/utils';

import { hookStatement } from '../analysis/hooks.js';

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

/** Some statements that are removed, and all that has nothing left to do without them. */
export class Gone {
  readonly #nodes: Set<TSESTree.Node>;

  constructor(statements: readonly TSESTree.Statement[]) {
    this.#nodes = new Set(statements);
    // A set hands out what is added while it is walked, so this climbs.
    for (const node of this.#nodes) {
      const holder = this.#holder(node);
      if (holder && this.#vanishes(holder)) this.#nodes.add(holder);
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

  /** The statement that a removed one is a part of. */
  #holder({ parent }: TSESTree.Node): TSESTree.Node | undefined {
    if (parent?.type !== 'BlockStatement') return parent;
    if (!this.empties(parent)) return undefined;
    const owner = parent.parent;
    switch (owner.type) {
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return hookStatement(owner);
      case 'BlockStatement':
      case 'Program':
        return parent;
      default:
        return owner;
    }
  }

  #vanishes(node: TSESTree.Node): boolean {
    switch (node.type) {
      case 'BlockStatement':
        return this.empties(node);
      case 'ExpressionStatement': // a hook
        return true;
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
