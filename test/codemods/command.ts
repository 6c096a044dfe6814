import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach } from 'vitest';

export const DIST = join(import.meta.dirname, '../../codemods/dist');

/** A file that opens a client at each call, and closes it. */
export const BEFORE = `import Redis from 'ioredis';

export async function get(key: string) {
  const redis = new Redis('redis://a');
  try {
    return await redis.get(key);
  } finally {
    await redis.quit();
  }
}
`;

/** The same after its migration. */
export const AFTER = `import { getRedisClient } from 'shared-redis';

export async function get(key: string) {
  const redis = getRedisClient('redis://a');
  return await redis.get(key);
}
`;

/** A folder of its own for each test of a file, and the command run in it. */
export function projectFolder() {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shared-redis-codemod-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const pathOf = (file: string): string => join(folder, file);
  const git = (...args: readonly string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args],
      { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
  return {
    pathOf,
    git,
    write: (file: string, content: string | Buffer = BEFORE): string => {
      mkdirSync(dirname(pathOf(file)), { recursive: true });
      writeFileSync(pathOf(file), content);
      return pathOf(file);
    },
    read: (file: string): string => readFileSync(pathOf(file), 'utf8'),
    run: (...args: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(DIST, 'cli.js'), ...args],
        { cwd: folder, encoding: 'utf8', env: { ...process.env, CI: 'true' } },
      );
      return { status, stdout, stderr };
    },
    commitAll: (): void => {
      git('init', '--quiet');
      git('add', '--all');
      git('commit', '--quiet', '--message', 'before');
    },
  };
}
