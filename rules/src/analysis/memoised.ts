import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from './file-index.js';
import { type FunctionNode, leaves, samePlace, unwrap } from './source.js';

/**
 * Whether an open runs only while the place it is put into is empty, and that
 * place outlives the function: `x ??= open`, `x = x ?? open`,
 * `if (!x) x = open`, and `if (x) return x; x = open`.
 */
export function isMemoised(
  open: TSESTree.Node,
  fn: FunctionNode,
  index: FileIndex,
): boolean {
  const assignment = assignmentOf(open, fn);
  if (!assignment) return false;
  const place = assignment.left;
  if (!outlives(place, fn, index)) return false;
  if (/^(?:\?\?|\|\|)=$/.test(assignment.operator)) return true;
  for (let at = open; at.parent && at !== fn; at = at.parent) {
    if (isGuarded(at, at.parent, place)) return true;
  }
  return false;
}

function assignmentOf(
  open: TSESTree.Node,
  fn: FunctionNode,
): TSESTree.AssignmentExpression | undefined {
  for (let at = open.parent; at && at !== fn; at = at.parent) {
    if (at.type === 'AssignmentExpression') return at;
  }
  return undefined;
}

/** Whether `at` is only reached inside its parent while `place` is empty. */
function isGuarded(
  at: TSESTree.Node,
  parent: TSESTree.Node,
  place: TSESTree.Node,
): boolean {
  switch (parent.type) {
    case 'LogicalExpression':
      if (parent.right !== at) return false;
      return parent.operator === '&&'
        ? testsEmpty(parent.left, place)
        : samePlace(parent.left, place);
    case 'IfStatement':
    case 'ConditionalExpression':
      if (parent.consequent === at) return testsEmpty(parent.test, place);
      return parent.alternate === at && testsFull(parent.test, place);
    case 'BlockStatement':
      return parent.body.some(
        (statement) =>
          statement.range[1] <= at.range[0] &&
          statement.type === 'IfStatement' &&
          leaves(statement.consequent) &&
          testsFull(statement.test, place),
      );
    default:
      return false;
  }
}

/** `!x`, `x == null`, `x === undefined`, alone or beside other conditions. */
function testsEmpty(test: TSESTree.Node, place: TSESTree.Node): boolean {
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' && testsFull(test.argument, place);
    case 'BinaryExpression':
      return /^={2,3}$/.test(test.operator) && samePlace(test.left, place);
    case 'LogicalExpression':
      return testsEmpty(test.left, place) || testsEmpty(test.right, place);
    default:
      return false;
  }
}

/** `x`, `x != null`, `x && x.status === 'ready'` */
function testsFull(test: TSESTree.Node, place: TSESTree.Node): boolean {
  switch (test.type) {
    case 'BinaryExpression':
      return /^!={1,2}$/.test(test.operator) && samePlace(test.left, place);
    case 'LogicalExpression':
      return (
        test.operator === '&&' &&
        (testsFull(test.left, place) || testsFull(test.right, place))
      );
    default:
      return samePlace(test, place);
  }
}

/** What belongs to the function itself, such as a local or a parameter, is new at each call. */
function outlives(
  place: TSESTree.Node,
  fn: FunctionNode,
  index: FileIndex,
): boolean {
  let root = unwrap(place);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  const declared = index.variable(root)?.identifiers[0];
  return (
    declared === undefined ||
    declared.range[0] < fn.range[0] ||
    fn.range[1] < declared.range[1]
  );
}
