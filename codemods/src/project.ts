import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

import { mentionsRedis } from 'eslint-plugin-shared-redis/analysis';
import writeFileAtomic from 'write-file-atomic';

import { findFiles, findProject } from './find-files.js';
import { ignoredFiles } from './git.js';
import { type Plan, PLAN_VERSION } from './plan.js';
import { planProject } from './project/plan-project.js';
import { Sources } from './project/sources.js';
import { edited, splitMark } from './rewrite.js';

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

/** The plan of a project and the changes that carry it out. */
export interface ProjectPlan {
  readonly root: string;
  /** How many source files were looked at. */
  readonly filesSeen: number;
  readonly plan: Plan;
  readonly changes: readonly Change[];
  readonly failures: readonly Failure[];
}

/**
 * Plans every source file below some paths that git does not ignore; writes nothing.
 *
 * @param paths files and folders, relative to `cwd`
 * @param cwd where relative paths start; default: the process' own
 * @throws {UsageError} for a path that does not exist
 */
export function plan(
  paths: readonly string[] = ['.'],
  cwd: string = process.cwd(),
): ProjectPlan {
  const { root, files } = findFiles(paths, cwd);
  const project = findProject(root, files);
  const failures: Failure[] = [];
  const attempt = <Result>(file: string, work: () => Result) => {
    try {
      return work();
    } catch (error) {
      failures.push({ file, message: failureMessage(error) });
      return undefined;
    }
  };
  const texts = new Map<string, string>();
  for (const file of files) {
    const text = attempt(file, () => readText(join(root, file)));
    if (text !== undefined) texts.set(file, text);
  }
  const ignored = ignoredFiles(root, [...texts.keys()]);
  const sources = new Sources(project.root, project.files);
  const parsed = [...texts].flatMap(([file, text]) => {
    if (ignored.has(file)) return [];
    const [, body] = splitMark(text);
    const name = project.prefix + file;
    return attempt(file, () => sources.parse(name, body)) ?? [];
  });
  const planned = new Set(files.map((file) => project.prefix + file));
  const nameOf = (file: string): string => posix.relative(project.prefix, file);
  const plans = planProject({
    sources,
    manifests: project.manifests,
    files: parsed,
    isRewritten: (file) => planned.has(file),
    nameOf,
  });
  const named = new Map(
    [...plans].map(([file, filePlan]) => [nameOf(file), filePlan]),
  );
  const changes = [...named].flatMap(([file, { edits }]): Change[] => {
    if (edits.length === 0) return [];
    const before = texts.get(file) ?? readFileSync(join(root, file), 'utf8');
    return [{ file, before, after: edited(before, edits) }];
  });
  const byFile = [...named].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    root,
    filesSeen: files.length,
    plan: {
      version: PLAN_VERSION,
      sites: byFile.flatMap(([, { sites }]) => sites),
      closes: byFile.flatMap(([, { closes }]) => closes),
    },
    changes: changes.sort((a, b) => (a.file < b.file ? -1 : 1)),
    failures,
  };
}

/**
 * Writes the changes of a plan. Each file is replaced as a whole, so that it
 * is always the old or the new one.
 *
 * @returns the files that could not be written
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
