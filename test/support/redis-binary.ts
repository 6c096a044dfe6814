import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['redis-server', 'valkey-server'];
const POLICY = '/usr/sbin/policy-rc.d';

/**
 * The Redis server to run: `$REDIS_SERVER`, else `redis-server` or
 * `valkey-server` on PATH, else Debian's package, installed on the way.
 * Throws one line that says what to install when none of them is possible.
 */
export function findRedisBinary(): string {
  const chosen = process.env['REDIS_SERVER'];
  if (chosen) return chosen;
  return onPath(NAMES) ?? installed();
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed(): string {
  if (process.getuid?.() !== 0 || !onPath(['apt-get'])) throw notFound();
  try {
    withoutStartingServices(() => {
      apt('update');
      apt('install', '-y', '--no-install-recommends', 'redis-server');
    });
  } catch (error) {
    throw notFound(error);
  }
  const binary = onPath(NAMES);
  if (!binary) throw notFound();
  return binary;
}

function apt(...args: string[]): void {
  execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Debian's packages start their service unless this script answers 101. */
function withoutStartingServices(install: () => void): void {
  if (existsSync(POLICY)) {
    install();
    return;
  }
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    install();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

function notFound(cause?: unknown): Error {
  return new Error(
    'No Redis server found: install redis-server or valkey-server, or set REDIS_SERVER to its path.',
    { cause },
  );
}
