import type { TSESTree } from '@typescript-eslint/utils';

import { callersOf } from './callers.js';
import { conditionsOf, isConstant } from './conditions.js';
import type { FileIndex } from './file-index.js';
import { isFunction, samePlace, unwrap } from './source.js';

/** A use of a client that may be another one than the shared client. */
interface Doubtful {
  readonly client: TSESTree.Node;
  /** Where another can take its place: `given ?? getRedisClient()`. */
  readonly instead: readonly TSESTree.Node[];
}

/**
 * Whether a use runs only under some condition that can tell whose client it
 * is: `if (given)`, `if (!this.owned) return;`. A condition about the client
 * alone (`client && client.status !== 'end'`) cannot, nor can one that was
 * decided before another client could take its place.
 */
export function isGuarded(
  use: TSESTree.Node,
  doubtful: Doubtful,
  index: FileIndex,
  seen: ReadonlySet<TSESTree.Node> = new Set(),
): boolean {
  const { client, instead } = doubtful;
  for (let at = use; at.parent; at = at.parent) {
    const { parent } = at;
    if (instead.some((each) => isInside(each, at))) return false;
    const guards = [
      ...conditionsOf(at, parent),
      ...leavesBefore(at, parent).filter(
        (leave) =>
          !instead.some(
            (each) => isInside(each, parent) && isBefore(leave, each),
          ),
      ),
    ];
    if (guards.some((test) => tellsOwner(test, client))) return true;
    if (!isFunction(at) || seen.has(at)) continue;
    const { results, open } = callersOf(at, index);
    const among = new Set([...seen, at]);
    if (
      !open &&
      results.length > 0 &&
      results.every((each) => isGuarded(each, doubtful, index, among))
    ) {
      return true;
    }
  }
  return false;
}

function isInside(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1];
}

function isBefore(node: TSESTree.Node, other: TSESTree.Node): boolean {
  return node.range[1] <= other.range[0];
}

/** The conditions of the statements before it that leave the block: `if (!given) return;`. */
function leavesBefore(
  at: TSESTree.Node,
  parent: TSESTree.Node,
): readonly TSESTree.Node[] {
  if (parent.type !== 'BlockStatement') return [];
  return parent.body.flatMap((statement) =>
    statement.type === 'IfStatement' &&
    isBefore(statement, at) &&
    leaves(statement.consequent)
      ? [statement.test]
      : [],
  );
}

function leaves(statement: TSESTree.Statement | undefined): boolean {
  return statement?.type === 'BlockStatement'
    ? leaves(statement.body.at(-1))
    : /^(?:Return|Throw|Continue|Break)Statement$/.test(statement?.type ?? '');
}

function tellsOwner(test: TSESTree.Node, client: TSESTree.Node): boolean {
  const node = unwrap(test);
  switch (node.type) {
    case 'Literal':
      return false;
    case 'UnaryExpression':
      return tellsOwner(node.argument, client);
    case 'LogicalExpression':
      return tellsOwner(node.left, client) || tellsOwner(node.right, client);
    case 'BinaryExpression': {
      const sides = [node.left, node.right];
      // `client !== shared`, and not `client !== undefined`
      return sides.some((each) => samePlace(each, client))
        ? !sides.some(isConstant)
        : sides.every((each) => isConstant(each) || tellsOwner(each, client));
    }
    default:
      return !isConstant(node) && !isOf(node, client);
  }
}

/** `client`, `client.status`, `client.isOpen()` */
function isOf(node: TSESTree.Node, client: TSESTree.Node): boolean {
  for (let at = unwrap(node); ;) {
    if (samePlace(at, client)) return true;
    if (at.type === 'MemberExpression') at = unwrap(at.object);
    else if (at.type === 'CallExpression') at = unwrap(at.callee);
    else return false;
  }
}
