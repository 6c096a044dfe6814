import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { mentionsRedis } from 'eslint-plugin-shared-redis/analysis';

/** Larger ones are bundles, and would hide the others. */
const MAX_BYTES = 60_000;
/** Of so many files one has to do with Redis. */
const FILES_PER_REDIS = 50;

/** The files below some folders, in groups of which each has one file that touches Redis. */
export function groupsOf(
  folders: readonly string[],
  groups: number,
): readonly (readonly string[])[] {
  const redis: string[] = [];
  const others: string[] = [];
  for (const text of textsIn(folders)) {
    const [list, wanted] = mentionsRedis(text)
      ? [redis, groups]
      : [others, groups * (FILES_PER_REDIS - 1)];
    if (list.length < wanted && parses(text)) list.push(text);
  }
  const available = Math.floor(others.length / (FILES_PER_REDIS - 1));
  return redis
    .slice(0, available)
    .map((text, at, { length }) => [
      text,
      ...others.filter((_, other) => other % length === at),
    ]);
}

function* textsIn(folders: readonly string[]): Generator<string> {
  for (const folder of folders) {
    const entries = readdirSync(folder, {
      withFileTypes: true,
      recursive: true,
    });
    for (const entry of entries) {
      const file = join(entry.parentPath, entry.name);
      if (!entry.isFile() || !/(?<!\.d)\.[cm]?[jt]sx?$/.test(file)) continue;
      if (statSync(file).size <= MAX_BYTES) yield readFileSync(file, 'utf8');
    }
  }
}

function parses(text: string): boolean {
  try {
    parser.parse(text, { sourceType: 'module', jsx: true });
    return true;
  } catch {
    return false;
  }
}
