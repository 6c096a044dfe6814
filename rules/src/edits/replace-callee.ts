import type { TSESTree } from '@typescript-eslint/utils';

import type { Edit } from './edit.js';

/** `new Redis(url, options)` → `name(url, options)`; the arguments stay as they are. */
export function replaceCallee(
  open: TSESTree.NewExpression | TSESTree.CallExpression,
  name: string,
  text: string,
): Edit {
  const [start, end] = open.range;
  const afterCallee = open.typeArguments?.range[1] ?? open.callee.range[1];
  const parenthesis = argumentsStart(text, afterCallee, end);
  return parenthesis === undefined
    ? { range: [start, end], text: `${name}()` }
    : { range: [start, parenthesis], text: name };
}

/** The `(` of an argument list; `undefined` for `new Redis` without one. */
function argumentsStart(
  text: string,
  from: number,
  end: number,
): number | undefined {
  // Blanks, comments and the `)` of a parenthesised callee may come first.
  const before = /(?:\s|\)|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/y;
  before.lastIndex = from;
  before.test(text);
  const at = before.lastIndex;
  return at < end && text[at] === '(' ? at : undefined;
}
