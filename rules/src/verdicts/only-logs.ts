import type { TSESTree } from '@typescript-eslint/utils';

import type { Use } from '../analysis/index.js';
import { isFunction, memberName } from '../analysis/source.js';

/** Whether all that a listener does is to log: where a shared client emitted the event before, nothing else is missed. */
export function onlyLogs(use: Use): boolean {
  const listener = use.kind === 'call' ? use.call.arguments[1] : undefined;
  return listener !== undefined && isLogger(listener);
}

/** Whether it is a function that does nothing but log. */
export function isLogger(node: TSESTree.Node): boolean {
  return (
    isFunction(node) &&
    (node.body.type === 'BlockStatement'
      ? logs(node.body)
      : isLogging(node.body))
  );
}

/** Whether a statement logs, with whatever conditions around that. */
export function logs(
  statement: TSESTree.Statement | null | undefined,
): boolean {
  switch (statement?.type) {
    case undefined:
      return true;
    case 'BlockStatement':
      return statement.body.every(logs);
    case 'ExpressionStatement':
      return isLogging(statement.expression);
    case 'IfStatement':
      return (
        onlyReads(statement.test) &&
        logs(statement.consequent) &&
        logs(statement.alternate)
      );
    case 'TryStatement':
      return (
        logs(statement.block) &&
        logs(statement.handler?.body) &&
        logs(statement.finalizer)
      );
    default:
      return false;
  }
}

function isLogging(node: TSESTree.Expression): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    /^(?:log|trace|debug|verbose|info|warn|warning|error)$/.test(
      memberName(node.callee) ?? '',
    )
  );
}

function onlyReads(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'Literal':
      return true;
    case 'MemberExpression':
      return onlyReads(node.object);
    case 'UnaryExpression':
      return onlyReads(node.argument);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return onlyReads(node.left) && onlyReads(node.right);
    default:
      return false;
  }
}
