import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from './file-index.js';
import { isLoop, memberName, unwrap } from './source.js';

/** Conditions under which code inside a function may run the first time only. */
export class Guards {
  readonly #index: FileIndex;
  readonly #firstGuards = new Map<TSESTree.Node, number>();
  readonly #endless = new Map<TSESTree.Node, boolean>();

  constructor(index: FileIndex) {
    this.#index = index;
  }

  /** Whether `at` may be reached in its parent the first time only, and not on later runs. */
  mayRunOnce(at: TSESTree.Node, parent: TSESTree.Node): boolean {
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'WhileStatement':
        return parent.test !== at && this.#remembers(parent.test);
      case 'LogicalExpression':
        return parent.right === at && this.#remembers(parent.left);
      case 'AssignmentExpression':
        return (
          parent.right === at && /^(?:\?\?|\|\||&&)=$/.test(parent.operator)
        );
      case 'AssignmentPattern':
      case 'CatchClause':
      case 'SwitchCase':
        return true;
      case 'BlockStatement':
        return this.#firstGuard(parent) < at.range[0];
      default:
        return false;
    }
  }

  /** `while (true)`, `for (;;)`, `for await`, and nothing in it that leaves. */
  isEndlessLoop(at: TSESTree.Node, parent: TSESTree.Node): boolean {
    if (!isLoop(parent) || !('body' in parent) || parent.body !== at) {
      return false;
    }
    let endless = this.#endless.get(parent);
    if (endless === undefined) {
      endless =
        isWithoutEnd(parent) &&
        !/\b(?:break|return|throw)\b/.test(this.#index.textOf(at));
      this.#endless.set(parent, endless);
    }
    return endless;
  }

  /** Where the first statement of a block ends that may leave it on later runs: `if (done) return;`. */
  #firstGuard(block: TSESTree.BlockStatement): number {
    let end = this.#firstGuards.get(block);
    if (end === undefined) {
      const guard = block.body.find(
        (statement) =>
          statement.type === 'IfStatement' &&
          this.#remembers(statement.test) &&
          LEAVES.test(this.#index.textOf(statement)),
      );
      end = guard?.range[1] ?? Infinity;
      this.#firstGuards.set(block, end);
    }
    return end;
  }

  /** Whether a condition may differ from run to run; not one of plain parameters, constants and the environment. */
  #remembers(test: TSESTree.Node): boolean {
    const node = unwrap(test);
    switch (node.type) {
      case 'Literal':
        return false;
      case 'Identifier':
        return !(
          node.name === 'undefined' ||
          CONSTANT.test(node.name) ||
          this.#isPlainParameter(node)
        );
      case 'UnaryExpression':
        return this.#remembers(node.argument);
      case 'BinaryExpression':
      case 'LogicalExpression':
        return this.#remembers(node.left) || this.#remembers(node.right);
      case 'MemberExpression':
        return !this.#isOfEnvironment(node);
      default:
        return true;
    }
  }

  #isPlainParameter(node: TSESTree.Identifier): boolean {
    const variable = this.#index.variable(node);
    return (
      variable !== undefined &&
      variable.defs[0]?.type === ('Parameter' as never) &&
      !variable.references.some((reference) => reference.isWrite())
    );
  }

  /** `process.env.name`, `env.NAME` */
  #isOfEnvironment(node: TSESTree.MemberExpression): boolean {
    return (
      CONSTANT.test(memberName(node) ?? '') ||
      this.#index.textOf(node.object) === 'process.env'
    );
  }
}

/** A name that says that its value stays. */
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

const LEAVES = /\b(?:break|continue|return|throw)\b/;

function isWithoutEnd(loop: TSESTree.Node): boolean {
  switch (loop.type) {
    case 'ForOfStatement':
      return loop.await;
    case 'ForStatement':
      return loop.test === null;
    case 'WhileStatement':
    case 'DoWhileStatement':
      return loop.test.type === 'Literal' && loop.test.value === true;
    default:
      return false;
  }
}
