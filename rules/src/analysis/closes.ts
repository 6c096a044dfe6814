import type { TSESTree } from '@typescript-eslint/utils';

import { LISTENER_METHODS } from './command-effects.js';
import { effectOf } from './commands.js';
import { hookStatement } from './hooks.js';
import { oncePer } from './once-per.js';
import {
  enclosingFunction,
  type FunctionNode,
  isFunction,
  isLoop,
  isWrapper,
  memberName,
  push,
  samePlace,
  unwrap,
} from './source.js';
import type { Use } from './uses.js';

/** Whether a close does nothing but free the connection, so that it may go when the client is shared. */
export type CloseJudgement =
  | {
      readonly cleanUp: true;
      /** What holds nothing but the close: see {@link lonePart}. */
      readonly part: TSESTree.Node;
    }
  | { readonly cleanUp: false; readonly reason: string };

/** The uses of a client that close it. */
export function closesIn(uses: readonly Use[]): readonly Use[] {
  return uses.filter((use) => effectOf(use) === 'close');
}

/** Judges one close among all uses of its client. */
export function judgeClose(close: Use, uses: readonly Use[]): CloseJudgement {
  if (close.kind === 'using') {
    return kept(
      '`using` closes it at the end of its block; declare it with `const`',
    );
  }
  if (close.kind !== 'call') {
    return kept(
      'its close is passed on as a function; call it in a statement of its own',
    );
  }
  if (close.receiver !== 'client') {
    return kept('it is one of several queued commands');
  }
  const [argument] = close.call.arguments;
  if (argument && !isNothing(argument) && !isQuitCommand(close)) {
    return kept(
      close.method === 'disconnect'
        ? 'disconnect(true) makes the client reconnect'
        : 'a callback waits for the close; await the close, and do after it what the callback does',
    );
  }
  const part = lonePart(close.call);
  if (!part)
    return kept(
      'the result of the close is used; make the close a statement of its own',
    );
  const statement = statementOf(part);
  if (isInListener(statement)) {
    return kept('it closes in reaction to an event');
  }
  if (isInRetryLoop(statement)) {
    return kept('it closes after an error, to try again with a new connection');
  }
  if (isReplaced(close.node.object, statement)) {
    return kept('a new client takes its place');
  }
  const after = useAfter(close, uses, statement);
  if (after) {
    return kept(
      `the client is used again after the close, in line ${after.node.loc.start.line}`,
    );
  }
  return { cleanUp: true, part };
}

function kept(reason: string): CloseJudgement {
  return { cleanUp: false, reason };
}

/** `disconnect(false)`, `quit(undefined)` */
function isNothing(node: TSESTree.Node): boolean {
  return (
    (node.type === 'Literal' && !node.value) ||
    (node.type === 'Identifier' && node.name === 'undefined')
  );
}

/** `client.call('QUIT')` */
function isQuitCommand({ method, call }: Use & { kind: 'call' }): boolean {
  return method === 'call' && call.arguments.length === 1;
}

/**
 * The part of the code that consists of nothing but this call: awaited,
 * voided, guarded by `client &&`, with its failure swallowed by `.catch()`. It
 * is a statement, all that a hook does, or one of the promises that such a part
 * awaits together.
 */
export function lonePart(
  call: TSESTree.CallExpression,
): TSESTree.Node | undefined {
  let node: TSESTree.Node = call;
  for (;;) {
    const parent: TSESTree.Node = node.parent;
    if (isWrapper(parent)) {
      node = parent;
      continue;
    }
    switch (parent.type) {
      case 'AwaitExpression':
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
      case 'ReturnStatement':
        return isEndOfHook(parent) ? parent : undefined;
      case 'ArrowFunctionExpression': // `afterAll(() => client.quit());`
        return parent.body === node && isUnaskedHook(parent) ? node : undefined;
      case 'ArrayExpression':
        return isAwaitedTogether(parent) ? node : undefined;
      default:
        return undefined;
    }
  }
}

/** The last statement of `after(() => { …; return client.quit(); })`, which only makes the hook wait. */
function isEndOfHook(statement: TSESTree.ReturnStatement): boolean {
  const { parent: block } = statement;
  return (
    block.type === 'BlockStatement' &&
    block.body.at(-1) === statement &&
    isFunction(block.parent) &&
    isUnaskedHook(block.parent)
  );
}

/** A hook of which no type says what it returns. */
function isUnaskedHook(fn: FunctionNode): boolean {
  return fn.returnType === undefined && hookStatement(fn) !== undefined;
}

/** `await Promise.all([…]);`, of which nobody reads the results. */
function isAwaitedTogether({ parent }: TSESTree.ArrayExpression): boolean {
  return (
    parent.type === 'CallExpression' &&
    parent.callee.type === 'MemberExpression' &&
    parent.callee.object.type === 'Identifier' &&
    parent.callee.object.name === 'Promise' &&
    /^all(?:Settled)?$/.test(memberName(parent.callee) ?? '') &&
    lonePart(parent) !== undefined
  );
}

/** The statement that a part is, or is in; a body that is one expression stands for itself. */
function statementOf(part: TSESTree.Node): TSESTree.Node {
  let at = part;
  while (at.parent && !/Statement$/.test(at.type) && !isFunction(at.parent)) {
    at = at.parent;
  }
  return at;
}

/** `.catch(() => {})` on the promise of a close: a handler that only runs when closing fails. */
function swallowed(
  member: TSESTree.MemberExpression,
): TSESTree.CallExpression | undefined {
  const call = member.parent;
  return call.type === 'CallExpression' &&
    call.callee === member &&
    member.property.type === 'Identifier' &&
    member.property.name === 'catch' &&
    call.arguments.every(isHandler)
    ? call
    : undefined;
}

/** A function, written here or named: nothing happens where it is only mentioned. */
function isHandler(argument: TSESTree.Node): boolean {
  return (
    isFunction(argument) ||
    argument.type === 'Identifier' ||
    argument.type === 'MemberExpression'
  );
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
    else if (caught && isLoop(at)) return true;
  }
  return false;
}

/** Whether another client is put where the closed one was: `client.disconnect(); client = connect();`. */
function isReplaced(client: TSESTree.Node, statement: TSESTree.Node): boolean {
  return following(statement).some(
    (next) =>
      next.type === 'ExpressionStatement' &&
      next.expression.type === 'AssignmentExpression' &&
      samePlace(next.expression.left, client) &&
      !isNothing(unwrap(next.expression.right)),
  );
}

/** The first use other than a close that can run after this statement of the same function. */
function useAfter(
  close: Use,
  uses: readonly Use[],
  statement: TSESTree.Node,
): Use | undefined {
  const inBody = usesByBody(uses).get(bodyAround(close.node));
  const next = inBody && firstFrom(inBody, statement.range[1]);
  if (!next) return undefined;
  const leaving = following(statement).find(leavesBlock);
  return !leaving || next.node.range[0] < leaving.range[1] ? next : undefined;
}

/** The uses other than closes, in source order. */
const usesByBody = oncePer((uses: readonly Use[]) => {
  const byBody = new Map<TSESTree.Node, Use[]>();
  for (const use of uses) {
    if (effectOf(use) === 'close') continue;
    push(byBody, bodyAround(use.node), use);
  }
  return byBody;
});

/** The function that a node runs in, or its whole file. */
function bodyAround(node: TSESTree.Node): TSESTree.Node {
  let at = node.parent;
  while (at?.parent && !isFunction(at)) at = at.parent;
  return at ?? node;
}

/** By halves: a function may close as often as it uses. */
function firstFrom(uses: readonly Use[], position: number): Use | undefined {
  let [low, high] = [0, uses.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (uses[middle]!.node.range[0] > position) high = middle;
    else low = middle + 1;
  }
  return uses[low];
}

function leavesBlock({ type }: TSESTree.Statement): boolean {
  return (
    type === 'ReturnStatement' ||
    type === 'ThrowStatement' ||
    type === 'ContinueStatement' ||
    type === 'BreakStatement'
  );
}

/** The statements after this one in its block. */
function following(statement: TSESTree.Node): readonly TSESTree.Statement[] {
  const block = statement.parent;
  return block?.type === 'BlockStatement'
    ? block.body.filter(({ range }) => range[0] >= statement.range[1])
    : [];
}
