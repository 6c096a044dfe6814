import type { TSESTree } from '@typescript-eslint/utils';

import { type Edit, type EditedFile, lineRange, removal } from './edit.js';
import { unwrapTry } from './unwrap-try.js';

/**
 * Removes a statement, and with it what its absence would leave empty: a
 * `finally`, a `try`, an `if`, a process or test hook that did nothing else.
 */
export function removeStatement(
  statement: TSESTree.Statement,
  file: EditedFile,
): Edit[] {
  const { parent } = statement;
  if (parent.type === 'IfStatement') {
    return removeBranch(parent, statement, file);
  }
  if (parent.type !== 'BlockStatement' || parent.body.length > 1) {
    return [removal(...lineRange(statement, file.text))];
  }
  const owner = parent.parent;
  switch (owner.type) {
    case 'TryStatement':
      return removeFromTry(owner, parent, statement, file);
    case 'IfStatement':
      return removeBranch(owner, parent, file);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression': {
      const hook = hookStatement(owner);
      if (hook) return removeStatement(hook, file);
    }
  }
  return [removal(...lineRange(statement, file.text))];
}

function removeBranch(
  branching: TSESTree.IfStatement,
  branch: TSESTree.Statement,
  file: EditedFile,
): Edit[] {
  if (
    branching.consequent === branch &&
    !branching.alternate &&
    hasNoEffect(branching.test)
  ) {
    return removeStatement(branching, file);
  }
  if (branching.alternate === branch) {
    return [removal(branching.consequent.range[1], branch.range[1])];
  }
  return [{ range: branch.range, text: '{}' }];
}

function removeFromTry(
  node: TSESTree.TryStatement,
  block: TSESTree.BlockStatement,
  statement: TSESTree.Statement,
  file: EditedFile,
): Edit[] {
  if (node.finalizer === block) {
    return node.handler
      ? [removal(node.handler.range[1], node.range[1])]
      : unwrapTry(node, file);
  }
  // Nothing is left that can fail, so the handler goes with it.
  if (node.block === block && !node.finalizer) {
    return removeStatement(node, file);
  }
  return [removal(...lineRange(statement, file.text))];
}

/** `process.on('SIGTERM', fn);`, `afterAll(fn);`: a statement that does nothing but register `fn`. */
function hookStatement(
  fn: TSESTree.ArrowFunctionExpression | TSESTree.FunctionExpression,
): TSESTree.ExpressionStatement | undefined {
  const call = fn.parent;
  if (
    call.type !== 'CallExpression' ||
    call.parent.type !== 'ExpressionStatement' ||
    !HOOK.test(calleeText(call.callee))
  ) {
    return undefined;
  }
  return call.parent;
}

const HOOK = /^(?:process\.(?:on|once)|after(?:All|Each)?)$/;

function calleeText(callee: TSESTree.Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.property.type === 'Identifier'
    ? `${callee.object.name}.${callee.property.name}`
    : '';
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
