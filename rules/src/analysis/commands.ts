import type { TSESTree } from '@typescript-eslint/utils';
import { exists } from '@ioredis/commands';

import { keyName, stringValue } from './source.js';
import type { Receiver, Use } from './uses.js';

/** What a call on a client means for the connection under it. */
export type Effect =
  /** An ordinary command: others may use the connection at the same time. */
  | 'command'
  /** Nothing is sent and nothing changes. */
  | 'inert'
  /** Opens the connection of a `lazyConnect` client. */
  | 'connect'
  | 'close'
  | 'subscriber'
  | 'blocking'
  /** Other connection state: WATCH, SELECT, MONITOR, CLIENT REPLY … */
  | 'state'
  | 'listener'
  | 'duplicate'
  | 'unknown';

/** Methods that add a listener. */
export const LISTENER_METHODS: ReadonlySet<string> = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'prependOnceListener',
]);

/** Methods that return the client itself. */
export const SELF_METHODS: ReadonlySet<string> = new Set([
  ...LISTENER_METHODS,
  'off',
  'removeListener',
  'removeAllListeners',
  'setMaxListeners',
]);

/** Methods that return a chain of queued commands. */
export const CHAIN_METHODS: ReadonlyMap<string, Receiver> = new Map([
  ['pipeline', 'pipeline'],
  ['multi', 'multi'],
]);

/** Methods of such a chain that do not return it again. */
export const CHAIN_ENDS: ReadonlySet<string> = new Set(['exec', 'execBuffer']);

/** Methods that close an ioredis connection. */
export const CLOSE_METHODS: ReadonlySet<string> = new Set([
  'quit',
  'disconnect',
  'end',
]);

/** Events that only a subscribed or monitoring connection emits. */
const SUBSCRIBER_EVENTS: ReadonlySet<string> = new Set([
  'message',
  'messageBuffer',
  'pmessage',
  'pmessageBuffer',
  'smessage',
  'smessageBuffer',
  'monitor',
]);

/** Properties that may be read without consequence. */
const INERT_PROPERTIES: ReadonlySet<string> = new Set([
  'status',
  'options',
  'mode',
  'isCluster',
  'length',
]);

/** What ioredis' own methods do that send no command of their name. */
const METHOD_EFFECTS: Readonly<Record<string, Effect>> = {
  ...each('close', ...CLOSE_METHODS),
  ...each('connect', 'connect'),
  ...each('duplicate', 'duplicate'),
  ...each(
    'inert',
    'off',
    'removeListener',
    'setMaxListeners',
    'getMaxListeners',
    'listenerCount',
    'listeners',
    'rawListeners',
    'eventNames',
  ),
  ...each('state', 'removeAllListeners', 'resetCommandQueue'),
  ...each(
    'command',
    'scanStream',
    'scanBufferStream',
    'sscanStream',
    'sscanBufferStream',
    'hscanStream',
    'hscanBufferStream',
    'zscanStream',
    'zscanBufferStream',
  ),
};

/** What Redis' commands do to their connection; all others are ordinary. */
const COMMAND_EFFECTS: Readonly<Record<string, Effect>> = {
  ...each('close', 'quit'),
  ...each(
    'subscriber',
    'subscribe',
    'psubscribe',
    'ssubscribe',
    'unsubscribe',
    'punsubscribe',
    'sunsubscribe',
  ),
  ...each(
    'blocking',
    'blpop',
    'brpop',
    'brpoplpush',
    'blmove',
    'blmovem',
    'blmpop',
    'bzpopmin',
    'bzpopmax',
    'bzmpop',
    'wait',
    'waitaof',
  ),
  ...each(
    'state',
    'watch',
    'unwatch',
    'multi',
    'exec',
    'discard',
    'monitor',
    'select',
    'auth',
    'hello',
    'reset',
    'readonly',
    'readwrite',
    'asking',
    'replconf',
    'sync',
    'psync',
  ),
};

/** `CLIENT` subcommands that speak of other connections; all others speak of this one. */
const CLIENT_OF_OTHERS = new Set([
  'list',
  'kill',
  'pause',
  'unpause',
  'unblock',
]);

/** Containers of which some subcommands speak of the connection they are sent on. */
const SUBCOMMAND_EFFECTS: Readonly<
  Record<string, (subcommand: string) => Effect>
> = {
  client: (name) => (CLIENT_OF_OTHERS.has(name) ? 'command' : 'state'),
  script: (name) => (name === 'debug' ? 'state' : 'command'),
};

/** How many arguments follow each option of XREAD and XREADGROUP. */
const XREAD_OPTIONS: Readonly<Record<string, number>> = {
  count: 1,
  group: 2,
  noack: 0,
  claim: 1,
};

/** What one use of a client does to its connection. */
export function effectOf(use: Use): Effect {
  switch (use.kind) {
    case 'call':
      return effectOfMethod(use.method, use.call.arguments, use.receiver);
    case 'property':
      if (CLOSE_METHODS.has(use.property)) return 'close';
      return INERT_PROPERTIES.has(use.property) ? 'inert' : 'unknown';
    case 'using':
      return 'close';
    default:
      return 'unknown';
  }
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
  if (!exists(name)) return 'unknown';
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

function each<E extends Effect>(
  effect: E,
  ...names: readonly string[]
): Record<string, E> {
  return Object.fromEntries(names.map((name) => [name, effect]));
}
