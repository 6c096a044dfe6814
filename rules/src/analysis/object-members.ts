import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from './file-index.js';
import type { MemberAccess } from './self-accesses.js';
import { isExported, keyName, memberName, wrapped } from './source.js';

/**
 * Where a property of an object literal is read; `undefined` where others can
 * reach it too. All is seen of `const clients = { redis: … }` while the object
 * is only used as `clients.name`, and inside its own methods as `this.name`.
 */
export function objectReads(
  property: TSESTree.Property,
  index: FileIndex,
): readonly MemberAccess[] | undefined {
  const object = property.parent;
  const name = keyName(property);
  if (object.type !== 'ObjectExpression' || name === undefined) {
    return undefined;
  }
  const { parent } = wrapped(object);
  const variable =
    parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
      ? index.named(parent.id)
      : undefined;
  if (!variable || isExported(variable)) return undefined;
  const { known, possible } = index.accesses(object, name);
  if (possible.length > 0) return undefined;
  const reads: MemberAccess[] = [...known];
  for (const reference of variable.references) {
    if (!reference.isRead()) continue;
    const value = wrapped(reference.identifier);
    const member = value.parent;
    const read =
      member?.type === 'MemberExpression' && member.object === value
        ? memberName(member)
        : undefined;
    if (member?.type !== 'MemberExpression' || read === undefined) {
      return undefined;
    }
    if (read === name) reads.push(member);
  }
  return reads;
}
