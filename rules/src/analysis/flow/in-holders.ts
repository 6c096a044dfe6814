import type { TSESTree } from '@typescript-eslint/utils';

import { isOverwritten } from '../harmless.js';
import {
  holderAround,
  isDefaultOf,
  isInFunction,
  iteratesOver,
  leadsElsewhere,
  leadsToClient,
  taken,
} from '../holders.js';
import { calledWith, isFunction, propertyNamed } from '../source.js';
import type { Held } from '../uses.js';
import { followAccess } from './class-members.js';
import { receive, receiveArgument } from './targets.js';
import type { Tracer } from './tracer.js';

/** The value is put into an object or array that is written here. */
export function enterHolder(
  tracer: Tracer,
  node: TSESTree.Node,
  parent: TSESTree.Property | TSESTree.SpreadElement | TSESTree.ArrayExpression,
  held: Held,
): void {
  const entered = holderAround(node, parent, held);
  if (!entered) {
    tracer.leave('unknown', node, held);
    return;
  }
  const { holder, held: inner } = entered;
  const [name] = inner.path;
  if (holder.type === 'ObjectExpression' && name !== undefined) {
    const { known, possible } = tracer.index.accesses(holder, name);
    if (possible.length > 0) tracer.leave('stored', parent, held, { name });
    for (const access of known) followAccess(tracer, access, held);
    if (propertyNamed(holder, 'provide')) {
      tracer.provided.push({ provider: holder, held: inner });
    }
  }
  tracer.follow(holder, inner);
}

/** `holder.client`, `clients[0]`, `clients.forEach((client) => …)` */
export function followMember(
  tracer: Tracer,
  member: TSESTree.MemberExpression,
  held: Held,
): void {
  if (isOverwritten(member)) {
    // `holder.method = function () { … }` gets the holder as `this`.
    const { parent } = member;
    if (
      parent.type === 'AssignmentExpression' &&
      parent.right.type === 'FunctionExpression' &&
      /\bthis\b/.test(tracer.index.textOf(parent.right))
    ) {
      tracer.leave('unknown', member, held);
    }
    return;
  }
  if (isDefaultOf(member, held)) tracer.follow(member, held);
  if (leadsToClient(member, held)) {
    tracer.follow(member, taken(held));
    return;
  }
  if (isInFunction(held)) tracer.leave('unknown', member, held);
  if (leadsElsewhere(member, held)) return;
  const [callback] = calledWith(member)?.arguments ?? [];
  if (callback && isFunction(callback) && iteratesOver(member, held)) {
    const [item] = callback.params;
    if (item) receiveArgument(tracer, item, taken(held));
  } else tracer.leave('stored', member, held, { name: 'an array' });
}

/** `for (const client of clients)` */
export function followIteration(
  tracer: Tracer,
  { left, right }: TSESTree.ForOfStatement,
  node: TSESTree.Node,
  held: Held,
): void {
  if (right !== node || held.path.length === 0) {
    tracer.leave('unknown', node, held);
  } else receive(tracer, left, taken(held));
}
