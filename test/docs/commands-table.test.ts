// docs/shared-or-dedicated.md lists the commands that the registry refuses.
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { canHarm, harmOf } from '../../runtime/src/connection-state.ts';

const PAGE = new URL('../../docs/shared-or-dedicated.md', import.meta.url);

/** A row of the table, by its first cell, and the commands in its second. */
const ROWS = [
  ...readFileSync(PAGE, 'utf8').matchAll(/^\| (.+?) +\| (`[A-Z].+?) +\|/gm),
].map(([, why, commands]) => ({
  why: why!,
  commands: [...commands!.matchAll(/`(.+?)`/g)].map(([, one]) => one!),
}));

const LISTED = ROWS.flatMap(({ why, commands }) =>
  commands.map((command) => [command, why] as const),
);

// The list of ioredis leaves MONITOR out.
const ALL = [...Redis.prototype.getBuiltinCommands(), 'monitor'];

it.each(LISTED)('%s is refused: it %s', (command, why) => {
  const [name = '', ...args] = command.split(' ');
  const sent = { name, args, inTransaction: false };
  expect(harmOf(sent, { options: {} })).toBe(why);
});

it('the table has every command that the registry refuses', () => {
  const listed = LISTED.map(([command]) => command.split(' ')[0]!);
  const refused = ALL.filter(canHarm).map((name) => name.toUpperCase());
  expect([...new Set(listed)].sort()).toEqual(refused.sort());
});
