import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { TSESTree } from '@typescript-eslint/utils';
import { push } from 'eslint-plugin-shared-redis/analysis';

import type { SiteKey } from './decisions.js';
import { hashOf } from './file-hashes.js';
import { keyOf } from './places.js';
import type { Observed, Site } from './plan.js';
import { sourceOf } from './source-place.js';
import type { Frame, Trace, TracedOpen } from './trace.js';
import { UsageError } from './usage-error.js';

/** An open of the project. */
export interface PlacedOpen {
  readonly node: TSESTree.Node;
  /** Its file, as an absolute path. */
  readonly path: string;
  readonly key: SiteKey;
}

/** What was seen of opens when the program ran. */
export interface Observations {
  /** What was seen of each of some opens. */
  readonly of: (
    opens: readonly PlacedOpen[],
  ) => ReadonlyMap<TSESTree.Node, Observed>;
  /** What was seen at none of those opens, by own code and not by a dependency. */
  readonly unmatched: () => readonly TracedOpen[];
}

export const NO_OBSERVATIONS: Observations = {
  of: () => new Map(),
  unmatched: () => [],
};

/** What a plan says was seen. */
export function observedBefore(sites: readonly Site[]): Observations {
  const seen = new Map(sites.map((site) => [keyOf(site), site.observed]));
  return {
    of: (opens) =>
      new Map(
        opens.flatMap(({ node, key }) => {
          const observed = seen.get(keyOf(key));
          return observed ? [[node, observed]] : [];
        }),
      ),
    unmatched: () => [],
  };
}

/**
 * What traces say was seen. Every line of own code in a stack counts: so the
 * call of a function that opens is found as well as the open in it.
 *
 * @param traces what `readTrace()` read
 * @param cwd what their files are relative to; default: the working directory
 * @returns for the option `observations` of `plan()`, which throws a {@link UsageError} where a file with opens is no longer what was traced
 */
export function observedIn(
  traces: readonly Trace[],
  cwd: string = process.cwd(),
): Observations {
  const processes = traces.flatMap((trace) => trace.processes);
  const unmatched: TracedOpen[] = [];
  const of = (
    opens: readonly PlacedOpen[],
  ): ReadonlyMap<TSESTree.Node, Observed> => {
    const byPath = new Map<string, PlacedOpen[]>();
    for (const open of opens) {
      push(byPath, open.path, open);
    }
    const seen = new Map<TSESTree.Node, Observed>();
    for (const { opens: traced, files } of processes) {
      refuseStale(files, byPath, cwd);
      for (const each of traced) {
        const nodes = matching(each, byPath, cwd);
        for (const node of nodes) seen.set(node, sum(seen.get(node), each));
        const isOwn = each.via === undefined && each.site !== undefined;
        if (nodes.size === 0 && isOwn) unmatched.push(each);
      }
    }
    return seen;
  };
  return { of, unmatched: () => unmatched };
}

type ByPath = ReadonlyMap<string, readonly PlacedOpen[]>;

function matching(
  { stack }: TracedOpen,
  byPath: ByPath,
  cwd: string,
): ReadonlySet<TSESTree.Node> {
  const own = stack.filter((frame) => frame.package === undefined);
  return new Set(own.flatMap((frame) => opensAt(frame, byPath, cwd)));
}

/** The opens at a line: of several, the one at the column. */
function opensAt(
  frame: Frame,
  byPath: ByPath,
  cwd: string,
): readonly TSESTree.Node[] {
  const path = resolve(cwd, frame.file);
  const place = byPath.has(path)
    ? { ...frame, path }
    : sourceOf({ ...frame, path });
  if (place === undefined) return [];
  const nodes = (byPath.get(place.path) ?? [])
    .map(({ node }) => node)
    .filter(({ loc: { start, end } }) => {
      return start.line <= place.line && place.line <= end.line;
    });
  const exact = nodes.filter(({ loc: { start, end } }) => {
    const column = place.column - 1;
    return (
      (start.line < place.line || start.column <= column) &&
      (place.line < end.line || column < end.column)
    );
  });
  return exact.length > 0 ? exact : nodes;
}

function sum(known: Observed | undefined, more: TracedOpen): Observed {
  const { opened, open, commands, stateful } = more;
  const sent = new Set([...(known?.stateful ?? []), ...Object.keys(stateful)]);
  return {
    opened: (known?.opened ?? 0) + opened,
    open: (known?.open ?? 0) + open,
    commands: (known?.commands ?? 0) + commands,
    stateful: [...sent].sort(),
  };
}

/** @throws {UsageError} where lines can have moved */
function refuseStale(
  files: Readonly<Record<string, string>>,
  byPath: ByPath,
  cwd: string,
): void {
  for (const [file, hash] of Object.entries(files)) {
    const path = resolve(cwd, file);
    if (!byPath.has(path) || hashOf(readFileSync(path)) === hash) continue;
    throw new UsageError(
      `The trace is stale: ${file} has changed since. Trace the program again.`,
    );
  }
}
