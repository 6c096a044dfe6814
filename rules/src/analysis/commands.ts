import type { TSESTree } from '@typescript-eslint/utils';

import {
  CLOSE_METHODS,
  COMMAND_EFFECTS,
  COMMANDS,
  type Effect,
  INERT_PROPERTIES,
  LISTENER_METHODS,
  METHOD_EFFECTS,
  resultOfMethod,
  SUBCOMMAND_EFFECTS,
  SUBSCRIBER_EVENTS,
  XREAD_OPTIONS,
} from './command-effects.js';
import type { DriverName } from './drivers.js';
import * as nodeRedis from './node-redis-effects.js';
import { keyName, stringValue } from './source.js';
import type { Receiver, Use } from './uses.js';

/** What one use of a client does to its connection. */
export function effectOf(use: Use): Effect {
  switch (use.kind) {
    case 'call': {
      const { method, call, receiver } = use;
      return use.driver === 'node-redis'
        ? nodeRedis.effectOfMethod(method, call.arguments, receiver)
        : effectOfMethod(method, call.arguments, receiver);
    }
    case 'property':
      if (use.driver === 'node-redis') {
        return nodeRedis.effectOfProperty(use.property);
      }
      if (CLOSE_METHODS.has(use.property)) return 'close';
      return INERT_PROPERTIES.has(use.property) ? 'inert' : 'unknown';
    case 'using':
      return 'close';
    default:
      return 'unknown';
  }
}

/** What a call returns, if that is the client or its command chain again. */
export function resultOf(
  driver: DriverName,
  method: string,
  receiver: Receiver,
): Receiver | undefined {
  return driver === 'node-redis'
    ? nodeRedis.resultOf(method, receiver)
    : resultOfMethod(method, receiver);
}

type Arguments = readonly TSESTree.CallExpressionArgument[];

function effectOfMethod(
  method: string,
  args: Arguments,
  receiver: Receiver,
): Effect {
  const name = method.replace(/Buffer$/, '');
  if (LISTENER_METHODS.has(name)) return effectOfListener(args[0]);
  switch (name) {
    case 'call':
    case 'send_command':
      return effectOfNamed(args, receiver);
    case 'multi':
    case 'pipeline':
      return effectOfChain(args, receiver, name);
    case 'exec':
      return receiver === 'client' ? 'state' : 'command';
  }
  return Object.hasOwn(METHOD_EFFECTS, name)
    ? METHOD_EFFECTS[name]!
    : effectOfCommand(name, args, receiver);
}

function effectOfCommand(
  name: string,
  args: Arguments,
  receiver: Receiver,
): Effect {
  if (!COMMANDS.has(name)) return 'unknown';
  if (name === 'xread' || name === 'xreadgroup') {
    return receiver === 'multi' ? 'command' : effectOfXread(args);
  }
  if (Object.hasOwn(SUBCOMMAND_EFFECTS, name)) {
    const subcommand = args[0] && stringValue(args[0]);
    return subcommand === undefined
      ? 'unknown'
      : SUBCOMMAND_EFFECTS[name]!(subcommand.toLowerCase());
  }
  const effect = Object.hasOwn(COMMAND_EFFECTS, name)
    ? COMMAND_EFFECTS[name]!
    : 'command';
  return effect === 'blocking' && receiver === 'multi' ? 'command' : effect;
}

function effectOfListener(
  event: TSESTree.CallExpressionArgument | undefined,
): Effect {
  const name = event && stringValue(event);
  if (name === undefined) return 'unknown';
  return SUBSCRIBER_EVENTS.has(name) ? 'subscriber' : 'listener';
}

/** `client.call('GET', key)` */
function effectOfNamed(
  [command, ...args]: Arguments,
  receiver: Receiver,
): Effect {
  const name = command && stringValue(command);
  return name === undefined
    ? 'unknown'
    : effectOfCommand(name.toLowerCase(), args, receiver);
}

/** BLOCK may stand anywhere before STREAMS; an argument that cannot be read may be BLOCK. */
function effectOfXread(args: Arguments): Effect {
  for (let at = 0; at < args.length; at++) {
    const option = stringValue(args[at]!)?.toLowerCase();
    if (option === 'streams') return 'command';
    const values = option === undefined ? undefined : XREAD_OPTIONS[option];
    if (values === undefined) return 'blocking';
    at += values;
  }
  return 'blocking';
}

/** `multi({ pipeline: false })`, `pipeline([['get', key], …])`, `multi([…], { … })` */
function effectOfChain(
  args: Arguments,
  receiver: Receiver,
  name: 'multi' | 'pipeline',
): Effect {
  const inner = receiver === 'client' ? name : receiver;
  return strongest(
    args.map((argument) => {
      switch (argument.type) {
        case 'ObjectExpression':
          return isBuffered(argument) ? 'command' : 'state';
        case 'ArrayExpression':
          return strongest(
            argument.elements.map((element) => effectOfElement(element, inner)),
          );
        default:
          return 'unknown';
      }
    }),
  );
}

/** `['get', key]` */
function effectOfElement(
  element: TSESTree.Node | null,
  receiver: Receiver,
): Effect {
  return element?.type === 'ArrayExpression'
    ? effectOfNamed(element.elements as Arguments, receiver)
    : 'unknown';
}

function isBuffered({ properties }: TSESTree.ObjectExpression): boolean {
  return properties.some(
    (each) =>
      each.type === 'Property' &&
      keyName(each) === 'pipeline' &&
      each.value.type === 'Literal' &&
      each.value.value === true,
  );
}

function strongest(effects: readonly Effect[]): Effect {
  return effects.find((effect) => effect !== 'command') ?? 'command';
}
