import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from './file-index.js';
import { keyName, memberName, unwrap } from './source.js';
import { isTelling } from './telling-names.js';
import type { TypedClass, TypedClient, TypeOracle } from './type-oracle.js';

/** A `new` that opens a connection by the type of what it constructs. */
export interface TypedNew extends TypedClass {
  readonly node: TSESTree.NewExpression;
}

/** The `new` of a file that open a connection by their types, without those that are known to. */
export function* typedNews(
  index: FileIndex,
  types: TypeOracle,
  isKnown: (node: TSESTree.Node) => boolean,
): Generator<TypedNew> {
  for (const node of index.news) {
    if (isKnown(node) || isGlobal(node.callee, index)) continue;
    const constructed = types.constructed(node.callee);
    if (constructed) yield { node, ...constructed };
  }
}

/** `Map`: no driver is a global. */
function isGlobal(callee: TSESTree.Node, index: FileIndex): boolean {
  return callee.type === 'Identifier' && !index.variable(callee);
}

/** An expression that is a client by its type, where a member of it is read. */
export interface TypedReceiver extends TypedClient {
  readonly node: TSESTree.Node;
  /** The member, or its property in a pattern. */
  readonly member: TSESTree.Node;
}

/**
 * The receivers of telling members that are clients by their types, without
 * those of members that are followed already. The inner ones of a chain come
 * first, so that following them can spare the outer ones.
 */
export function* typedReceivers(
  index: FileIndex,
  types: TypeOracle,
  isFollowed: (member: TSESTree.Node) => boolean,
): Generator<TypedReceiver> {
  const candidates = index.memberAccesses
    .filter(isTellingAccess)
    .sort((a, b) => a.range[1] - b.range[1]);
  for (const member of candidates) {
    const node = isFollowed(member) ? undefined : receiverOf(member);
    const client = node && types.client(node);
    if (client) yield { node, member, ...client };
  }
}

function isTellingAccess(
  access: TSESTree.MemberExpression | TSESTree.Property,
): boolean {
  const name =
    access.type === 'Property' ? keyName(access) : memberName(access);
  return name !== undefined && isTelling(name);
}

/** `client` in `client.quit` and in `const { quit } = client`. */
function receiverOf(
  access: TSESTree.MemberExpression | TSESTree.Property,
): TSESTree.Node | undefined {
  if (access.type === 'MemberExpression') {
    // A class that extends a driver's may build on its methods.
    return unwrap(access.object).type === 'Super' ? undefined : access.object;
  }
  const { parent } = access.parent;
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.init ?? undefined;
    case 'AssignmentExpression':
      return parent.right;
    default:
      return undefined;
  }
}
