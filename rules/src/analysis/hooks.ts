import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, memberName, stringValue } from './source.js';

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
