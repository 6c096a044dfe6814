import type { TSESTree } from '@typescript-eslint/utils';

import { FACTORY_NAMES } from './drivers.js';
import type { FileIndex } from './file-index.js';
import type { OpenExpression } from './origins.js';
import type { Provenance } from './provenance.js';
import { keyName, memberName, unwrap } from './source.js';
import { isTelling } from './telling-names.js';
import type { TypedClient, TypeOracle } from './type-oracle.js';

/** An expression that opens a connection by the type of what it calls or constructs. */
type TypedOpen = Omit<OpenExpression, 'certain'>;

/** The expressions of a file that open a connection by their types, without those that are known to. */
export function* typedOpens(
  index: FileIndex,
  provenance: Provenance,
  types: TypeOracle,
  isKnown: (node: TSESTree.Node) => boolean,
): Generator<TypedOpen> {
  for (const node of index.news) {
    if (isKnown(node) || isGlobal(node.callee, index)) continue;
    const constructed = types.constructed(node.callee);
    if (!constructed) continue;
    const { isSubclass, ...opened } = constructed;
    yield { node, ...opened, form: isSubclass ? 'subclass' : 'new' };
  }
  for (const node of index.calls) {
    if (isKnown(node) || !isFactoryByName(node.callee, provenance)) continue;
    const opened = types.called(node.callee);
    if (opened) yield { node, ...opened, form: 'createClient' };
  }
}

/** An export of another module, by the name of what drivers export. */
function isFactoryByName(
  callee: TSESTree.Node,
  provenance: Provenance,
): boolean {
  return provenance
    .origins(callee)
    .some(
      (origin) =>
        origin.kind === 'module' && FACTORY_NAMES.has(origin.path.at(-1) ?? ''),
    );
}

/** `Map`: no driver is a global. */
function isGlobal(callee: TSESTree.Node, index: FileIndex): boolean {
  return callee.type === 'Identifier' && !index.variable(callee);
}

/** An expression that is a client by its type, where a member of it is read. */
interface TypedReceiver extends TypedClient {
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
