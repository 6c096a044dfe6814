import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { expect, it } from 'vitest';

import type { RewriteOptions } from '../../../codemods/src/plan.ts';
import { plan, type ProjectPlan } from '../../../codemods/src/project.ts';
import type { Verdict } from '../../../rules/src/verdicts/index.ts';

/** The text of each file of a project, by its path. */
export type Files = Readonly<Record<string, string>>;

/** The plan of a project with these files, for some of its paths. */
export function planned(
  files: Files,
  paths: readonly string[] = ['.'],
  options: RewriteOptions = {},
): ProjectPlan {
  const folder = mkdtempSync(join(tmpdir(), 'shared-redis-project-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return plan(
      paths.map((path) => join(folder, path)),
      { ...options, cwd: folder },
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
    ({ file, line, verdict, reason }) =>
      `${file}:${line} ${verdict}: ${reason}`,
  );
}

/** The text of each file of a project that is rewritten. */
export function rewritten(files: Files, options: RewriteOptions): Files {
  const { changes } = planned(files, ['.'], options);
  return Object.fromEntries(changes.map(({ file, after }) => [file, after]));
}

/** A file that exports a client. */
export const REDIS = `import Redis from 'ioredis';
export const redis = new Redis(process.env.REDIS_URL);
`;

/** A file beside it that runs a command. */
export const GETS = `import { redis } from './redis';
export const ok = () => redis.get('a');
`;

/** A client that could be shared, were it not for what another file does. */
export const BASE: Files = { 'src/redis.ts': REDIS, 'src/ok.ts': GETS };

/** Every open of each of these projects gets this verdict. */
export function expectAll(
  verdict: Verdict,
  projects: Readonly<Record<string, Files>>,
): void {
  it.each(Object.entries(projects))('%s', (_name, files) => {
    const found = planned(files).plan.sites.map((site) => site.verdict);
    expect(new Set(found)).toEqual(new Set([verdict]));
  });
}

/** The opens of one form in each of these projects get this verdict. */
export function expectVerdict(
  form: string,
  verdict: Verdict,
  projects: Readonly<Record<string, Files>>,
): void {
  it.each(Object.entries(projects))('%s', (_name, files) => {
    const found = planned(files)
      .plan.sites.filter((site) => site.form === form)
      .map((site) => site.verdict);
    expect(new Set(found)).toEqual(new Set([verdict]));
  });
}

/** Of each of these projects no open is shared. */
export function expectNoShare(projects: Readonly<Record<string, Files>>): void {
  it.each(Object.entries(projects))('%s', (_name, files) => {
    const found = planned(files).plan.sites.map((site) => site.verdict);
    expect(found).not.toHaveLength(0);
    expect(found).not.toContain('share');
  });
}
