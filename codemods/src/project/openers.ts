import type { TSESTree } from '@typescript-eslint/utils';
import {
  CLIENT,
  enclosingFunction,
  type Open,
  runScopeOf,
} from 'eslint-plugin-shared-redis/analysis';

import type { ProjectFlows } from './project-flow.js';
import type { ProjectFile } from './sources.js';

/** An open, with its uses in the whole project. */
export interface ProjectOpen {
  readonly open: Open;
  readonly file: ProjectFile;
  /** For the call of an opener: the opens that it runs. */
  readonly opens: readonly ProjectOpen[];
  /** For the call of an opener: the name of the opener. */
  readonly opener?: string | undefined;
}

/** Every open of some files, and every call of a function that returns a freshly opened client. */
export function projectOpens(
  files: readonly ProjectFile[],
  flows: ProjectFlows,
): readonly ProjectOpen[] {
  const found = new Map<TSESTree.Node, ProjectOpen>();
  const pending: ProjectOpen[] = [];
  for (const file of files) {
    for (const open of file.analysis.opens) {
      const { node, driver } = open;
      const start = { file, node, as: 'value', held: CLIENT } as const;
      add({ open: { ...open, ...flowOf(start, driver) }, file, opens: [] });
    }
  }
  for (let next = pending.shift(); next; next = pending.shift()) {
    for (const call of callsOf(next, flows)) {
      const known = found.get(call.open.node);
      if (!known) {
        found.set(call.open.node, call);
        pending.push(call);
      } else if (known.open.form === 'opener') {
        (known.opens as ProjectOpen[]).push(...call.opens);
      }
    }
  }
  return [...found.values()];
}

/** The calls of the function that an open is in, where each of them opens anew. */
function callsOf(
  { open, file, opens }: ProjectOpen,
  flows: ProjectFlows,
): readonly ProjectOpen[] {
  const { node, driver, product, scope } = open;
  const fn = enclosingFunction(node);
  if (!fn || scope.kind !== 'function' || !scope.repeated) return [];
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
      const facts = { node: call, driver, product, form: 'opener' } as const;
      return {
        open: {
          ...facts,
          certain: true,
          byType: false,
          scope: runScopeOf(call, callFile.analysis.index),
          ...flows.from(start, driver),
        },
        file: callFile,
        opens: open.form === 'opener' ? opens : [{ open, file, opens }],
        opener: scope.name,
      };
    });
}
