import type { TSESTree } from '@typescript-eslint/utils';

import {
  type FunctionNode,
  isFunction,
  memberName,
  stringValue,
} from './source.js';

/** Not `uncaughtException` and the like: a listener without effect still keeps the process alive. */
const EXIT_EVENT = /^(?:exit|beforeExit|SIG[A-Z0-9]+)$/;
const TEST_HOOK = /^after(?:All|Each)?$/;

/** `process.on('SIGTERM', fn);`, `afterAll(fn);`: a statement that does nothing but register `fn`. */
export function hookStatement(
  fn: FunctionNode,
): TSESTree.ExpressionStatement | undefined {
  const call = fn.parent;
  return call.type === 'CallExpression' &&
    call.parent.type === 'ExpressionStatement' &&
    isHook(call)
    ? call.parent
    : undefined;
}

/**
 * The signal that a hook listens to. A listener without effect still keeps the
 * signal from ending the process.
 */
export function signalOf({
  expression,
}: TSESTree.ExpressionStatement): string | undefined {
  const [event] =
    expression.type === 'CallExpression' ? expression.arguments : [];
  const name = event && stringValue(event);
  return name?.startsWith('SIG') ? name : undefined;
}

/** Whether a top-level statement listens to a signal from the start to the end, so that other listeners keep nothing from happening. */
export function alwaysListens(
  statement: TSESTree.Node,
  signal: string,
): boolean {
  if (
    statement.type !== 'ExpressionStatement' ||
    statement.expression.type !== 'CallExpression' ||
    signalOf(statement) !== signal
  ) {
    return false;
  }
  const { callee, arguments: args } = statement.expression;
  return (
    callee.type === 'MemberExpression' &&
    memberName(callee) === 'on' &&
    isHook(statement.expression) &&
    args[1] !== undefined &&
    isFunction(args[1]) // nobody else has it, to take it off
  );
}

function isHook({ callee, arguments: args }: TSESTree.CallExpression): boolean {
  if (callee.type === 'Identifier') return TEST_HOOK.test(callee.name);
  const [event] = args;
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'process' &&
    /^on(?:ce)?$/.test(memberName(callee) ?? '') &&
    EXIT_EVENT.test((event && stringValue(event)) ?? '')
  );
}
