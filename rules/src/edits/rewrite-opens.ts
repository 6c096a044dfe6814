import type { Analysis, Open } from '../analysis/analysis.js';
import type { SourceInput } from '../analysis/source.js';
import { bindingEdits, leftoverOf } from './bindings.js';
import type { Edit } from './edit.js';
import { importEdits } from './imports.js';
import { importedName } from './registry-names.js';
import { replaceCallee } from './replace-callee.js';

/** The registry functions that can stand in for a driver's constructor: they take the same arguments. */
export type RegistryFunction = 'getRedisClient' | 'openDedicatedRedisClient';

/** An open and what is to be called in its place. */
export interface Rewrite {
  readonly open: Pick<Open, 'node'>;
  readonly call: RegistryFunction;
}

/** The edits that put registry calls in the place of opens, with the imports that gives and leaves. */
export function rewriteOpens(
  rewrites: readonly Rewrite[],
  analysis: Analysis,
  source: SourceInput,
): readonly Edit[] {
  if (rewrites.length === 0) return [];
  const names = [...new Set(rewrites.map(({ call }) => call))].map((call) =>
    importedName(call, source),
  );
  const localOf = new Map(
    names.map(({ imported, local }) => [imported, local] as const),
  );
  const opens = rewrites.map(({ open }) => open);
  const leftover = leftoverOf(opens, analysis);
  const kept = names.map(({ local }) => local.split('.')[0]);
  const removals = bindingEdits(
    {
      ...leftover,
      unused: leftover.unused.filter(({ name }) => !kept.includes(name)),
    },
    source.text,
  );
  return [
    ...rewrites.map(({ open, call }) =>
      replaceCallee(open.node, localOf.get(call) ?? call, source.text),
    ),
    ...importEdits(names, source, removals),
  ];
}
