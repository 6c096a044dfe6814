import { Command } from 'ioredis';
import { describe, expect, it } from 'vitest';

import { effectOf } from '../../rules/src/analysis/index.js';
import { COMMANDS } from '../../rules/src/analysis/command-effects.js';
import { harmOf } from '../../runtime/src/connection-state.js';
import { analysisOf } from '../rules/analyze.js';

/** Calls that need their arguments to be judged. */
const WITH_ARGUMENTS: readonly (readonly [string, ...string[]])[] = [
  ['client', 'list'],
  ['client', 'kill', 'ID', '7'],
  ['client', 'reply', 'off'],
  ['client', 'tracking', 'on'],
  ['client', 'setname', 'x'],
  ['script', 'load', 'return 1'],
  ['script', 'debug', 'yes'],
  ['xread', 'COUNT', '1', 'STREAMS', 's', '0'],
  ['xread', 'BLOCK', '0', 'STREAMS', 's', '0'],
  ['xreadgroup', 'GROUP', 'block', 'c', 'STREAMS', 's', '>'],
  ['xreadgroup', 'GROUP', 'g', 'c', 'BLOCK', '0', 'STREAMS', 's', '>'],
];

const BY_NAME = [...COMMANDS].filter(
  (name) => !WITH_ARGUMENTS.some(([first]) => first === name),
);

/** What the analysis says of `client.name(...args)`. */
function effect(name: string, args: readonly string[]): string {
  const call = `call(${[name, ...args].map((word) => JSON.stringify(word)).join()})`;
  const { opens } = analysisOf(
    `import Redis from 'ioredis'; const c = new Redis(); c.${call};`,
  );
  return effectOf(opens[0]!.uses[0]!);
}

function isRefused(name: string, args: readonly string[]): boolean {
  const command = new Command(name, [...args]);
  return harmOf(command, { options: {} }) !== undefined;
}

describe('the analysis and the guard of shared clients agree on', () => {
  it.each(BY_NAME.map((name) => [name] as const))('%s', (name) => {
    expect(isRefused(name, ['x'])).toBe(effect(name, ['x']) !== 'command');
  });

  it.each(WITH_ARGUMENTS.map((words) => [words.join(' '), words] as const))(
    '%s',
    (_, [name, ...args]) => {
      expect(isRefused(name, args)).toBe(effect(name, args) !== 'command');
    },
  );
});
