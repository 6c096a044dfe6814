import type { SiteKey } from './decisions.js';
import type { Place } from './plan.js';

/** What tells an open from all others of a project. */
export function keyOf(site: SiteKey): string {
  return `${placeOf(site)} ${site.form}`;
}

/** `src/lock.ts:34:17` */
export function placeOf({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
