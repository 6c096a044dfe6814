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
  'setMaxListeners',
]);

/** Methods that return a chain of queued commands. */
export const CHAIN_METHODS: ReadonlyMap<string, Receiver> = new Map([
  ['pipeline', 'pipeline'],
  ['multi', 'multi'],
]);

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
]);

const EFFECTS: Readonly<Record<string, Effect>> = {
  ...each('close', ...CLOSE_METHODS),
  ...each('connect', 'connect'),
  ...each('duplicate', 'duplicate'),
  ...each('inert', 'off', 'removeListener', 'setMaxListeners', 'listenerCount'),
  ...each(
    'command',
    'scanStream',
    'sscanStream',
    'hscanStream',
    'zscanStream',
    'exec',
    'length',
  ),
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
    'monitor',
    'select',
    'auth',
    'hello',
    'reset',
    'readonly',
    'readwrite',
    'asking',
    'sync',
    'psync',
    'discard',
    'removeAllListeners',
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

/** How many arguments follow each option of XREAD and XREADGROUP. */
const XREAD_OPTIONS: Readonly<Record<string, number>> = {
  count: 1,
  group: 2,
  noack: 0,
  claim: 1,
};

/** What one use of a client does to its connection. */
export function effectOf(use: Use): Effect {
  if (use.kind === 'call') {
    return effectOfCall(use.method, use.call.arguments, use.receiver);
  }
  if (use.kind !== 'property') return 'unknown';
  if (CLOSE_METHODS.has(use.property)) return 'close';
  return INERT_PROPERTIES.has(use.property) ? 'inert' : 'unknown';
}

function effectOfCall(
  method: string,
  args: readonly TSESTree.CallExpressionArgument[],
  receiver: Receiver,
): Effect {
  const name = method.replace(/Buffer$/, '');
  if (LISTENER_METHODS.has(name)) return effectOfListener(args[0]);
  switch (name) {
    case 'call':
      return effectOfNamed(args, receiver);
    case 'client': {
      const subcommand = args[0] && stringValue(args[0]);
      return CLIENT_OF_OTHERS.has(subcommand?.toLowerCase() ?? '')
        ? 'command'
        : 'state';
    }
    case 'xread':
    case 'xreadgroup':
      return receiver === 'multi' ? 'command' : effectOfXread(args);
    case 'multi':
    case 'pipeline':
      return effectOfChain(args, receiver, name);
    case 'exec':
      return receiver === 'client' ? 'state' : 'command';
  }
  const effect = Object.hasOwn(EFFECTS, name) ? EFFECTS[name] : undefined;
  if (effect === 'blocking' && receiver === 'multi') return 'command';
  return effect ?? (exists(name) ? 'command' : 'unknown');
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
  [command, ...args]: readonly TSESTree.CallExpressionArgument[],
  receiver: Receiver,
): Effect {
  const name = command && stringValue(command);
  return name === undefined
    ? 'unknown'
    : effectOfCall(name.toLowerCase(), args, receiver);
}

/** BLOCK may stand anywhere before STREAMS; an argument that cannot be read may be BLOCK. */
function effectOfXread(
  args: readonly TSESTree.CallExpressionArgument[],
): Effect {
  for (let at = 0; at < args.length; at++) {
    const option = stringValue(args[at]!)?.toLowerCase();
    if (option === 'streams') return 'command';
    const values = option === undefined ? undefined : XREAD_OPTIONS[option];
    if (values === undefined) return 'blocking';
    at += values;
  }
  return 'blocking';
}

function effectOfChain(
  [first]: readonly TSESTree.CallExpressionArgument[],
  receiver: Receiver,
  name: 'multi' | 'pipeline',
): Effect {
  if (!first) return 'command';
  if (first.type === 'ObjectExpression') {
    const buffered = first.properties.some(
      (each) =>
        each.type === 'Property' &&
        keyName(each) === 'pipeline' &&
        each.value.type === 'Literal' &&
        each.value.value === true,
    );
    return buffered ? 'command' : 'state';
  }
  if (first.type !== 'ArrayExpression') return 'unknown';
  const inner = receiver === 'client' ? name : receiver;
  const effects = first.elements.map((element) =>
    element?.type === 'ArrayExpression'
      ? effectOfNamed(
          element.elements as TSESTree.CallExpressionArgument[],
          inner,
        )
      : 'unknown',
  );
  return effects.find((effect) => effect !== 'command') ?? 'command';
}

function each<E extends Effect>(
  effect: E,
  ...names: readonly string[]
): Record<string, E> {
  return Object.fromEntries(names.map((name) => [name, effect]));
}
