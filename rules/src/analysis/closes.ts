import type { TSESTree } from '@typescript-eslint/utils';

import { effectOf, LISTENER_METHODS } from './commands.js';
import { enclosingFunction, isFunction, memberName } from './source.js';
import type { Use } from './uses.js';

/** Whether a close does nothing but free the connection, so that it may go when the client is shared. */
export type CloseJudgement =
  | {
      readonly cleanUp: true;
      /** The statement that holds nothing but the close. */
      readonly statement: TSESTree.Statement;
    }
  | { readonly cleanUp: false; readonly reason: string };

/** The uses of a client that close it. */
export function closesIn(uses: readonly Use[]): readonly Use[] {
  return uses.filter((use) => effectOf(use) === 'close');
}

/** Judges one close among all uses of its client. */
export function judgeClose(close: Use, uses: readonly Use[]): CloseJudgement {
  if (close.kind !== 'call')
    return kept('its close is passed on as a function');
  const [argument] = close.call.arguments;
  if (argument && !isFalse(argument)) {
    return kept(
      close.method === 'disconnect'
        ? 'disconnect(true) makes the client reconnect'
        : 'a callback waits for the close',
    );
  }
  const statement = loneStatement(close.call);
  if (!statement) return kept('the result of the close is used');
  if (isInListener(statement)) {
    return kept('it closes in reaction to an event');
  }
  if (isInRetryLoop(statement)) {
    return kept('it closes after an error, to try again with a new connection');
  }
  const after = uses.find((use) => runsAfter(use, statement));
  if (after) {
    return kept(
      `the client is used again after the close, in line ${after.node.loc.start.line}`,
    );
  }
  return { cleanUp: true, statement };
}

function kept(reason: string): CloseJudgement {
  return { cleanUp: false, reason };
}

function isFalse(node: TSESTree.Node): boolean {
  return node.type === 'Literal' && node.value === false;
}

/**
 * The expression statement that consists of nothing but this call: awaited,
 * voided, guarded by `client &&`, or with its failure swallowed by `.catch()`.
 */
function loneStatement(
  call: TSESTree.CallExpression,
): TSESTree.ExpressionStatement | undefined {
  let node: TSESTree.Node = call;
  for (;;) {
    const parent: TSESTree.Node | undefined = node.parent;
    switch (parent?.type) {
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'TSNonNullExpression':
        node = parent;
        break;
      case 'UnaryExpression':
        if (parent.operator !== 'void') return undefined;
        node = parent;
        break;
      case 'LogicalExpression':
        if (parent.right !== node || parent.operator === '??') return undefined;
        node = parent;
        break;
      case 'MemberExpression': {
        const caught = swallowed(parent);
        if (!caught) return undefined;
        node = caught;
        break;
      }
      case 'ExpressionStatement':
        return parent;
      default:
        return undefined;
    }
  }
}

/** `.catch(() => {})` on the promise of a close: an inline handler that only runs when closing fails. */
function swallowed(
  member: TSESTree.MemberExpression,
): TSESTree.CallExpression | undefined {
  const call = member.parent;
  return call.type === 'CallExpression' &&
    call.callee === member &&
    member.property.type === 'Identifier' &&
    member.property.name === 'catch' &&
    call.arguments.every((argument) => isFunction(argument))
    ? call
    : undefined;
}

/** In a callback of `something.on(event, …)`, where something is not the process. */
function isInListener(node: TSESTree.Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const call = fn.parent;
    if (
      call.type === 'CallExpression' &&
      call.callee.type === 'MemberExpression' &&
      LISTENER_METHODS.has(memberName(call.callee) ?? '') &&
      !isProcess(call.callee.object)
    ) {
      return true;
    }
  }
  return false;
}

function isProcess(node: TSESTree.Node): boolean {
  return node.type === 'Identifier' && node.name === 'process';
}

/** In a `catch` inside a loop of the same function. */
function isInRetryLoop(node: TSESTree.Node): boolean {
  let caught = false;
  for (let at = node.parent; at && !isFunction(at); at = at.parent) {
    if (at.type === 'CatchClause') caught = true;
    else if (caught && /^(For|While|DoWhile)/.test(at.type)) return true;
  }
  return false;
}

/** Whether a use other than a close can run after this statement of the same function. */
function runsAfter(use: Use, statement: TSESTree.Statement): boolean {
  return (
    effectOf(use) !== 'close' &&
    effectOf(use) !== 'inert' &&
    use.node.range[0] > statement.range[1] &&
    enclosingFunction(use.node) === enclosingFunction(statement) &&
    !leavesAfter(statement)
  );
}

/** `client.quit(); return …` */
function leavesAfter(statement: TSESTree.Statement): boolean {
  const block = statement.parent;
  if (block.type !== 'BlockStatement') return false;
  const rest = block.body.slice(block.body.indexOf(statement) + 1);
  return rest.some(
    ({ type }) =>
      type === 'ReturnStatement' ||
      type === 'ThrowStatement' ||
      type === 'ContinueStatement' ||
      type === 'BreakStatement',
  );
}
