import { execFileSync } from 'node:child_process';

/** The files below a folder that git would lose if they were overwritten; none where there is no git repository. */
export function uncommittedFiles(folder: string): readonly string[] {
  try {
    return execFileSync('git', ['status', '--porcelain', '--', '.'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.slice(3));
  } catch {
    return [];
  }
}
