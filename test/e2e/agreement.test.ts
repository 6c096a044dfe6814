import { Command } from 'ioredis';
import { describe, expect, it } from 'vitest';

import { type Effect, effectOf } from '../../rules/src/analysis/index.js';
import { COMMANDS } from '../../rules/src/analysis/command-effects.js';
import { harmOf } from '../../runtime/src/connection-state.js';
import { analysisOf } from '../rules/analyze.js';

/** Calls that need their arguments to be judged. */
const WITH_ARGUMENTS: readonly (readonly [string, ...string[]])[] = [
  ['client', 'list'],
  ['client', 'kill', 'ID', '7'],
  ['client', 'id'],
  ['client', 'info'],
  ['client', 'getname'],
  ['client', 'setinfo', 'lib-name', 'x'],
  ['client', 'reply', 'off'],
  ['client', 'tracking', 'on'],
  ['client', 'caching', 'yes'],
  ['client', 'no-evict', 'on'],
  ['client', 'no-touch', 'on'],
  ['client', 'capa', 'redirect'],
  ['client', 'import-source', 'on'],
  ['client', 'setname', 'x'],
  ['hello'],
  ['script', 'load', 'return 1'],
  ['script', 'debug', 'yes'],
  ['xread', 'COUNT', '1', 'STREAMS', 's', '0'],
  ['xread', 'BLOCK', '0', 'STREAMS', 's', '0'],
  ['xreadgroup', 'GROUP', 'block', 'c', 'STREAMS', 's', '>'],
  ['xreadgroup', 'GROUP', 'g', 'c', 'BLOCK', '0', 'STREAMS', 's', '>'],
];

const BY_NAME = [...COMMANDS].filter(
  (name) =>
    !WITH_ARGUMENTS.some(
      ([first, ...args]) => first === name && args.length > 0,
    ),
);

/** Effects that a shared client must not have. */
const HARMS: ReadonlySet<Effect> = new Set<Effect>([
  'close',
  'subscriber',
  'blocking',
  'state',
]);

/** Whether the analysis sees harm in `client.name(...args)`. */
function isHarmful(name: string, args: readonly string[]): boolean {
  const call = `call(${[name, ...args].map((word) => JSON.stringify(word)).join()})`;
  const { opens } = analysisOf(
    `import Redis from 'ioredis'; const c = new Redis(); c.${call};`,
  );
  return HARMS.has(effectOf(opens[0]!.uses[0]!));
}

function isRefused(name: string, args: readonly string[]): boolean {
  const command = new Command(name, [...args]);
  return harmOf(command, { options: {} }) !== undefined;
}

describe('the analysis and the guard of shared clients agree on', () => {
  it.each(BY_NAME.map((name) => [name] as const))('%s', (name) => {
    expect(isRefused(name, ['x'])).toBe(isHarmful(name, ['x']));
  });

  it.each(WITH_ARGUMENTS.map((words) => [words.join(' '), words] as const))(
    '%s',
    (_, [name, ...args]) => {
      expect(isRefused(name, args)).toBe(isHarmful(name, args));
    },
  );
});
