import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { mentionsRedis } from 'eslint-plugin-shared-redis/analysis';
import { progress } from './measure.ts';

/** Larger ones are bundles, and would hide the others. */
const MAX_BYTES = 60_000;
/** Of so many files one has to do with Redis. */
const FILES_PER_REDIS = 50;

const GROUPS = 61;

/** The texts of files, in groups of one size of which each has one file that touches Redis. */
export interface Grouped {
  readonly folders: string;
  readonly groups: readonly (readonly string[])[];
}

/** The files of the folders that are given, else of the installed packages. */
export function groupedFiles(given: readonly string[]): Grouped {
  const all = given.length > 0 ? given : ['node_modules'];
  const folders = all.join(', ');
  progress(`reading the files of ${folders}`);
  return { folders, groups: groupsOf(all, GROUPS) };
}

function groupsOf(
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
  const length = Math.min(
    redis.length,
    Math.floor(others.length / (FILES_PER_REDIS - 1)),
  );
  const whole = others.slice(0, others.length - (others.length % length));
  return redis
    .slice(0, length)
    .map((text, at) => [
      text,
      ...whole.filter((_, other) => other % length === at),
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
