import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  arch,
  availableParallelism,
  cpus,
  release,
  totalmem,
  type,
} from 'node:os';
import { findRedisBinary } from '../support/redis-binary.ts';
import { digits } from './numbers.ts';

/** The packages that are measured against, or with. */
const PACKAGES = [
  'ioredis',
  'redis',
  'generic-pool',
  'eslint',
  'typescript-eslint',
  'jscodeshift',
  '@ast-grep/napi',
  'typescript',
];

/** What the figures depend on, by its name. */
export type Machine = Readonly<Record<string, string>>;

export function machine(): Machine {
  return {
    processor: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores`,
    memory: `${digits(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${/^\d+\.\d+/.exec(release())?.[0] ?? ''}, ${arch()}`,
    Node: process.versions.node,
    Redis: redisVersion(),
    ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
  };
}

/** Of `Redis server v=7.0.15 sha=…`, or the same of Valkey. */
function redisVersion(): string {
  const text = execFileSync(findRedisBinary(), ['--version'], {
    encoding: 'utf8',
  });
  const [, name, version] = /^(\w+) server v=(\S+)/.exec(text) ?? [];
  return name === 'Redis' ? version! : `${name} ${version}`;
}

function versionOf(name: string): string {
  const manifest = new URL(
    `../../node_modules/${name}/package.json`,
    import.meta.url,
  );
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    version: string;
  };
  return version;
}
