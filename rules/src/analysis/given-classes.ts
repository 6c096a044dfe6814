import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from './file-index.js';
import { ANY_ELEMENT } from './holders.js';
import { unwrap, type Variable } from './source.js';
import { type Value, valuesOf } from './variable-values.js';

/**
 * What a file shows a variable to be given besides what is written to it: the
 * arguments for a parameter, the elements of the arrays that a loop goes
 * through. One step far: what is handed from parameter to parameter is not
 * followed, for that takes the time of all calls for each.
 */
export function classesGiven(
  variable: Variable,
  index: FileIndex,
): readonly TSESTree.Node[] {
  return valuesOf(variable, index).values.flatMap((value) =>
    reached(value, index),
  );
}

function reached(
  { node, path: [key, ...rest] }: Value,
  index: FileIndex,
): readonly TSESTree.Node[] {
  if (key === undefined) return [node];
  if (key !== ANY_ELEMENT || rest.length > 0) return [];
  return arraysBehind(unwrap(node), index).flatMap(({ elements }) =>
    elements.filter((each) => each !== null),
  );
}

/** An array where it is written, or the one in a variable. */
function arraysBehind(
  node: TSESTree.Node,
  index: FileIndex,
): readonly TSESTree.ArrayExpression[] {
  const written = index
    .variable(node)
    ?.references.map(({ writeExpr }) => writeExpr && unwrap(writeExpr));
  return (written ?? [node]).filter((each) => each?.type === 'ArrayExpression');
}
