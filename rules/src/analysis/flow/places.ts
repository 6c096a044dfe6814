import type { TSESTree } from '@typescript-eslint/utils';

import { resultOf } from '../commands.js';
import { departureInto } from '../departures.js';
import { isHarmless } from '../harmless.js';
import { isOfPromise } from '../holders.js';
import { senderOf, sentCommand } from '../sent-command.js';
import {
  calledWith,
  enclosingFunction,
  isWrapper,
  isWritten,
  keyName,
  memberName,
  wrapped,
} from '../source.js';
import type { Held } from '../uses.js';
import {
  followArgument,
  followPromise,
  followReturn,
  followSender,
  isClassMember,
} from './calls.js';
import { putIntoMember } from './class-members.js';
import { enterHolder, followIteration, followMember } from './in-holders.js';
import { receive, receiveArgument } from './targets.js';
import type { Tracer } from './tracer.js';

/** What happens to a value where it stands. */
export function followFrom(
  tracer: Tracer,
  node: TSESTree.Node,
  held: Held,
): void {
  const { parent } = node;
  if (!parent || isHarmless(node, parent)) return;
  if (isWrapper(parent)) {
    tracer.follow(parent, held);
    return;
  }
  switch (parent.type) {
    case 'AwaitExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'SequenceExpression':
      tracer.follow(parent, held);
      return;
    case 'VariableDeclarator':
      if (/using$/.test(parent.parent.kind)) recordUsing(tracer, parent);
      receive(tracer, parent.id, held);
      return;
    case 'AssignmentPattern':
      receiveArgument(tracer, parent, held);
      return;
    case 'AssignmentExpression':
      if (parent.right === node) receive(tracer, parent.left, held);
      tracer.follow(parent, held);
      return;
    case 'PropertyDefinition':
    case 'AccessorProperty':
      putIntoMember(
        tracer,
        parent.parent.parent,
        keyName(parent),
        parent,
        held,
      );
      return;
    case 'Property':
    case 'SpreadElement':
    case 'ArrayExpression':
      enterHolder(tracer, node, parent, held);
      return;
    case 'ForOfStatement':
      followIteration(tracer, parent, node, held);
      return;
    case 'MemberExpression':
      if (parent.object !== node) tracer.leave('unknown', node, held);
      else if (isOfPromise(parent)) followPromise(tracer, parent, held);
      else if (held.path.length > 0) followMember(tracer, parent, held);
      else recordUse(tracer, parent, held);
      return;
    case 'CallExpression':
    case 'NewExpression':
      followArgument(tracer, node, parent, held);
      return;
    case 'ReturnStatement':
      followReturn(tracer, enclosingFunction(node), node, held);
      return;
    case 'ArrowFunctionExpression':
      if (held.receiver === 'client' || !isArgument(parent)) {
        followReturn(tracer, parent, node, held);
      }
      return;
    default: {
      const { kind, name } = departureInto(parent);
      tracer.leave(kind, node, held, { name });
    }
  }
}

function recordUsing(
  tracer: Tracer,
  declarator: TSESTree.VariableDeclarator,
): void {
  const { id } = declarator;
  const name = id.type === 'Identifier' ? id.name : undefined;
  tracer.uses.push({ kind: 'using', node: declarator, name });
}

/** Something is done with the value: `client.get(…)`, `client.status`. */
function recordUse(
  tracer: Tracer,
  member: TSESTree.MemberExpression,
  held: Held,
): void {
  const { receiver } = held;
  const name = memberName(member);
  if (name === undefined || isWritten(member)) {
    tracer.leave('unknown', member, held, { name });
    return;
  }
  const call = calledWith(member);
  if (!call) {
    if (isExpected(member) || isAskedFor(member)) return;
    const [kind, driver] = ['property', tracer.driver] as const;
    tracer.uses.push({ kind, driver, node: member, property: name });
    return;
  }
  const sender =
    receiver === 'client' ? senderOf(call, name, tracer.index) : undefined;
  if (sender && !isClassMember(sender.parent)) {
    followSender(tracer, sender, held);
    return;
  }
  tracer.uses.push({
    kind: 'call',
    driver: tracer.driver,
    node: member,
    call,
    method: name,
    receiver,
    sent: sentCommand(call, name, tracer.provenance),
  });
  const result = resultOf(tracer.driver, name, receiver);
  if (result) tracer.follow(call, { receiver: result, path: [] });
}

/** `expect(client.get)`: without its client a method does nothing to it. */
function isExpected(member: TSESTree.MemberExpression): boolean {
  const { parent } = wrapped(member);
  return (
    parent?.type === 'CallExpression' &&
    parent.callee.type === 'Identifier' &&
    parent.callee.name === 'expect'
  );
}

/** `typeof client.scan`: whether there is such a method. */
function isAskedFor({ parent }: TSESTree.MemberExpression): boolean {
  return parent.type === 'UnaryExpression' && parent.operator === 'typeof';
}

/** `keys.forEach((key) => pipeline.get(key))`: nobody goes on with what such a callback returns. */
function isArgument(fn: TSESTree.ArrowFunctionExpression): boolean {
  return fn.parent.type === 'CallExpression' && fn.parent.callee !== fn;
}
