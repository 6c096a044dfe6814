import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path';

import {
  mentionsRedis,
  REDIS_WORDS,
} from 'eslint-plugin-shared-redis/analysis';
import writeFileAtomic from 'write-file-atomic';

import { type Decisions, NO_DECISIONS } from './decisions.js';
import { hashesOf, namedFiles } from './file-hashes.js';
import { findFiles, findProject, NO_PROJECT } from './find-files.js';
import { ignoredFiles } from './git.js';
import { NO_OBSERVATIONS, type Observations } from './observations.js';
import { type Plan, PLAN_VERSION, type RewriteOptions } from './plan.js';
import type { NamedOpener } from './project/named-openers.js';
import { planProject } from './project/plan-project.js';
import { type ProjectFile, Sources } from './project/sources.js';
import { readBytes } from './read-bytes.js';
import { edited, splitMark } from './rewrite.js';
import type { TracedOpen } from './trace.js';
import { UsageError } from './usage-error.js';

/** The permission bits that let anyone write a file. */
const ANY_WRITE = 0o222;

/** A file that could not be done, and why. The other files are done all the same. */
export interface Failure {
  /** Relative to the root of the plan, with forward slashes. */
  readonly file: string;
  /** For the user. */
  readonly message: string;
}

/** A file that the plan changes. */
export interface Change {
  /** Relative to the root of the plan, with forward slashes. */
  readonly file: string;
  /** The text that was planned; `apply()` leaves the file alone where it is another by then. */
  readonly before: string;
  /** The text to write. */
  readonly after: string;
}

/** How far planning is. First all files are read, then those that mention Redis are judged. */
export interface Progress {
  /** What is being done. */
  readonly step: 'reading' | 'judging';
  /** How many files of this step are done. */
  readonly done: number;
  /** How many files this step has. */
  readonly total: number;
}

/**
 * How to plan. `importFrom`, `openers` and `roles` are what the options of the
 * command say, roles as `{ ops: 'OPS_REDIS_URL' }`.
 */
export interface PlanOptions extends RewriteOptions {
  /** Where relative paths start; default: the process' own working directory. */
  readonly cwd?: string;
  /** Called after each file of each step; default: nobody is told. */
  readonly onProgress?: (progress: Progress) => void;
  /** What stands above the verdicts of the analysis; default: nothing does. `planAgain()` takes it from an edited plan. */
  readonly decisions?: Decisions;
  /** What was seen of the opens when the program ran, see `observedIn()`; default: nothing. */
  readonly observations?: Observations;
}

/** The plan of a project and the changes that carry it out. */
export interface ProjectPlan {
  /** The folder that all files are relative to. */
  readonly root: string;
  /** How many source files were looked at. */
  readonly filesSeen: number;
  /** What `--plan` writes. */
  readonly plan: Plan;
  /** The text of each file that the plan names, by its name. */
  readonly sources: ReadonlyMap<string, string>;
  /** What carries it out, for `apply()`. */
  readonly changes: readonly Change[];
  /** The files that could not be read or parsed. */
  readonly failures: readonly Failure[];
  /** What was seen when the program ran, and is at no open of the plan. */
  readonly unmatched: readonly TracedOpen[];
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
  {
    cwd = process.cwd(),
    onProgress,
    decisions = NO_DECISIONS,
    observations = NO_OBSERVATIONS,
    ...options
  }: PlanOptions = {},
): ProjectPlan {
  const { root, files } = findFiles(paths, cwd);
  const failures: Failure[] = [];
  const attempt = <Result>(
    file: string,
    work: () => Result,
  ): Result | undefined => {
    try {
      return work();
    } catch (error) {
      failures.push({ file, message: failureMessage(error) });
      return undefined;
    }
  };
  const texts = new Map<string, string>();
  for (const [index, file] of files.entries()) {
    const text = attempt(file, () => readText(join(root, file)));
    if (text !== undefined) texts.set(file, text);
    onProgress?.({ step: 'reading', done: index + 1, total: files.length });
  }
  if (texts.size > 0) {
    for (const file of ignoredFiles(root, [...texts.keys()]))
      texts.delete(file);
  }
  // Most folders have nothing to follow: then nothing around them is looked for.
  const project = texts.size > 0 ? findProject(root, files) : NO_PROJECT;
  const sources = new Sources(project.root, project.files);
  const parsed: ProjectFile[] = [];
  let done = 0;
  for (const [file, text] of texts) {
    const body = splitMark(text)[1];
    const name = project.prefix + file;
    parsed.push(
      ...[attempt(file, () => sources.parse(name, body)) ?? []].flat(),
    );
    onProgress?.({ step: 'judging', done: ++done, total: texts.size });
  }
  const planned = new Set(files.map((file) => project.prefix + file));
  const nameOf = (file: string): string => posix.relative(project.prefix, file);
  const plans = planProject({
    sources,
    manifests: project.manifests,
    files: parsed,
    isRewritten: (file) => planned.has(file),
    nameOf,
    decisions,
    observed: (opens) => observations.of(opens),
    roles: options.roles,
    openers: options.openers?.map((text) =>
      namedOpener(text, cwd, project.root),
    ),
    importFrom: fromRoot(options.importFrom, cwd, project.root),
  });
  const byFile = [...plans].sort(([a], [b]) => (a < b ? -1 : 1));
  const sites = byFile
    .flatMap(([, filePlan]) => filePlan.sites)
    .sort((a, b) => (b.observed?.opened ?? 0) - (a.observed?.opened ?? 0));
  const closes = byFile.flatMap(([, filePlan]) => filePlan.closes);
  const textOf = (file: string): string =>
    texts.get(file) ?? readFileSync(join(root, file), 'utf8');
  const named = new Map(
    [...namedFiles({ sites, closes })].map((file) => [file, textOf(file)]),
  );
  return {
    root,
    filesSeen: files.length,
    plan: {
      version: PLAN_VERSION,
      paths,
      options,
      sites,
      closes,
      files: hashesOf(named),
    },
    sources: named,
    changes: byFile.flatMap(([file, { edits }]): Change[] => {
      if (edits.length === 0) return [];
      const before = textOf(file);
      return [{ file, before, after: edited(before, edits) }];
    }),
    failures,
    unmatched: observations.unmatched(),
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

/** @throws {UsageError} for what is no file and name */
function namedOpener(text: string, cwd: string, root: string): NamedOpener {
  const [, path, name] = /^(.+)#([\w$]+)$/.exec(text) ?? [];
  if (path === undefined || name === undefined) {
    throw new UsageError(
      `--opener: ${text} has to be like src/redis.ts#createRedisClient.`,
    );
  }
  const file = relative(root, resolve(cwd, path)).split(sep).join('/');
  return { file, name };
}

/** A path from the root of the project, or the name of a module as it is. */
function fromRoot(
  module: string | undefined,
  cwd: string,
  root: string,
): string | undefined {
  if (module === undefined || !(module.startsWith('.') || isAbsolute(module))) {
    return module;
  }
  return `./${relative(root, resolve(cwd, module)).split(sep).join('/')}`;
}

/** The text of a file that can have to do with Redis. */
function readText(path: string): string | undefined {
  const bytes = readBytes(path);
  // Bytes are searched faster than text, and most files end here.
  if (!REDIS_WORDS.some((word) => bytes.includes(word))) return undefined;
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
