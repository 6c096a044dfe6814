import { list } from '@ioredis/commands';

import type { Receiver } from './uses.js';

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
  /** XREAD with arguments that cannot be read: BLOCK may be among them. */
  | 'mayBlock'
  /** Other connection state: WATCH, SELECT, MONITOR, CLIENT REPLY … */
  | 'state'
  /** Allowed on a shared client, yet not what others do: CLIENT ID, `multi(…)` with options that cannot be read, `removeAllListeners()`. */
  | 'delicate'
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
const CHAIN_METHODS: ReadonlyMap<string, Receiver> = new Map([
  ['pipeline', 'pipeline'],
  ['multi', 'multi'],
]);

/** Methods of such a chain that do not return it again. */
const CHAIN_ENDS: ReadonlySet<string> = new Set(['exec', 'execBuffer']);

/** Methods that close an ioredis connection. */
export const CLOSE_METHODS: ReadonlySet<string> = new Set([
  'quit',
  'disconnect',
  'end',
]);

/** Events that only a subscribed or monitoring connection emits. */
export const SUBSCRIBER_EVENTS: ReadonlySet<string> = new Set([
  'message',
  'messageBuffer',
  'pmessage',
  'pmessageBuffer',
  'smessage',
  'smessageBuffer',
  'monitor',
]);

/** Properties that may be read without consequence. */
export const INERT_PROPERTIES: ReadonlySet<string> = new Set([
  'status',
  'options',
  'mode',
  'isCluster',
  'length',
]);

/** What ioredis' own methods do that send no command of their name. */
export const METHOD_EFFECTS: Readonly<Record<string, Effect>> = {
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
  ...each('delicate', 'removeAllListeners', 'resetCommandQueue'),
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
export const COMMAND_EFFECTS: Readonly<Record<string, Effect>> = {
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

/** Those of them that leave no connection to run other commands on. */
export const TAKES_OVER: ReadonlySet<string> = new Set([
  'monitor',
  'replconf',
  'sync',
  'psync',
]);

/** What `CLIENT` subcommands do; all others tell something of this connection. */
const CLIENT_EFFECTS: Readonly<Record<string, Effect>> = {
  ...each('command', 'list', 'kill', 'pause', 'unpause', 'unblock'),
  ...each(
    'state',
    'reply',
    'tracking',
    'caching',
    'no-evict',
    'no-touch',
    'capa',
    'import-source',
    'setname',
  ),
};

/** Containers of which some subcommands speak of the connection they are sent on. */
export const SUBCOMMAND_EFFECTS: Readonly<
  Record<string, (subcommand: string) => Effect>
> = {
  client: (name) =>
    Object.hasOwn(CLIENT_EFFECTS, name) ? CLIENT_EFFECTS[name]! : 'delicate',
  script: (name) => (name === 'debug' ? 'state' : 'command'),
};

/** How many arguments follow each option of XREAD and XREADGROUP. */
export const XREAD_OPTIONS: Readonly<Record<string, number>> = {
  count: 1,
  group: 2,
  noack: 0,
  claim: 1,
};

/** All commands that ioredis has a method for. */
export const COMMANDS: ReadonlySet<string> = new Set(list);

/** What a call returns, if that is the client or its command chain again. */
export function resultOfMethod(
  method: string,
  receiver: Receiver,
): Receiver | undefined {
  if (receiver !== 'client') {
    return CHAIN_ENDS.has(method) ? undefined : receiver;
  }
  return SELF_METHODS.has(method) ? 'client' : CHAIN_METHODS.get(method);
}

/** The same effect for several names. */
export function each<E extends Effect>(
  effect: E,
  ...names: readonly string[]
): Record<string, E> {
  return Object.fromEntries(names.map((name) => [name, effect]));
}
