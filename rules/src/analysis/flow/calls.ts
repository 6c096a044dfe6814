import type { TSESTree } from '@typescript-eslint/utils';

import { calleeName, parameterAt, parametersAt } from '../arguments.js';
import { callersOf } from '../callers.js';
import {
  CALLED,
  inside,
  isCalledFor,
  isOfPromise,
  isOnlyLookedAt,
  isPassedThrough,
  keyOf,
  SENDS,
  taken,
} from '../holders.js';
import {
  calledWith,
  type FunctionNode,
  memberName,
  samePlace,
  unwrap,
} from '../source.js';
import type { Held } from '../uses.js';
import { followAccess, reachOf } from './class-members.js';
import { followReads, receiveArgument } from './targets.js';
import type { Tracer } from './tracer.js';

/** The value is an argument of a call, or what is called. */
export function followArgument(
  tracer: Tracer,
  node: TSESTree.Node,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  held: Held,
): void {
  const position = call.arguments.findIndex((each) => each === node);
  if (position < 0) {
    if (isCalledFor(held)) followResult(tracer, call, taken(held));
    else tracer.leave('unknown', node, held);
    return;
  }
  if (isCalledFor(held) && isOfPromise(unwrap(call.callee))) {
    followResult(tracer, call, taken(held));
    return;
  }
  if (position === 0 && isOwnMethodOf(node, call.callee)) return;
  const origins = tracer.provenance.origins(call.callee);
  if (isOnlyLookedAt(origins)) return;
  if (position === 0 && isPassedThrough(origins)) {
    tracer.follow(call, held);
    return;
  }
  const parameters = parametersAt(
    call,
    position,
    tracer.index,
    tracer.provenance,
  );
  if (!parameters) {
    const callee = calleeName(call.callee);
    const facts = { node, call, callee, origins, position, held };
    tracer.uses.push({ kind: 'argument', ...facts });
  }
  for (const parameter of parameters ?? [])
    receiveArgument(tracer, parameter, held);
}

/** `client.get.bind` in `client.get.bind(client)`: the method is followed where it is read. */
function isOwnMethodOf(client: TSESTree.Node, callee: TSESTree.Node): boolean {
  const bind = unwrap(callee);
  const method = bind.type === 'MemberExpression' ? unwrap(bind.object) : bind;
  return (
    bind.type === 'MemberExpression' &&
    /^(?:apply|bind|call)$/.test(memberName(bind) ?? '') &&
    method.type === 'MemberExpression' &&
    samePlace(unwrap(method.object), client)
  );
}

/** `promise.then((client) => …)`, `promise.catch(…)` */
export function followPromise(
  tracer: Tracer,
  member: TSESTree.MemberExpression,
  held: Held,
): void {
  const call = calledWith(member);
  const [callback] = call?.arguments ?? [];
  if (call && memberName(member) !== 'then') tracer.follow(call, held);
  else if (!callback) tracer.leave('unknown', member, held);
  else {
    for (const origin of tracer.provenance.origins(callback)) {
      const parameter = parameterAt(origin, 0, tracer.index);
      if (parameter) receiveArgument(tracer, parameter, held);
      else if (origin.kind !== 'function' || origin.node.params.length > 0) {
        tracer.leave('unknown', callback, held);
      }
    }
  }
}

/** The value goes on where the function is called. */
export function followReturn(
  tracer: Tracer,
  fn: FunctionNode | undefined,
  node: TSESTree.Node,
  held: Held,
): void {
  if (!fn) {
    tracer.leave('returned', node, held);
    return;
  }
  if (tracer.seen.before(fn, `${keyOf(held)} returned`)) return;
  tracer.returns.push({ fn, held });
  if (fn.generator) tracer.leave('unknown', node, held);
  else followCalls(tracer, fn, node, held);
}

/** The value goes on where the function is called, wherever the function itself goes. */
export function followCalls(
  tracer: Tracer,
  fn: FunctionNode,
  node: TSESTree.Node,
  held: Held,
): void {
  const { parent } = fn;
  const called = inside(CALLED, held);
  if (isClassMember(parent)) {
    const { results, open, name } = callersOf(fn, tracer.index);
    const byName =
      parent.type !== 'MethodDefinition' || parent.kind === 'method'
        ? reachOf([parent])
        : undefined;
    const owner = parent.parent.parent;
    if (open) tracer.leave('returned', node, called, { name, byName, owner });
    else if (name?.startsWith('#') === false) {
      tracer.privates.push({ name, held: called, owner });
    }
    for (const result of results) {
      if (result.type === 'MemberExpression' || result.type === 'Property') {
        followAccess(tracer, result, held);
      } else followResult(tracer, result, held);
    }
    return;
  }
  followFunction(tracer, fn, called);
}

/** `(...args) => client.call(...args)`: what is sent depends on where the function goes. */
export function followSender(
  tracer: Tracer,
  fn: FunctionNode,
  held: Held,
): void {
  followFunction(tracer, fn, inside(SENDS, held));
}

function followFunction(tracer: Tracer, fn: FunctionNode, held: Held): void {
  const own = fn.id && tracer.index.named(fn.id);
  if (own) followReads(tracer, own, held);
  if (fn.type !== 'FunctionDeclaration') tracer.follow(fn, held);
  else if (!own) tracer.leave('exported', fn, held, { name: 'default' });
}

/** A function that is followed is called; what it returns may still be a function that has to be. */
function followResult(
  tracer: Tracer,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  held: Held,
): void {
  if (!held.toCalls || held.path.includes(CALLED)) tracer.follow(call, held);
  else if (call.type === 'CallExpression') tracer.calls.push({ call, held });
}

export function isClassMember(
  node: TSESTree.Node,
): node is
  | TSESTree.MethodDefinition
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty {
  return /^(?:MethodDefinition|PropertyDefinition|AccessorProperty)$/.test(
    node.type,
  );
}
