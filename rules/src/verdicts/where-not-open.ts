import type { TSESTree } from '@typescript-eslint/utils';

import {
  conditionsOf,
  isConstant,
  leavesBefore,
} from '../analysis/conditions.js';
import type { Use } from '../analysis/index.js';
import {
  calledWith,
  contains,
  isFunction,
  memberName,
  samePlace,
  unwrap,
  wrapped,
} from '../analysis/source.js';
import { isLogger, logs } from './only-logs.js';

/** `client.connect()` */
export type Connect = Use & { readonly kind: 'call' };

/**
 * `if (!client.isOpen) await client.connect().then(start)`: on a client that
 * is connected already, what else stands there would never run.
 */
export function doesMoreWhereNotOpen(
  { call, node: { object: client } }: Connect,
  open: TSESTree.Node,
): boolean {
  const asksState = (test: TSESTree.Node): boolean => {
    const node = unwrap(test);
    switch (node.type) {
      case 'MemberExpression':
        return samePlace(node.object, client);
      case 'UnaryExpression':
        return asksState(node.argument);
      case 'BinaryExpression':
      case 'LogicalExpression':
        return asksState(node.left) || asksState(node.right);
      default:
        return false;
    }
  };
  for (
    let at: TSESTree.Node = call;
    at.parent && !isFunction(at);
    at = at.parent
  ) {
    const { parent } = at;
    if (conditionsOf(at, parent).some(asksState))
      return !onlyConnects(at, call);
    if (leavesBefore(at, parent, open).some(asksState)) {
      const { body } = parent as TSESTree.BlockStatement;
      return !body
        .slice(body.findIndex((each) => each === at))
        .every((each) => onlyConnects(each, call));
    }
  }
  return false;
}

/** Whether a part of the code that connects does nothing else but to log, to return and to set flags. */
function onlyConnects(
  part: TSESTree.Node,
  call: TSESTree.CallExpression,
): boolean {
  switch (part.type) {
    case 'BlockStatement':
      return part.body.every((each) => onlyConnects(each, call));
    case 'TryStatement':
      return (
        onlyConnects(part.block, call) &&
        (!part.finalizer || onlyConnects(part.finalizer, call))
      );
    case 'ReturnStatement':
      return !contains(part, call) || nothingFollows(call);
    case 'ExpressionStatement':
      if (contains(part, call)) return nothingFollows(call);
      return isFlag(part.expression) || logs(part);
    default:
      return contains(part, call) ? nothingFollows(call) : false;
  }
}

/** `isConnected = true` */
function isFlag(node: TSESTree.Expression): boolean {
  return node.type === 'AssignmentExpression' && isConstant(node.right);
}

/** Whether nothing but a logger is called once a promise is settled. */
function nothingFollows(call: TSESTree.CallExpression): boolean {
  const chained = chainedOn(call);
  return (
    !chained ||
    ((memberName(chained.callee as TSESTree.MemberExpression) === 'catch' ||
      chained.arguments.every(isLogger)) &&
      nothingFollows(chained))
  );
}

/** `promise.then(…)` */
function chainedOn(
  promise: TSESTree.CallExpression,
): TSESTree.CallExpression | undefined {
  const { parent } = wrapped(promise);
  return parent?.type === 'MemberExpression' ? calledWith(parent) : undefined;
}
