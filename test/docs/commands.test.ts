// `npm run test:installs` runs the commands of the pages, all that there are,
// but for those of a table.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RUN_ELSEWHERE } from '../support/commands-run-elsewhere.ts';
import { blocksOf, commandsIn, PAGES, textOf } from '../support/page-blocks.ts';

const ROOT = new URL('../../', import.meta.url);

const COMMANDS = PAGES.flatMap((page) => blocksOf(page).flatMap(commandsIn));
const CI = textOf('.ci/run').split('\n');

it('pages are read with their commands, also those in lists', () => {
  expect(COMMANDS).toContain('npm init --yes');
  expect(COMMANDS).toContain('npx shared-redis-codemod --check');
  expect(COMMANDS).toContain(
    'npx eslint . --suppress-rule shared-redis/no-direct-client',
  );
  const fences = PAGES.flatMap((page) => textOf(page).match(/```sh$/gm) ?? []);
  const blocks = PAGES.flatMap((page) =>
    blocksOf(page).filter((block) => commandsIn(block).length > 0),
  );
  expect(blocks).toHaveLength(fences.length);
});

it('CI runs what runs them', () => {
  expect(CI).toContain('npm run test:installs');
});

describe.each(Object.entries(RUN_ELSEWHERE))(
  '%s, which runs elsewhere,',
  (command, where) => {
    it('stands on a page', () => {
      expect(COMMANDS).toContain(command);
    });

    it.each(command.split(' && '))('has its part run: %s', (part) => {
      expect(CI.includes(part) || textOf(where).includes(part)).toBe(true);
    });
  },
);

describe.each([...PAGES, 'CONTRIBUTING.md', 'SECURITY.md'])('%s', (page) => {
  it('has commands in blocks of sh, which are run', () => {
    expect(textOf(page)).not.toMatch(/^ *```(?:bash|console|shell|zsh)/m);
  });

  it('names only scripts that there are', () => {
    const { scripts } = JSON.parse(
      readFileSync(new URL('package.json', ROOT), 'utf8'),
    ) as { scripts: object };
    for (const [, name] of textOf(page).matchAll(/npm run ([\w:-]+)/g)) {
      expect(scripts).toHaveProperty([name!]);
    }
  });

  it('has no command in its sentences that is in no block', () => {
    const inline = textOf(page).matchAll(/(?<!`)`(npx [^`\n]+)`/g);
    for (const [, command] of inline) expect(COMMANDS).toContain(command);
  });
});
