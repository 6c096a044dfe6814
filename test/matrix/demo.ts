import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommands } from './commands.ts';
import { WORKSPACE } from './copy.ts';
import type { Check } from './packed.ts';

const PICTURE = join(WORKSPACE, 'docs/images/leak.svg');

/** The demo of the README, after which its picture is what it was. */
export const DEMO: Readonly<Record<string, Check>> = {
  'The demo': async () => {
    const before = readFileSync(PICTURE, 'utf8');
    try {
      const options = { cwd: WORKSPACE, env: process.env };
      await runCommands(['npm run demo'], '', options);
    } finally {
      writeFileSync(PICTURE, before);
    }
    return undefined;
  },
};
