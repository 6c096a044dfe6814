import {
  COMMAND_EFFECTS,
  type Effect,
  METHOD_EFFECTS,
} from './command-effects.js';
import * as nodeRedis from './node-redis-effects.js';

/** What is known of names, in the spelling that all drivers have in common. */
const EFFECTS: ReadonlyMap<string, Effect> = new Map(
  [COMMAND_EFFECTS, METHOD_EFFECTS, nodeRedis.METHOD_EFFECTS].flatMap(
    (effects) =>
      Object.entries(effects).map(
        ([name, effect]) => [nodeRedis.plain(name), effect] as const,
      ),
  ),
);

/** Methods that do this or that, by their arguments or by what is called on their result. */
const DEPENDING: readonly string[] = [
  'addlistener',
  'call',
  'multi',
  'on',
  'once',
  'pipeline',
  'prependlistener',
  'prependoncelistener',
  'sendcommand',
  'xread',
  'xreadgroup',
];

const TELLING: ReadonlySet<string> = new Set([
  ...DEPENDING,
  ...namesOf((effect) => effect !== 'command'),
]);

/** Commands whose subcommands are part of the names of methods: `CLIENT_SETNAME`. */
const CONTAINERS = /^(?:client|script)/;

/** Whether a member of this name can be more than an ordinary command, so that it matters whose it is. */
export function isTelling(name: string): boolean {
  const plain = nodeRedis.plain(name);
  return (
    TELLING.has(plain) ||
    TELLING.has(plain.replace(/buffer$/, '')) ||
    CONTAINERS.test(plain)
  );
}

/** Names that much else has too. */
const COMMON: ReadonlySet<string> = new Set([
  'close',
  'destroy',
  'end',
  'wait',
]);

const GIVEAWAYS: ReadonlySet<Effect> = new Set<Effect>([
  'blocking',
  'close',
  'duplicate',
  'subscriber',
]);

const TYPED_MENTION = new RegExp(
  [
    'redis|valkey',
    `\\b(?:${namesOf((effect, name) => GIVEAWAYS.has(effect) && !COMMON.has(name)).join('|')})(?:buffer)?\\b`,
  ].join('|'),
  'i',
);

/**
 * Whether a file may use clients that only its types show. It need not name a
 * driver's module: `this.redis.quit()` below an import of `./redis.service`.
 */
export function mayUseTypedClients(text: string): boolean {
  return TYPED_MENTION.test(text);
}

function namesOf(
  isMeant: (effect: Effect, name: string) => boolean,
): readonly string[] {
  return [...EFFECTS]
    .filter(([name, effect]) => isMeant(effect, name))
    .map(([name]) => name);
}
