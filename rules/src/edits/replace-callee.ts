import type { TSESTree } from '@typescript-eslint/utils';

import type { Edit } from './edit.js';

/** `new Redis(url, options)` → `name(url, options)`; the arguments and all comments stay. */
export function replaceCallee(
  open: TSESTree.NewExpression | TSESTree.CallExpression,
  name: string,
  text: string,
): Edit {
  const [start, end] = open.range;
  const { callee, typeArguments } = open;
  const afterCallee = typeArguments?.range[1] ?? callee.range[1];
  const parenthesis = argumentsStart(text, afterCallee, end);
  const comments = [
    ...commentsIn(text.slice(start, callee.range[0])),
    ...commentsIn(text.slice(afterCallee, parenthesis ?? end)),
  ];
  const types =
    typeArguments && open.type === 'CallExpression' // classes take none
      ? text.slice(...typeArguments.range)
      : '';
  const called = [name + types, ...comments].join(' ');
  return parenthesis === undefined
    ? { range: [start, end], text: `${called}()` }
    : { range: [start, parenthesis], text: called };
}

const COMMENT = /\/\/[^\n]*\n|\/\*[\s\S]*?\*\//g;

function commentsIn(text: string): readonly string[] {
  return text.match(COMMENT) ?? [];
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
