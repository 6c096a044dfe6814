import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a service that follows the advice of ioredis has: one exported client, and users of it. */
const REDIS = `import Redis from 'ioredis';

export const redis = new Redis(process.env.REDIS_URL!);
`;
const USER = `import { redis } from './redis';

export const load = (key: string) => redis.get(key);
`;

/** The texts of a project by their paths. */
type Texts = Readonly<Record<string, string>>;

/**
 * Writes a project of real files, in groups: each has a client that is exported
 * and a file that uses it.
 *
 * @returns how many files it has
 */
export function writeTree(
  folder: string,
  groups: readonly (readonly string[])[],
  withRedis = true,
): number {
  let files = 0;
  for (const [at, texts] of groups.entries()) {
    const [, ...others] = texts;
    const own = withRedis
      ? { 'redis.ts': REDIS, 'load.ts': USER }
      : { 'redis.ts': '', 'load.ts': '' };
    const all = {
      ...own,
      ...Object.fromEntries(others.map((text, n) => [`file${n}.tsx`, text])),
    };
    writeFiles(join(folder, `src/group${at}`), all);
    files += Object.keys(all).length;
  }
  writeFiles(folder, { 'package.json': '{ "private": true }\n' });
  return files;
}

/** Writes files below a folder. */
export function writeFiles(folder: string, texts: Texts): void {
  for (const [name, text] of Object.entries(texts)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
