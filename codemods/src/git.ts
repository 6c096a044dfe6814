import { spawnSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';

import { UsageError } from './usage-error.js';

/** Whether git could bring back what is overwritten below a folder. */
export function isInRepository(folder: string): boolean {
  return git(['rev-parse', '--git-dir'], folder) !== undefined;
}

/**
 * What would be mixed with the changes, or lost: tracked files below a folder
 * with uncommitted changes, and those of the given files that git does not
 * have. None where there is no git repository.
 *
 * @throws {UsageError} where git cannot tell
 */
export function uncommittedFiles(
  folder: string,
  files: readonly string[],
): readonly string[] {
  const changed = status(folder, ['--untracked-files=no', '--', '.']);
  const byFolder = new Map<string, string[]>();
  for (const file of files) {
    const path = join(folder, file);
    const names = byFolder.get(dirname(path)) ?? [];
    byFolder.set(dirname(path), [...names, basename(path)]);
  }
  const lost = [...byFolder].flatMap(([each, names]) =>
    status(each, ['--ignored', '--', ...names]),
  );
  return [...new Set([...changed, ...lost])];
}

/** Those of some files below a folder that git is told to ignore; none where the folder itself is. */
export function ignoredFiles(
  folder: string,
  files: readonly string[],
): ReadonlySet<string> {
  const asked = ['.', ...files].join('\0');
  const { status, stdout } = run(
    ['check-ignore', '-z', '--stdin'],
    folder,
    asked,
  );
  const ignored = new Set(status === 0 ? names(stdout) : []);
  return ignored.has('.') ? new Set() : ignored;
}

function status(cwd: string, args: readonly string[]): readonly string[] {
  const printed = git(['status', '--porcelain', '-z', ...args], cwd) ?? '';
  return names(printed).map((line) => line.slice(3));
}

/** What git prints; `undefined` where there is no repository. */
function git(args: readonly string[], cwd: string): string | undefined {
  const { status, stdout, stderr, error } = run(args, cwd);
  if (status === 0) return stdout;
  if (stderr.includes('not a git repository')) return undefined;
  const [reason] = (error?.message ?? stderr).split('\n');
  throw new UsageError(
    `Nothing was rewritten: git cannot tell whether this folder has uncommitted changes (${reason ?? ''}). Use --force to rewrite all the same.`,
  );
}

function run(
  args: readonly string[],
  cwd: string,
  input = '',
): { status: number | null; stdout: string; stderr: string; error?: Error } {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: Infinity,
    env: { ...process.env, LC_ALL: 'C' },
  });
  // Without git there is an error and no output at all.
  return error
    ? { status, stdout: '', stderr: '', error }
    : { status, stdout, stderr };
}

function names(list: string): readonly string[] {
  return list.split('\0').filter((name) => name !== '');
}
