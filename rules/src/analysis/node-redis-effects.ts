import type { TSESTree } from '@typescript-eslint/utils';

import {
  COMMAND_EFFECTS,
  COMMANDS,
  each,
  type Effect,
  LISTENER_METHODS,
  SELF_METHODS,
  SUBCOMMAND_EFFECTS,
} from './command-effects.js';
import { keyName, stringValue } from './source.js';
import type { Receiver } from './uses.js';

type Arguments = readonly TSESTree.CallExpressionArgument[];

/** What node-redis' own methods do that send no command of their name. */
export const METHOD_EFFECTS: Readonly<Record<string, Effect>> = {
  ...each('close', 'close', 'destroy', 'disconnect', 'end', 'quit', 'QUIT'),
  ...each('connect', 'connect'),
  ...each('duplicate', 'duplicate'),
  ...each(
    'inert',
    ...SELF_METHODS,
    'asap',
    'createPool',
    'eventNames',
    'getMaxListeners',
    'listenerCount',
    'listeners',
    'rawListeners',
    'withAbortSignal',
    'withCommandOptions',
    'withTypeMapping',
  ),
  ...each('state', 'removeAllListeners', 'reset'),
  // Others may wait for a reply, for which the process is to be held.
  ...each('delicate', 'ref', 'unref'),
  ...each(
    'command',
    'MULTI',
    'executeIsolated',
    'hScanIterator',
    'multi',
    'sScanIterator',
    'scanIterator',
    'zScanIterator',
  ),
};

/** Properties that may be read without consequence. */
const INERT_PROPERTIES: ReadonlySet<string> = new Set([
  'commandOptions',
  'isOpen',
  'isPubSubActive',
  'isReady',
  'isWatching',
  'options',
]);

/** Methods that return the client again, or a view of it; other drivers have fewer. */
export const MAY_RETURN_CLIENT: ReadonlySet<string> = new Set([
  ...SELF_METHODS,
  'asap',
  'connect',
  'withAbortSignal',
  'withCommandOptions',
  'withTypeMapping',
]);

/** Methods of a transaction that do not return it again. */
const CHAIN_ENDS = /^exec/i;

export function effectOfMethod(
  method: string,
  args: Arguments,
  receiver: Receiver,
): Effect {
  if (LISTENER_METHODS.has(method)) return 'listener';
  if (receiver === 'client' && Object.hasOwn(METHOD_EFFECTS, method)) {
    return METHOD_EFFECTS[method]!;
  }
  if (method === 'sendCommand' || method === 'addCommand') {
    return effectOfWords(args[0], receiver);
  }
  if (receiver !== 'client' && CHAIN_ENDS.test(method)) return 'command';
  return effectOfCommand(commandOf(method), args, receiver);
}

/** Properties that hold the commands of the modules that `redis` brings, none of which blocks or has state: `client.json.get(key)`. */
const MODULES: ReadonlySet<string> = new Set([
  'bf',
  'cf',
  'cms',
  'ft',
  'json',
  'tDigest',
  'topK',
  'ts',
]);

export function effectOfProperty(property: string): Effect {
  if (METHOD_EFFECTS[property] === 'close') return 'close';
  if (MODULES.has(property)) return 'command';
  return INERT_PROPERTIES.has(property) ? 'inert' : 'unknown';
}

/** What a call returns, if that is the client or its transaction again. */
export function resultOf(
  method: string,
  receiver: Receiver,
): Receiver | undefined {
  if (receiver !== 'client') {
    return CHAIN_ENDS.test(method) ? undefined : receiver;
  }
  if (/^multi$/i.test(method)) return 'multi';
  return MAY_RETURN_CLIENT.has(method) ? 'client' : undefined;
}

/** Commands that have subcommands, which are part of the names of methods. */
const CONTAINERS = [
  'acl',
  'client',
  'cluster',
  'command',
  'config',
  'function',
  'latency',
  'memory',
  'module',
  'object',
  'pubsub',
  'script',
  'xgroup',
  'xinfo',
];

/** A command, and its subcommand where it has them. */
interface Command {
  readonly name: string;
  readonly sub: string | undefined;
}

/** `hGetAll`, `CLIENT_SETNAME` → `hgetall`, `clientsetname` */
export function plain(method: string): string {
  return method.replaceAll('_', '').toLowerCase();
}

/** What node-redis adds to the name of a command for some of its forms: `zRangeWithScores`, `lPopCount`. */
const FORM =
  /(?:with(?:scores?|values|matchlen)?|count|idx|incr|iterator|justid|len|nomkstream|novalues|range|raw|ro|store)$/;

/** `clientSetName`, `CLIENT_SETNAME` → `client`, `setname`; `hGetAll` → `hgetall`; `zRangeWithScores` → `zrange`. */
function commandOf(method: string): Command {
  let name = plain(method);
  while (!COMMANDS.has(name) && FORM.test(name)) name = name.replace(FORM, '');
  const container = CONTAINERS.find((each) => name.startsWith(each));
  return container === undefined || COMMANDS.has(name)
    ? { name, sub: undefined }
    : { name: container, sub: name.slice(container.length) };
}

function effectOfCommand(
  { name, sub }: Command,
  args: Arguments,
  receiver: Receiver,
): Effect {
  if (!COMMANDS.has(name)) return 'unknown';
  if (Object.hasOwn(SUBCOMMAND_EFFECTS, name)) {
    return sub === undefined ? 'unknown' : SUBCOMMAND_EFFECTS[name]!(sub);
  }
  const effect =
    name === 'xread' || name === 'xreadgroup'
      ? effectOfXread(args[name === 'xread' ? 1 : 3])
      : Object.hasOwn(COMMAND_EFFECTS, name)
        ? COMMAND_EFFECTS[name]!
        : 'command';
  return effect === 'blocking' && receiver === 'multi' ? 'command' : effect;
}

/** `{ COUNT: 10, BLOCK: 0 }`, or nothing. */
function effectOfXread(options: TSESTree.Node | undefined): Effect {
  if (options === undefined) return 'command';
  if (options.type !== 'ObjectExpression') return 'unknown';
  if (options.properties.some((each) => each.type !== 'Property')) {
    return 'unknown';
  }
  return options.properties.some(
    (each) => each.type === 'Property' && keyName(each) === 'BLOCK',
  )
    ? 'blocking'
    : 'command';
}

/** `sendCommand(['CLIENT', 'SETNAME', 'me'])` */
function effectOfWords(
  words: TSESTree.Node | undefined,
  receiver: Receiver,
): Effect {
  if (words?.type !== 'ArrayExpression') return 'unknown';
  const [name, sub] = words.elements.map(
    (element) => element && stringValue(element)?.toLowerCase(),
  );
  if (!name || /^xread/.test(name)) return 'unknown';
  return effectOfCommand({ name, sub: sub ?? undefined }, [], receiver);
}
