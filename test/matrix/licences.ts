import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSIVE } from '../support/dependencies.ts';
import { installAll } from './copy.ts';
import type { Check } from './packed.ts';

interface Installed {
  readonly packages: Readonly<Record<string, { readonly license?: string }>>;
}

/**
 * What the packages bring with them today, which may be newer than what is in
 * the lock file of this workspace.
 */
export const LICENCES: Readonly<Record<string, Check>> = {
  'Licences of all that is installed': async (dir, packed) => {
    const tarballs = packed.map(({ path }) => path);
    await installAll(['--legacy-peer-deps', ...tarballs], dir);
    const list = join(dir, 'node_modules/.package-lock.json');
    const { packages } = JSON.parse(readFileSync(list, 'utf8')) as Installed;
    const others = Object.entries(packages)
      .filter(([, { license = '' }]) => !PERMISSIVE.includes(license))
      .map(([path, { license = 'no licence' }]) => `${path}: ${license}`);
    return others.length === 0 ? undefined : others.join('\n');
  },
};
