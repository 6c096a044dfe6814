import type { TSESTree } from '@typescript-eslint/utils';

import type { DriverName } from '../drivers.js';
import type { FileIndex } from '../file-index.js';
import { CLIENT } from '../holders.js';
import type { Provenance } from '../provenance.js';
import { isFunction } from '../source.js';
import type { Held, Use } from '../uses.js';
import { followCalls } from './calls.js';
import { followFrom } from './places.js';
import { receive, receiveArgument } from './targets.js';
import { type Flow, Tracer } from './tracer.js';

/** Where following starts: an expression that is (or holds) the client, what receives it, or a function that returns it. */
export interface FlowStart {
  readonly node: TSESTree.Node;
  readonly as: 'value' | 'target' | 'function';
  readonly held: Held;
}

/**
 * Follows one value from where it starts to every place it reaches in the
 * file: through variables, `await`, casts, conditionals, objects and arrays
 * that hold it, functions that return it, parameters of local functions, and
 * private class fields. What it cannot follow is recorded as a departure,
 * never dropped.
 */
export function flowFrom(
  { node, as, held }: FlowStart,
  driver: DriverName,
  index: FileIndex,
  provenance: Provenance,
): Flow {
  const tracer = new Tracer(driver, index, provenance);
  if (isFunction(node) && as === 'function') {
    followCalls(tracer, node, node, held);
  } else if (as === 'target') receiveArgument(tracer, node, held);
  else tracer.follow(node, held);
  // A list of what is still to follow, not recursion: chains can be long.
  for (let next = tracer.next(); next; next = tracer.next()) {
    const follow = next.as === 'value' ? followFrom : receive;
    follow(tracer, next.node, next.held);
  }
  tracer.uses.sort((a, b) => a.node.range[0] - b.node.range[0]);
  return tracer;
}

/** The uses of what an expression creates. */
export function usesOf(
  created: TSESTree.Node,
  driver: DriverName,
  index: FileIndex,
  provenance: Provenance,
): readonly Use[] {
  const start = { node: created, as: 'value', held: CLIENT } as const;
  return flowFrom(start, driver, index, provenance).uses;
}
