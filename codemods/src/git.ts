import { execFileSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';

/**
 * What would be mixed with the changes, or lost: tracked files below a folder
 * with uncommitted changes, and those of the given files that git does not
 * have. None where there is no git repository.
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

function status(cwd: string, args: readonly string[]): readonly string[] {
  try {
    return execFileSync('git', ['status', '--porcelain', '-z', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => line.slice(3));
  } catch {
    return [];
  }
}
