import type { Resolution } from './resolution.js';
import type { Sources } from './sources.js';

/** The files that a published package hands out: its entries, and what they export again. */
export function publicFiles(
  sources: Sources,
  resolution: Resolution,
): ReadonlySet<string> {
  const found = new Set(resolution.publicEntries());
  // What is added while it is walked is walked too.
  for (const file of found) {
    for (const specifier of sources.facts(file).reExported) {
      const source = resolution.resolve(specifier, file);
      if (source !== undefined) found.add(source);
    }
  }
  return found;
}
