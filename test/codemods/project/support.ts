import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { plan, type ProjectPlan } from '../../../codemods/src/project.ts';

/** The text of each file of a project, by its path. */
export type Files = Readonly<Record<string, string>>;

/** The plan of a project with these files, for some of its paths. */
export function planned(
  files: Files,
  paths: readonly string[] = ['.'],
): ProjectPlan {
  const folder = mkdtempSync(join(tmpdir(), 'shared-redis-project-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return plan(
      paths.map((path) => join(folder, path)),
      folder,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is planned for each open: `src/a.ts:3 share: reason`. */
export function verdicts(
  files: Files,
  paths?: readonly string[],
): readonly string[] {
  return planned(files, paths).plan.sites.map(
    ({ file, line, verdict, reason }) => `${file}:${line} ${verdict}: ${reason}`,
  );
}
