import type { HandedOn, Open, Use } from '../analysis/index.js';

import type { Obstacle } from './apart.js';
import type { LibraryUse } from './libraries/index.js';
import { libraryOf } from './library-uses.js';
import type { Surroundings } from './surroundings.js';

/** A client that is handed to a library that is known. */
export interface KnownHanding {
  readonly use: HandedOn;
  readonly answer: LibraryUse;
}

/** The uses of an open by libraries that are known, and all others. */
export function splitUses(
  { driver, uses }: Open,
  around: Surroundings,
): {
  readonly libraries: readonly KnownHanding[];
  readonly others: readonly Use[];
} {
  const libraries: KnownHanding[] = [];
  const others: Use[] = [];
  for (const use of uses) {
    const answer =
      use.kind === 'argument' ? libraryOf(use, driver, around) : undefined;
    if (use.kind === 'argument' && answer) libraries.push({ use, answer });
    else others.push(use);
  }
  return { libraries, others };
}

/** What a library's answer gives a judgement. */
export function byLibrary({ use, answer }: KnownHanding): {
  readonly reason: string;
  readonly evidence: readonly Use[];
} {
  return { reason: answer.reason, evidence: [use] };
}

/** A library that adds listeners to a client that everybody shares, again and again. */
export function libraryObstacle(
  { scope }: Open,
  libraries: readonly KnownHanding[],
): Obstacle | undefined {
  const adding = libraries.find(({ answer }) => answer.listeners !== undefined);
  return adding && scope.repeated
    ? {
        reason: `\`${adding.use.callee}\` adds listeners to it each time, which would pile up on a shared client`,
        evidence: [adding.use],
      }
    : undefined;
}
