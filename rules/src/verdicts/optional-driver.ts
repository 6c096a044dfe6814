import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis, Open } from '../analysis/index.js';
import { DRIVER_OF_MODULE } from '../analysis/drivers.js';
import { oncePer } from '../analysis/once-per.js';
import { contains, isRequireCall, stringValue } from '../analysis/source.js';

/**
 * Whether the file opens clients only where their driver is installed:
 * `try { Redis = require('ioredis'); } catch { … }`. The registry loads it in
 * any case.
 */
export function isDriverOptional(
  { node }: Pick<Open, 'node'>,
  { index }: Pick<Analysis, 'index'>,
): boolean {
  return triedLoads(index).some((tried) => !contains(tried, node));
}

/** The blocks of `try` that load a driver. */
const triedLoads = oncePer(
  ({ calls, dynamicImports }: Analysis['index']): readonly TSESTree.Node[] =>
    [...calls, ...dynamicImports]
      .filter((node) => DRIVER_OF_MODULE.has(loadedBy(node) ?? ''))
      .flatMap((node) => triedAround(node) ?? []),
);

function loadedBy(
  node: TSESTree.CallExpression | TSESTree.ImportExpression,
): string | undefined {
  if (node.type === 'ImportExpression') return stringValue(node.source);
  const module = isRequireCall(node) ? node.arguments[0] : undefined;
  return module && stringValue(module);
}

function triedAround(node: TSESTree.Node): TSESTree.Node | undefined {
  let at = node;
  for (; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'TryStatement' && parent.block === at && parent.handler)
      return at;
  }
  return undefined;
}
