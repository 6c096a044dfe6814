import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { mentionsRedis } from 'eslint-plugin-shared-redis/analysis';
import writeFileAtomic from 'write-file-atomic';

import type { Decisions } from './decisions.js';
import { hashesOf, namedFiles } from './file-hashes.js';
import { findFiles } from './find-files.js';
import { ignoredFiles } from './git.js';
import { type Plan, PLAN_VERSION } from './plan.js';
import { rewrite } from './rewrite.js';

/** The permission bits that let anyone write a file. */
const ANY_WRITE = 0o222;

/** A file that could not be done, and why. The other files are done all the same. */
export interface Failure {
  readonly file: string;
  readonly message: string;
}

/** A file that the plan changes. */
export interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** How far planning is. First all files are read, then those that mention Redis are judged. */
export interface Progress {
  readonly step: 'reading' | 'judging';
  /** How many files of this step are done. */
  readonly done: number;
  readonly total: number;
}

/** How to plan. */
export interface PlanOptions {
  /** Where relative paths start; default: the process' own working directory. */
  readonly cwd?: string;
  /** Called after each file of each step; default: nobody is told. */
  readonly onProgress?: (progress: Progress) => void;
  /** What stands above the verdicts of the analysis; default: nothing does. `planAgain()` takes it from an edited plan. */
  readonly decisions?: Decisions;
}

/** The plan of a project and the changes that carry it out. */
export interface ProjectPlan {
  readonly root: string;
  /** How many source files were looked at. */
  readonly filesSeen: number;
  readonly plan: Plan;
  /** The text of each file that the plan names, by its name. */
  readonly sources: ReadonlyMap<string, string>;
  readonly changes: readonly Change[];
  readonly failures: readonly Failure[];
}

/**
 * Plans every source file below some paths that git does not ignore; writes nothing.
 *
 * @param paths files and folders, relative to `cwd`; default: `cwd` itself
 * @param options see {@link PlanOptions}
 * @returns the plan, the changes that carry it out for `apply()`, and the files that could not be read or parsed
 * @throws {UsageError} for a path that does not exist, and for a file in another language
 */
export function plan(
  paths: readonly string[] = ['.'],
  { cwd = process.cwd(), onProgress, decisions }: PlanOptions = {},
): ProjectPlan {
  const { root, files } = findFiles(paths, cwd);
  const sites: Plan['sites'][number][] = [];
  const closes: Plan['closes'][number][] = [];
  const changes: Change[] = [];
  const failures: Failure[] = [];
  const texts = new Map<string, string>();
  for (const [index, file] of files.entries()) {
    try {
      const text = readText(join(root, file));
      if (text !== undefined) texts.set(file, text);
    } catch (error) {
      failures.push({ file, message: failureMessage(error) });
    }
    onProgress?.({ step: 'reading', done: index + 1, total: files.length });
  }
  const ignored = ignoredFiles(root, [...texts.keys()]);
  for (const file of ignored) texts.delete(file);
  let done = 0;
  for (const [file, before] of texts) {
    try {
      const { plan: filePlan, text: after } = rewrite(before, file, decisions);
      sites.push(...filePlan.sites);
      closes.push(...filePlan.closes);
      if (after !== before) changes.push({ file, before, after });
    } catch (error) {
      failures.push({ file, message: failureMessage(error) });
    }
    onProgress?.({ step: 'judging', done: ++done, total: texts.size });
  }
  const named = namedFiles({ sites, closes });
  const sources = new Map([...texts].filter(([file]) => named.has(file)));
  return {
    root,
    filesSeen: files.length,
    plan: {
      version: PLAN_VERSION,
      paths,
      sites,
      closes,
      files: hashesOf(sources),
    },
    sources,
    changes,
    failures,
  };
}

/**
 * Writes the changes of a plan. Each file is replaced as a whole, so that it
 * is always the old or the new one.
 *
 * @param project what `plan()` or `planAgain()` returned; its changes may be filtered
 * @returns the files that could not be written, or that changed since they were planned; the others are written
 */
export function apply({
  root,
  changes,
}: Pick<ProjectPlan, 'root' | 'changes'>): readonly Failure[] {
  const failures: Failure[] = [];
  for (const { file, before, after } of changes) {
    const path = join(root, file);
    try {
      if (readFileSync(path, 'utf8') !== before) {
        failures.push({ file, message: 'changed since it was planned' });
      } else if ((statSync(path).mode & ANY_WRITE) === 0) {
        // Replacing a file would not ask for its own permission, only for its folder's.
        failures.push({ file, message: 'read-only' });
      } else {
        writeFileAtomic.sync(path, after);
      }
    } catch (error) {
      failures.push({ file, message: failureMessage(error) });
    }
  }
  return failures;
}

/** The text of a file that can have to do with Redis. */
function readText(path: string): string | undefined {
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  if (!mentionsRedis(text)) return undefined;
  if (!Buffer.from(text, 'utf8').equals(bytes)) {
    throw new Error('not encoded in UTF-8');
  }
  return text;
}

function failureMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { location } = error as { location?: { start?: Position } };
  const at = location?.start;
  return at
    ? `line ${at.line}, column ${at.column + 1}: ${error.message}`
    : error.message;
}

interface Position {
  readonly line: number;
  readonly column: number;
}
