import type { TSESTree } from '@typescript-eslint/utils';

import { effectOf, type Open, type Use } from '../analysis/index.js';
import {
  conditionsOf,
  isConstant,
  leavesBefore,
} from '../analysis/conditions.js';
import { contains, isFunction, samePlace, unwrap } from '../analysis/source.js';
import type { Obstacle } from './apart.js';
import type { JudgedFile } from './judge.js';
import { placeOf } from './places.js';
import type { SeenCall, Surroundings } from './surroundings.js';
import { type Connect, doesMoreWhereNotOpen } from './where-not-open.js';

/**
 * Why it would make a difference that the registry connects a client when it
 * opens it. Plain node-redis connects when it is told to, so that a program may
 * as well never connect.
 */
export function connectObstacle(
  { node, uses }: Open,
  { analysis }: JudgedFile,
  around: Surroundings,
): Obstacle | undefined {
  const connects = uses.filter(isConnect);
  const [first] = connects;
  if (!first) {
    return {
      reason:
        'nothing is seen to connect it: a client of the registry connects at once',
    };
  }
  const isOnCondition = ({
    call,
    node: { object: client },
  }: Connect): boolean =>
    isConditional({ call, analysis }, { client, open: node }, around);
  if (connects.every(isOnCondition)) {
    return {
      reason: `it connects only on a condition, ${placeOf(first.node, node, around)}: a client of the registry connects at once`,
      evidence: [first],
    };
  }
  const doingMore = connects.find((each) => doesMoreWhereNotOpen(each, node));
  return (
    doingMore && {
      reason: `more than a connect() runs where it is not open, ${placeOf(doingMore.node, node, around)}: a client of the registry connects at once`,
      evidence: [doingMore],
    }
  );
}

function isConnect(use: Use): use is Connect {
  return use.kind === 'call' && effectOf(use) === 'connect';
}

/** What a `connect()` is for: a client, as it is written there, and where that is opened. */
interface Connected {
  readonly client: TSESTree.Node;
  readonly open: TSESTree.Node;
}

/**
 * Whether something may keep a `connect()` from running, other than the state
 * of the client: what stands around it in its function, or around all calls of
 * that function.
 *
 * @param call the `connect()`, or the call of a function that leads to it
 */
function isConditional(
  { call, analysis: { index } }: SeenCall,
  connected: Connected,
  around: Surroundings,
  seen: ReadonlySet<TSESTree.Node> = new Set(),
): boolean {
  const { client, open } = connected;
  /** `isConnected`, which is set nowhere but around here, or `connecting = client.connect()`. */
  const isOfState = (name: TSESTree.Identifier): boolean => {
    const written = index
      .variable(name)
      ?.references.flatMap(({ writeExpr }) => writeExpr ?? []);
    return (
      written !== undefined &&
      written.length > 1 &&
      written.every((each) => isConstant(each) || contains(each, call))
    );
  };
  const isOfClient = (test: TSESTree.Node): boolean => {
    const node = unwrap(test);
    if (samePlace(node, client) || isConstant(node)) return true;
    switch (node.type) {
      case 'Identifier':
        return isOfState(node);
      case 'MemberExpression':
        return samePlace(node.object, client);
      case 'UnaryExpression':
        return isOfClient(node.argument);
      case 'BinaryExpression':
      case 'LogicalExpression':
        return isOfClient(node.left) && isOfClient(node.right);
      default:
        return false;
    }
  };
  for (let at: TSESTree.Node = call; at.parent; at = at.parent) {
    if (contains(at, open)) return false;
    if (isFunction(at)) {
      if (seen.has(at)) return true;
      const within = new Set([...seen, at]);
      const calls = around.callsOf(at);
      return (
        calls?.every((each) =>
          isConditional(each, connected, around, within),
        ) === true
      );
    }
    const tests = [
      ...conditionsOf(at, at.parent),
      ...leavesBefore(at, at.parent, open),
    ];
    if (!tests.every(isOfClient) || at.parent.type === 'CatchClause') {
      return true;
    }
  }
  return false;
}
