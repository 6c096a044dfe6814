import type { TSESTree } from '@typescript-eslint/utils';

import {
  isPrivate,
  type MemberDefinition,
  memberDefinitions,
} from '../class-fields.js';
import { isOverwritten } from '../harmless.js';
import { keyOf } from '../holders.js';
import type { MemberAccess } from '../self-accesses.js';
import type { ClassNode } from '../source.js';
import type { Departed, Held } from '../uses.js';
import type { Tracer } from './tracer.js';

/** The value is put into a member of a class. */
export function putIntoMember(
  tracer: Tracer,
  owner: ClassNode,
  name: string | undefined,
  at: TSESTree.Node,
  held: Held,
): void {
  if (name === undefined) {
    tracer.leave('unknown', at, held);
    return;
  }
  if (tracer.seen.before(owner, `${keyOf(held)}.${name}`)) return;
  const definitions = memberDefinitions(owner, name);
  const isPlain = definitions.every(({ type }) => type !== 'MethodDefinition');
  const contained = isPlain && definitions.every(isPrivate);
  if (definitions.length === 0 || !contained) {
    const byName = isPlain ? reachOf(definitions) : undefined;
    tracer.leave('stored', at, held, { name, byName, owner });
  } else if (!name.startsWith('#')) tracer.privates.push({ name, held, owner });
  const { known, possible } = tracer.index.accesses(owner, name);
  for (const access of known) followAccess(tracer, access, held);
  for (const node of possible) tracer.leave('unknown', node, held, { name });
}

/** The value is read where a member is accessed, or taken out of it there. */
export function followAccess(
  tracer: Tracer,
  access: MemberAccess,
  held: Held,
): void {
  if (access.type === 'Property') tracer.receive(access.value, held);
  else if (!isOverwritten(access)) tracer.follow(access, held);
}

export function reachOf(
  definitions: readonly MemberDefinition[],
): Departed['byName'] {
  const isHidden = definitions.every(
    (each) => isPrivate(each) || each.accessibility === 'protected',
  );
  return definitions.length > 0 && isHidden ? 'subclasses' : 'anywhere';
}
