import { createHash } from 'node:crypto';

import type { Plan } from './plan.js';

/** The names of the files that a plan speaks of. */
export function namedFiles({
  sites,
  closes,
}: Pick<Plan, 'sites' | 'closes'>): ReadonlySet<string> {
  const evidence = sites.flatMap((site) => site.evidence);
  return new Set([...sites, ...closes, ...evidence].map(({ file }) => file));
}

/** The SHA-256 of each of some texts, by the name of its file. */
export function hashesOf(
  sources: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...sources].map(([file, text]) => [file, hashOf(text)]),
  );
}

/** The SHA-256 of a file's bytes, in hexadecimal. */
export function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
