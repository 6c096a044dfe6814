import type { TSESTree } from '@typescript-eslint/utils';

import { SELF_METHODS } from './command-effects.js';
import { ANY_ELEMENT, mayBe } from './holders.js';
import { keyName } from './source.js';
import type { HeldAt } from './uses.js';
import type { Value } from './variable-values.js';

/** What an object or an array is written with at the first name of a path. */
export function valuesIn(
  holder: TSESTree.ObjectExpression | TSESTree.ArrayExpression,
  path: HeldAt,
): readonly Value[] {
  return holder.type === 'ArrayExpression'
    ? elementsOf(holder, path)
    : propertiesOf(holder, path);
}

function propertiesOf(
  { properties }: TSESTree.ObjectExpression,
  path: HeldAt,
): readonly Value[] {
  const [key, ...rest] = path;
  const exact = properties.findLastIndex(
    (each) => each.type === 'Property' && keyName(each) === key,
  );
  return properties.slice(Math.max(exact, 0)).flatMap((each): Value[] => {
    if (each.type === 'SpreadElement') return [{ node: each.argument, path }];
    return mayBe(key, keyName(each)) ? [{ node: each.value, path: rest }] : [];
  });
}

function elementsOf(
  { elements }: TSESTree.ArrayExpression,
  [key, ...rest]: HeldAt,
): readonly Value[] {
  const spread = elements.findIndex((each) => each?.type === 'SpreadElement');
  const index = Number(key);
  const isExact = index >= 0 && (spread < 0 || index < spread);
  return (isExact ? [elements[index]] : elements).flatMap((each): Value[] => {
    if (!each) return [];
    return each.type === 'SpreadElement'
      ? [{ node: each.argument, path: [ANY_ELEMENT, ...rest] }]
      : [{ node: each, path: rest }];
  });
}

/** Methods that give one element of an array. */
const PICKS: ReadonlySet<string> = new Set([
  ...['at', 'find', 'findLast', 'pop', 'shift'],
]);

/** Methods that give an array of the same elements. */
const COPIES: ReadonlySet<string> = new Set([
  ...['concat', 'filter', 'reverse', 'slice', 'sort', 'splice'],
  ...['toReversed', 'toSorted', 'toSpliced', 'values', 'with'],
]);

/** Methods that give the client they are called on, a promise of it or its command chain. */
const SAME: ReadonlySet<string> = new Set([
  ...SELF_METHODS,
  ...['catch', 'connect', 'finally', 'multi', 'pipeline'],
]);

/** Where in the object of a method to look for what its call gives. */
export function receivedFrom(method: string, path: HeldAt): HeldAt | undefined {
  if (PICKS.has(method)) return [ANY_ELEMENT, ...path];
  if (path.length === 0) return SAME.has(method) ? path : undefined;
  return COPIES.has(method) ? [ANY_ELEMENT, ...path.slice(1)] : undefined;
}
