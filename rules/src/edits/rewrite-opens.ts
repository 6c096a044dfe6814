import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis, Open } from '../analysis/analysis.js';
import type { RegistryCall } from '../analysis/registry.js';
import type { SourceInput } from '../analysis/source.js';
import { copyOf, copyOptions } from './copy-options.js';
import { bindingEdits, leftoverOf } from './bindings.js';
import type { Edit } from './edit.js';
import { importEdits } from './imports.js';
import { type ImportedName, importedNames } from './registry-names.js';
import { replaceCallee } from './replace-callee.js';

/** An open and what is to be called in its place. */
export interface Rewrite {
  readonly open: Pick<Open, 'node'>;
  readonly call: RegistryCall;
  /** What becomes of its arguments, if they do not stay. */
  readonly arguments?: readonly Edit[];
  /** Those of its arguments that go: what only they used goes, too. */
  readonly dropped?: readonly TSESTree.Node[];
}

/** The edits that put registry calls in the place of opens, with the imports that gives and leaves. */
export function rewriteOpens(
  rewrites: readonly Rewrite[],
  analysis: Analysis,
  source: SourceInput,
): readonly Edit[] {
  if (rewrites.length === 0) return [];
  const names = importedNames(
    rewrites.map(({ call }) => call),
    source,
  );
  const opens = rewrites.map(({ open }) => open);
  const leftover = leftoverOf(
    opens.filter(({ node }) => !copyOf(node)),
    analysis,
    rewrites.flatMap(({ dropped = [] }) => dropped),
  );
  const kept = names.map(({ local }) => local.split('.')[0]);
  const removals = bindingEdits(
    {
      ...leftover,
      unused: leftover.unused.filter(({ name }) => !kept.includes(name)),
    },
    new Set(names.flatMap(({ present, module }) => (present ? [] : [module]))),
    source.text,
  );
  return [
    ...rewrites.flatMap(({ open, call }) =>
      replacementOf(open, localOf(call, names), source.text),
    ),
    ...rewrites.flatMap((each) => each.arguments ?? []),
    ...importEdits(names, source, removals),
  ];
}

function replacementOf(
  { node }: Rewrite['open'],
  name: string,
  text: string,
): readonly Edit[] {
  const copy = copyOf(node);
  return copy
    ? copyOptions(node, copy, name, text)
    : [replaceCallee(node, name, text)];
}

function localOf(
  { name, module }: RegistryCall,
  names: readonly ImportedName[],
): string {
  const found = names.find(
    (each) => each.imported === name && each.module === module,
  );
  return found?.local ?? name;
}
