import type { TSESTree } from '@typescript-eslint/utils';

import { memberName, unwrap } from '../analysis/source.js';
import { type Edit, insertion } from './edit.js';

/** `client.duplicate()`, where the client stands in a name or a field. */
interface Copy {
  readonly client: TSESTree.Node;
  /** What is to be different from the client's options. */
  readonly override?: TSESTree.Expression | undefined;
}

/** What an open copies, if it is `client.duplicate()` of a client whose name can be repeated. */
export function copyOf(
  open: TSESTree.NewExpression | TSESTree.CallExpression,
): Copy | undefined {
  const { callee } = open;
  const [override, ...others] = open.arguments;
  return open.type === 'CallExpression' &&
    !open.optional &&
    callee.type === 'MemberExpression' &&
    !callee.optional &&
    memberName(callee) === 'duplicate' &&
    unwrap(callee.object).type !== 'ThisExpression' && // it may override it
    isName(unwrap(callee.object)) &&
    override?.type !== 'SpreadElement' &&
    others.length === 0
    ? { client: callee.object, override }
    : undefined;
}

/** `client`, `this.client`, `this.redis.client` */
function isName(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
      return true;
    case 'MemberExpression':
      return !node.computed && !node.optional && isName(unwrap(node.object));
    default:
      return false;
  }
}

/**
 * `client.duplicate({ db: 1 })` → `name({ ...client.options, db: 1 })`, which
 * is what ioredis' own `duplicate()` gives to the constructor.
 */
export function copyOptions(
  open: TSESTree.Node,
  { client, override }: Copy,
  name: string,
  text: string,
): readonly Edit[] {
  const [start, end] = open.range;
  const written = text.slice(...client.range);
  const options = `${isAssertion(client) ? `(${written})` : written}.options`;
  if (!override || isEmpty(override)) {
    return [{ range: [start, end], text: `${name}(${options})` }];
  }
  const [first, last] = override.range;
  if (override.type === 'ObjectExpression') {
    const space = /\s/.test(text[first + 1]!) ? '' : ' ';
    return [
      { range: [start, first + 1], text: `${name}({ ...${options},${space}` },
    ];
  }
  return [
    { range: [start, first], text: `${name}({ ...${options}, ...` },
    insertion(last, ' }'),
  ];
}

/** `client as Redis`, whose parentheses are those of the call. */
function isAssertion({ type }: TSESTree.Node): boolean {
  return (
    type === 'TSAsExpression' ||
    type === 'TSSatisfiesExpression' ||
    type === 'TSTypeAssertion'
  );
}

function isEmpty(node: TSESTree.Expression): boolean {
  return node.type === 'ObjectExpression' && node.properties.length === 0;
}
