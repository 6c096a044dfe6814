import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { hashOf } from './file-hashes.js';
import { keyOf, placeOf } from './places.js';
import type { Plan, Site } from './plan.js';
import type { ProjectPlan } from './project.js';
import { UsageError } from './usage-error.js';

/**
 * @param written a plan, in which verdicts and actions may have been edited
 * @param now what planning again found
 * @throws {UsageError} where a file, an open or a close is no longer what was planned
 */
export function refuseStalePlan(
  written: Plan,
  now: Pick<ProjectPlan, 'plan' | 'root'>,
): void {
  refuseChangedFiles(written, now.root);
  refuseOtherSites(written, now.plan);
}

function refuseChangedFiles({ files }: Plan, root: string): void {
  const stale = Object.entries(files).flatMap(([file, hash]) => {
    const now = hashNow(join(root, file));
    if (now === hash) return [];
    return [`${file} ${now === undefined ? 'is gone' : 'has changed'}`];
  });
  refuseStale(stale);
}

function hashNow(path: string): string | undefined {
  try {
    return hashOf(readFileSync(path));
  } catch {
    return undefined;
  }
}

/** Files that the plan does not name can change what it says of those that it names. */
function refuseOtherSites(written: Plan, fresh: Plan): void {
  const planned = new Map(written.sites.map((site) => [keyOf(site), site]));
  const found = new Set(fresh.sites.map(keyOf));
  const closed = new Set(written.closes.map(placeOf));
  const closes = new Set(fresh.closes.map(placeOf));
  refuseStale([
    ...written.sites
      .filter((site) => !found.has(keyOf(site)))
      .map((site) => `${placeOf(site)} opens nothing`),
    ...fresh.sites
      .filter((site) => !planned.has(keyOf(site)))
      .map((site) => `${placeOf(site)} is not in it`),
    ...written.closes
      .filter((close) => !closes.has(placeOf(close)))
      .map((close) => `${placeOf(close)} closes nothing`),
    ...fresh.closes
      .filter((close) => !closed.has(placeOf(close)))
      .map((close) => `the close ${placeOf(close)} is not in it`),
    ...fresh.sites
      .filter((site) => isJudgedAnew(site, planned.get(keyOf(site))))
      .map((site) => `${placeOf(site)} is judged anew (${site.reason})`),
  ]);
}

function isJudgedAnew(fresh: Site, written: Site | undefined): boolean {
  return (
    written !== undefined &&
    !isDeepStrictEqual({ ...written, verdict: fresh.verdict }, fresh)
  );
}

/** @throws {UsageError} where there is anything that makes a plan stale */
function refuseStale(changes: readonly string[]): void {
  if (changes.length === 0) return;
  const shown = changes.slice(0, 5).join('; ');
  const more = changes.length > 5 ? `; and ${changes.length - 5} more` : '';
  throw new UsageError(
    `The plan is stale: ${shown}${more}. Nothing was rewritten. Plan again with --plan.`,
  );
}
