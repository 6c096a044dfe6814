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
      const { method, call, receiver, sent } = use;
      if (use.driver === 'node-redis') {
        return nodeRedis.effectOfMethod(method, call.arguments, receiver);
      }
      return sent
        ? effectOfNamed(sent, receiver)
        : effectOfMethod(method, call.arguments, receiver);
    }
    case 'property':
      if (use.driver === 'node-redis') {
        return nodeRedis.effectOfProperty(use.property);
      }
      return effectOfProperty(use.property);
    case 'using':
      return 'close';
    default:
      return 'unknown';
  }
}

/** Whether clients of ioredis have a method of this name, other than by `defineCommand`. */
export function isClientMethod(method: string): boolean {
  const name = method.replace(/Buffer$/, '');
  return (
    COMMANDS.has(name) ||
    LISTENER_METHODS.has(name) ||
    NAMED.has(name) ||
    OTHER_METHODS.has(name) ||
    Object.hasOwn(METHOD_EFFECTS, name)
  );
}

const OTHER_METHODS: ReadonlySet<string> = new Set([
  'defineCommand',
  'nodes',
  'pipeline',
  'sendCommand',
]);

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

/** The name and the arguments of the command that a call sends under a name of its own. */
export function commandIn(use: Use & { kind: 'call' }): {
  readonly name: string;
  readonly args: Arguments;
} {
  if (use.driver === 'node-redis') {
    return { name: nodeRedis.plain(use.method), args: use.call.arguments };
  }
  const method = use.method.replace(/Buffer$/, '');
  const words =
    use.sent ??
    (NAMED.has(method) ? use.call.arguments : queuedWords(use, method));
  const name = words[0] && stringValue(words[0]);
  return name === undefined
    ? { name: method, args: flat(use.call.arguments) }
    : { name: name.toLowerCase(), args: flat(words.slice(1)) };
}

/** `['blpop', 'q', 0]` in `pipeline([['get', 'k'], ['blpop', 'q', 0]])`: the first that is no ordinary command. */
function queuedWords(
  { call, receiver }: Use & { kind: 'call' },
  method: string,
): Arguments {
  const [queued] = call.arguments;
  if (
    (method !== 'pipeline' && method !== 'multi') ||
    queued?.type !== 'ArrayExpression'
  ) {
    return [];
  }
  const queue = queueOf(queued, receiver, method);
  const found = queued.elements.find(
    (each) => effectOfQueued(each, queue) !== 'command',
  );
  return found?.type === 'ArrayExpression' ? (found.elements as Arguments) : [];
}

/** Methods that send the command whose name is their first argument. */
const NAMED: ReadonlySet<string> = new Set(['call', 'send_command']);

type Arguments = readonly TSESTree.CallExpressionArgument[];

/** ioredis takes arguments in arrays too: `xread(['BLOCK', 0, …])`. */
function flat(args: Arguments): Arguments {
  return args.flatMap((each) =>
    each.type === 'ArrayExpression' ? (each.elements as typeof args) : [each],
  );
}

function effectOfMethod(
  method: string,
  args: Arguments,
  receiver: Receiver,
): Effect {
  const name = method.replace(/Buffer$/, '');
  if (LISTENER_METHODS.has(name)) return effectOfListener(args[0]);
  if (NAMED.has(name)) return effectOfNamed(args, receiver);
  switch (name) {
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

/** `client.quit`, `client.brpop.apply(client, keys)`: a method can do no more than what it does whatever it is given. */
function effectOfProperty(property: string): Effect {
  if (CLOSE_METHODS.has(property)) return 'close';
  if (INERT_PROPERTIES.has(property)) return 'inert';
  const effect = effectOfCommand(property.replace(/Buffer$/, ''), [], 'client');
  return PLAIN.has(effect) ? effect : 'unknown';
}

/** What commands do whatever their arguments are. */
const PLAIN: ReadonlySet<Effect> = new Set<Effect>([
  ...(['blocking', 'command', 'mayBlock', 'subscriber'] as const),
]);

function effectOfCommand(
  name: string,
  given: Arguments,
  receiver: Receiver,
): Effect {
  if (!COMMANDS.has(name)) return 'unknown';
  const args = flat(given);
  // Alone it only tells.
  if (name === 'hello' && args.length === 0) return 'delicate';
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
    if (values === undefined)
      return option === 'block' ? 'blocking' : 'mayBlock';
    at += values;
  }
  return 'mayBlock';
}

/** `multi({ pipeline: false })`, `pipeline([['get', key], …])`, `multi([…], { … })` */
function effectOfChain(
  args: Arguments,
  receiver: Receiver,
  name: 'multi' | 'pipeline',
): Effect {
  return strongest(
    args.map((argument) => {
      switch (argument.type) {
        case 'ObjectExpression':
          return effectOfChainOptions(argument);
        case 'ArrayExpression':
          return strongest(
            argument.elements.map((element) =>
              effectOfQueued(element, queueOf(argument, receiver, name)),
            ),
          );
        default:
          return 'unknown';
      }
    }),
  );
}

/** What the commands in an array are queued in: a transaction also where one of them is MULTI. */
function queueOf(
  { elements }: TSESTree.ArrayExpression,
  receiver: Receiver,
  name: 'multi' | 'pipeline',
): Receiver {
  const opensTransaction = elements.some(
    (each) =>
      each?.type === 'ArrayExpression' &&
      each.elements[0] &&
      stringValue(each.elements[0]) === 'multi',
  );
  if (opensTransaction) return 'multi';
  return receiver === 'client' ? name : receiver;
}

/** `['get', key]` calls the method of that name. */
function effectOfQueued(
  element: TSESTree.Node | null,
  queue: Receiver,
): Effect {
  const [name, ...args] =
    element?.type === 'ArrayExpression' ? (element.elements as Arguments) : [];
  const method = name && stringValue(name);
  return method === undefined ? 'unknown' : effectOfMethod(method, args, queue);
}

/** Without a pipeline the commands are sent one by one, with those of others between them. */
function effectOfChainOptions({
  properties,
}: TSESTree.ObjectExpression): Effect {
  const last = properties.at(-1);
  const value =
    last?.type === 'Property' &&
    keyName(last) === 'pipeline' &&
    last.value.type === 'Literal'
      ? last.value.value
      : undefined;
  if (value === true) return 'command';
  return value === false ? 'state' : 'delicate';
}

function strongest(effects: readonly Effect[]): Effect {
  return effects.find((effect) => effect !== 'command') ?? 'command';
}
