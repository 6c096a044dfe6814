import type { TSESTree } from '@typescript-eslint/utils';

import type { Open, Use } from '../analysis/index.js';
import { stringValue } from '../analysis/source.js';

/** Whether a use defines a command of the application's own, or sends one. */
export type DefinedCommands = (use: Use) => boolean;

/**
 * The commands that some opens get by `defineCommand('name', …)`. A name that
 * two places define may mean two things, which a shared client cannot have.
 */
export function definedCommands(opens: readonly Open[]): DefinedCommands {
  const places = new Map<string, Set<TSESTree.Node>>();
  for (const use of opens.flatMap(({ uses }) => uses)) {
    const name = definedBy(use);
    if (name === undefined) continue;
    places.set(name, (places.get(name) ?? new Set()).add(use.node));
  }
  const isDefined = (name: string): boolean => places.get(name)?.size === 1;
  return (use) =>
    use.kind === 'call' && isDefined(definedBy(use) ?? use.method);
}

function definedBy(use: Use): string | undefined {
  if (use.kind !== 'call' || use.method !== 'defineCommand') return undefined;
  const [name] = use.call.arguments;
  return name && stringValue(name);
}
