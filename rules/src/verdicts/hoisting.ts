import type { TSESTree } from '@typescript-eslint/utils';

import type { Open } from '../analysis/index.js';
import { type Hoist, hoistable } from '../edits/hoist.js';
import type { JudgedFile } from './judge.js';
import { freshOptions } from './stability.js';

/** What a function that is moved may not do: what becomes of closes is not decided for two places. */
const CLOSES = /\.\s*(?:close|destroy|disconnect|end|quit)\b/;

/** The functions among an open's options that become constants of the module, so that each call has the same. */
export function hoistsOf(
  { node, scope }: Open,
  { analysis, text, source, file = '' }: JudgedFile,
): readonly Hoist[] {
  if (!source || !scope.repeated) return [];
  const isTyped = /\.[cm]?tsx?$/.test(file);
  return freshOptions(node, node.arguments, analysis, text).flatMap((option) =>
    opensOrCloses(option.node, analysis.opens, text)
      ? []
      : (hoistable(option.node, analysis, source, isTyped) ?? []),
  );
}

function opensOrCloses(
  { range: [start, end] }: TSESTree.Node,
  opens: readonly Open[],
  text: string,
): boolean {
  return (
    CLOSES.test(text.slice(start, end)) ||
    opens.some(({ node: { range } }) => start <= range[0] && range[1] <= end)
  );
}
