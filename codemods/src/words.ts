import type { Site } from './plan.js';

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** How often an open runs, in two words. */
export function whenOpened({
  scope,
  repeated,
}: Pick<Site, 'scope' | 'repeated'>): string {
  switch (scope) {
    case 'constructor':
    case 'field':
      return 'per instance';
    case 'function':
      return repeated ? 'per call' : 'once';
    case 'import':
      return repeated ? 'in a loop' : 'at import';
  }
}

/** The same, and how often it was seen to open. */
export function whenSeen(site: Site): string {
  const { observed } = site;
  return observed === undefined
    ? whenOpened(site)
    : `${whenOpened(site)}, seen opening ${counted(observed.opened, 'client')}`;
}

/** What a plan found, and of how many files it knows that. */
export function foundIn(sites: readonly Site[], filesSeen: number): string {
  const files = new Set(sites.map(({ file }) => file)).size;
  return `${counted(sites.length, 'open')} in ${files} of ${counted(filesSeen, 'file')}`;
}
