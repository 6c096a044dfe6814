// Runs the commands of all pages, but for those of the five minutes, which are
// followed by themselves: what installs runs in an empty folder, all else in
// the shop.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_ELSEWHERE } from '../support/commands-run-elsewhere.ts';
import {
  type Block,
  blocksOf,
  commandsIn,
  FIVE_MINUTES_PAGE,
  PAGES,
} from '../support/page-blocks.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { type CommandOptions, localPaths, runCommands } from './commands.ts';
import { installAll } from './copy.ts';
import { type Check, type Packed, pathOf } from './packed.ts';
import { buildShop, makeShop, writeFile } from './shop.ts';

/** What the shop uses, beside the packages themselves. */
const TOOLS = [
  ...['ioredis', 'eslint', 'jscodeshift', 'typescript-eslint'],
  ...['typescript@6', '@types/node@20'],
];

/** What the shop is once it is migrated as this page says. */
const MIGRATED = {
  page: 'docs/migrating.md',
  commands: ['npx tsc', 'npx eslint .', 'node app.js'],
  rest: '```text\nConnections: 2\n```',
};

const OTHER_PAGES = PAGES.filter((page) => page !== FIVE_MINUTES_PAGE);

export const PAGE_COMMANDS: Readonly<Record<string, Check>> = {
  'Commands of the pages, in the shop': async (dir, packed) => {
    await using redis = await startRedisServer();
    const { url } = redis;
    const urls = { REDIS_URL: url, OPS_REDIS_URL: url, CACHE_URL: url };
    const env = { ...process.env, ...urls };
    const tools = join(dir, 'tools');
    await installAll([...TOOLS, ...packed.map(({ path }) => path)], tools);
    for (const page of OTHER_PAGES) {
      for (const [at, blocks] of projectsOf(page).entries()) {
        const cwd = join(dir, `${page.replace(/\W+/g, '-')}-${at}`);
        await makeShop(cwd, join(tools, 'node_modules'));
        await follow(blocks, { cwd, env });
        if (page !== MIGRATED.page) continue;
        await buildShop(cwd);
        await runCommands(MIGRATED.commands, MIGRATED.rest, { cwd, env });
      }
    }
    return undefined;
  },

  'Commands of the pages, in empty folders': async (dir, packed) => {
    for (const [at, command] of installCommands().entries()) {
      const cwd = join(dir, String(at));
      mkdirSync(cwd);
      const local = withTarballs(command, packed);
      await runCommands([local], '', { cwd, env: process.env });
    }
    return undefined;
  },
};

/** A README is for looking things up: each of its blocks is for a project as it was. On a page, one block goes on where the one before ended. */
function projectsOf(page: string): readonly (readonly Block[])[] {
  const blocks = blocksOf(page);
  const projects = page.includes('/README.md')
    ? blocks.map((each) => [each])
    : [blocks];
  return projects.filter((each) => each.flatMap(commandsInShop).length > 0);
}

function commandsInShop(block: Block): readonly string[] {
  return commandsIn(block).filter(
    (command) => !isInstall(command) && !(command in RUN_ELSEWHERE),
  );
}

/** Writes the files of some blocks, which begin with their names, and runs the commands of the others. */
async function follow(
  blocks: readonly Block[],
  options: CommandOptions,
): Promise<void> {
  for (const block of blocks) {
    const [, file] = /^\/\/ (src\/\S+)\n/.exec(block.code) ?? [];
    if (file !== undefined) writeFile(options.cwd, file, block.code);
    const commands = commandsInShop(block);
    if (commands.length === 0) continue;
    await buildShop(options.cwd);
    // Output on these pages is of programs that are larger than the shop.
    await runCommands(commands, '', options);
  }
}

function isInstall(command: string): boolean {
  return command.startsWith('npm install ');
}

function installCommands(): readonly string[] {
  const followed = blocksOf(FIVE_MINUTES_PAGE).flatMap(commandsIn);
  const all = OTHER_PAGES.flatMap((page) => blocksOf(page).flatMap(commandsIn));
  return [...new Set(all)].filter(
    (command) => isInstall(command) && !followed.includes(command),
  );
}

/** The packages that are not published yet are installed from here. */
function withTarballs(command: string, packed: readonly Packed[]): string {
  const words = localPaths(command, packed).split(' ');
  const names = packed.map(({ name }) => name);
  return words
    .map((word) => (names.includes(word) ? pathOf(packed, word) : word))
    .join(' ');
}
