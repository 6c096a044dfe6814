// Follows docs/five-minutes.md as a reader does: writes its files, runs its
// commands, and looks for the output that it promises.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  blocksOf,
  commandsIn,
  FIVE_MINUTES_PAGE,
} from '../support/page-blocks.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { localPaths, runCommands } from './commands.ts';
import { installAll } from './copy.ts';
import type { Check, Packed } from './packed.ts';

/** How the commands of the page are said to a package manager. */
interface Manager {
  readonly translate: (command: string) => string;
  /** Makes it ready; returns the folder that it is in, unless it is installed. */
  readonly prepare: (
    dir: string,
    packed: readonly Packed[],
  ) => Promise<string | undefined>;
}

const npm: Manager = {
  translate: (command) => command,
  prepare: () => Promise.resolve(undefined),
};

const pnpm: Manager = {
  translate: (command) =>
    command
      .replace(/^npm install\b/, 'pnpm add')
      .replace(/^npx\b/, 'pnpm exec'),
  prepare: async (dir, packed) => {
    const { code } = blocksOf(FIVE_MINUTES_PAGE).find(
      ({ language }) => language === 'yaml',
    )!;
    writeFileSync(join(dir, 'pnpm-workspace.yaml'), localPaths(code, packed));
    const tools = join(dir, '..', 'pnpm');
    await installAll(['pnpm@12'], tools);
    return join(tools, 'node_modules/.bin');
  },
};

export const FIVE_MINUTES: Readonly<Record<string, Check>> = {
  'Empty folder, npm': (dir, packed) => follow(dir, packed, npm),
  'Empty folder, pnpm': (dir, packed) => follow(dir, packed, pnpm),
};

async function follow(
  dir: string,
  packed: readonly Packed[],
  { translate, prepare }: Manager,
): Promise<undefined> {
  await using redis = await startRedisServer();
  const bin = await prepare(dir, packed);
  const path = [bin, process.env['PATH']].filter(Boolean).join(':');
  const env = { ...process.env, PATH: path, REDIS_URL: redis.url };

  for (const block of blocksOf(FIVE_MINUTES_PAGE)) {
    const { language, code, lead, rest } = block;
    if (language === 'js') {
      writeFileSync(join(dir, /`(\S+\.js)`/.exec(lead)![1]!), code);
    }
    const commands = commandsIn(block).map((command) =>
      translate(localPaths(command, packed)),
    );
    await runCommands(commands, rest, { cwd: dir, env });
  }
}
