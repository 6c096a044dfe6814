import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a service that follows the advice of ioredis has: one exported client, and users of it. */
const REDIS = `import Redis from 'ioredis';

export const redis = new Redis(process.env.REDIS_URL!);
`;
const USER = `import { redis } from './redis';

export const load = (key: string) => redis.get(key);
`;

/**
 * Writes a project of real files: groups of 50, each with a client that is
 * exported and a file that uses it.
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
    const group = join(folder, `src/group${at}`);
    mkdirSync(group, { recursive: true });
    const [, ...others] = texts;
    const own = withRedis
      ? { 'redis.ts': REDIS, 'load.ts': USER }
      : { 'redis.ts': '', 'load.ts': '' };
    const all = Object.entries({
      ...own,
      ...Object.fromEntries(others.map((text, n) => [`file${n}.tsx`, text])),
    });
    for (const [name, text] of all) writeFileSync(join(group, name), text);
    files += all.length;
  }
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  return files;
}
