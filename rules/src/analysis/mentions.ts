import { DRIVER_OF_MODULE } from './drivers.js';
import { REGISTRY_MODULES } from './registry.js';

/** Each name of a module has one of these in it. */
export const REDIS_WORDS: readonly string[] = ['redis', 'valkey'];

/**
 * What a file that has to do with Redis holds, as one regular expression that
 * is asked before any analysis: the name of a module, as a text, or a copy of
 * what may be a client.
 *
 * @param endings of the names of further modules
 */
export function mentionOf(endings: readonly string[] = []): RegExp {
  const names = [...DRIVER_OF_MODULE.keys(), ...REGISTRY_MODULES.keys()];
  const known = names.map(escaped).join('|');
  const own = endings.map((ending) => `[^'"\`\\n]*${escaped(ending)}`);
  return new RegExp(
    `['"\`](?:${[known, ...own].join('|')})(?:/index)?(?:\\.[cm]?[jt]sx?)?['"\`]|\\.duplicate\\(`,
  );
}

const MENTION = mentionOf();

/** Whether a file can have anything to do with Redis at all. */
export function mentionsRedis(text: string): boolean {
  return MENTION.test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
