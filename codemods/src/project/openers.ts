import type { TSESTree } from '@typescript-eslint/utils';
import {
  CLIENT,
  effectOf,
  enclosingFunction,
  isSureCopy,
  type Open,
  runScopeOf,
  type Use,
} from 'eslint-plugin-shared-redis/analysis';

import type { ProjectFlows, ProjectStart } from './project-flow.js';
import type { ProjectFile } from './sources.js';
import { isTest } from './test-files.js';

/** An open, with its uses in the whole project. */
export interface ProjectOpen {
  readonly open: Open;
  readonly file: ProjectFile;
  /** For the call of an opener: the opens that it runs. */
  readonly runs?: ProjectOpen[];
}

/** Every open of some files, and what they lead to elsewhere: copies, and calls of functions that return a freshly opened client. */
export function projectOpens(
  files: readonly ProjectFile[],
  flows: ProjectFlows,
): readonly ProjectOpen[] {
  const found = new Map<TSESTree.Node, ProjectOpen>();
  const pending: ProjectOpen[] = [];
  const add = (each: ProjectOpen): void => {
    const { node } = each.open;
    const known = found.get(node);
    if (known?.runs && each.runs) known.runs.push(...each.runs);
    if (known) return;
    found.set(node, each);
    pending.push(each);
  };
  for (const file of files) {
    for (const open of file.analysis.opens) {
      const start = {
        file,
        node: open.node,
        as: 'value',
        held: CLIENT,
      } as const;
      add({ open: { ...open, ...flows.from(start, open.driver) }, file });
    }
  }
  for (let next = pending.shift(); next; next = pending.shift()) {
    for (const each of [
      ...duplicatesOf(next, flows),
      ...callsOf(next, flows),
    ]) {
      add(each);
    }
  }
  return [...found.values()].map((each) => withoutTests(each, flows));
}

/** `client.duplicate()`, wherever the client got to. */
function duplicatesOf(
  { open: copied }: ProjectOpen,
  flows: ProjectFlows,
): readonly ProjectOpen[] {
  const { uses, driver, module, product } = copied;
  return uses.flatMap((use) => {
    const file = flows.fileOf(use);
    if (!file || use.kind !== 'call' || effectOf(use) !== 'duplicate')
      return [];
    const receiver = use.node.object;
    const certain =
      (flows.isSole(use) && copied.form !== 'subclass') ||
      isSureCopy(copied, {
        node: receiver,
        ...flows.sourceOf(receiver, file),
      });
    const start = { file, node: use.call, as: 'value', held: CLIENT } as const;
    const facts = { driver, module, product, form: 'duplicate' } as const;
    return [openAt(start, { ...facts, certain }, flows)];
  });
}

/** The calls of the function that an open is in, where each of them opens anew. */
function callsOf(
  each: ProjectOpen,
  flows: ProjectFlows,
): readonly ProjectOpen[] {
  const { open, file } = each;
  const { node, driver, module, product, scope } = open;
  const fn = enclosingFunction(node);
  if (!fn || scope.kind !== 'function' || !scope.repeated) return [];
  const runs = each.runs ?? [each];
  return open.returns
    .filter((returned) => returned.fn === fn)
    .flatMap(({ held }) => {
      const toCalls = { ...held, toCalls: true };
      const start = { file, node: fn, as: 'function', held: toCalls } as const;
      return flows.from(start, driver).calls;
    })
    .map(({ call, file: callFile, held }) => {
      const start = {
        file: callFile,
        node: call,
        as: 'value',
        held: { ...held, toCalls: false },
      } as const;
      const kind = { form: 'opener', certain: true } as const;
      const facts = { driver, module, product, ...kind };
      return { ...openAt(start, facts, flows), runs: [...runs] };
    });
}

function openAt(
  start: ProjectStart & { readonly node: TSESTree.CallExpression },
  facts: Pick<Open, 'driver' | 'module' | 'product' | 'form' | 'certain'>,
  flows: ProjectFlows,
): ProjectOpen {
  const { file, node } = start;
  const open = {
    ...facts,
    node,
    byType: false,
    scope: runScopeOf(node, file.analysis.index),
    ...flows.from(start, facts.driver),
  };
  return { open, file };
}

/**
 * An open without what cannot be followed in tests: mocks and spies are
 * nothing that the application does with its client.
 */
function withoutTests(each: ProjectOpen, flows: ProjectFlows): ProjectOpen {
  const { open, file } = each;
  if (isTest(file.file)) return each;
  const uses = open.uses.filter(
    (use) => isFollowed(use) || !isTest(flows.fileOf(use)?.file ?? file.file),
  );
  return { ...each, open: { ...open, uses } };
}

/** Whether a use is something that is done with the client, and not where it is lost. */
function isFollowed(use: Use): boolean {
  return (
    (use.kind === 'call' && effectOf(use) !== 'unknown') || use.kind === 'using'
  );
}
