import type { TSESTree } from '@typescript-eslint/utils';

import { libraryUse } from '../../verdicts/libraries/index.js';
import { calleeName } from '../arguments.js';
import {
  enclosingFunction,
  type FunctionNode,
  keyName,
  unwrap,
} from '../source.js';
import type { HandedOn } from '../uses.js';
import type { Tracer } from './tracer.js';

/** The methods that send the command which they are given. */
const SENDING: ReadonlySet<string> = new Set(['call', 'sendCommand']);

/** In the path to a client: a function that sends its arguments on it. */
const SENDS = '=>';

/**
 * The library that decides what `client.call(…args)` sends, where it is known:
 * `new RedisStore({ sendCommand: (...args) => client.call(...args) })`.
 */
export function handedSender(
  call: TSESTree.CallExpression,
  method: string,
  { provenance }: Tracer,
): HandedOn | undefined {
  const fn = SENDING.has(method) ? enclosingFunction(call) : undefined;
  if (!fn || !isAllOf(fn, call) || !passesOn(fn.params, call.arguments)) {
    return undefined;
  }
  const { parent } = fn;
  const taker = parent.parent?.parent;
  if (
    parent.type !== 'Property' ||
    (taker?.type !== 'CallExpression' && taker?.type !== 'NewExpression')
  ) {
    return undefined;
  }
  const name = keyName(parent);
  const position = taker.arguments.findIndex((each) => each === parent.parent);
  if (name === undefined || position < 0) return undefined;
  const origins = provenance.origins(taker.callee);
  const [origin] = origins;
  const how = taker.type === 'NewExpression' ? 'new' : 'call';
  const path = [name, SENDS];
  return origins.length === 1 &&
    origin?.kind === 'module' &&
    libraryUse(
      { module: origin.source, path: origin.path },
      { how, position, path },
    )
    ? {
        kind: 'argument',
        node: fn,
        call: taker,
        callee: calleeName(taker.callee),
        origins,
        position,
        held: { receiver: 'client', path },
      }
    : undefined;
}

/** Whether a function does nothing but this call, and returns what it returns. */
function isAllOf(
  { body }: FunctionNode,
  call: TSESTree.CallExpression,
): boolean {
  if (body.type !== 'BlockStatement') return isResult(body, call);
  const [statement, ...others] = body.body;
  return (
    others.length === 0 &&
    statement?.type === 'ReturnStatement' &&
    statement.argument !== null &&
    isResult(statement.argument, call)
  );
}

function isResult(node: TSESTree.Node, call: TSESTree.Node): boolean {
  const result = unwrap(node);
  return (
    call ===
    (result.type === 'AwaitExpression' ? unwrap(result.argument) : result)
  );
}

/** `(name, ...args)` into `(name, ...args)`; `(...args)` into `(args)`, which is how node-redis takes a command. */
function passesOn(
  parameters: readonly TSESTree.Parameter[],
  given: readonly TSESTree.CallExpressionArgument[],
): boolean {
  const [only] = parameters;
  const isList =
    parameters.length === 1 &&
    only?.type === 'RestElement' &&
    given[0]?.type !== 'SpreadElement';
  return (
    parameters.length > 0 &&
    parameters.length === given.length &&
    parameters.every((parameter, at) => {
      const isRest = parameter.type === 'RestElement';
      const argument = given[at]!;
      const isSpread = argument.type === 'SpreadElement';
      const name = isRest ? parameter.argument : parameter;
      const value = unwrap(isSpread ? argument.argument : argument);
      return (
        (isSpread === isRest || isList) &&
        name.type === 'Identifier' &&
        value.type === 'Identifier' &&
        name.name === value.name
      );
    })
  );
}
