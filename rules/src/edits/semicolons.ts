import type { TSESTree } from '@typescript-eslint/utils';

import { type Edit, insertion } from './edit.js';

/** What a line starts with that goes on with the line before it. */
const GOES_ON = /[([`+\-/<]/;
/** Statements that are complete at their `}`. */
const ENDS_WITH_BRACE =
  /^(?:Block|Class|Function|Switch|Try|TSInterface|TSModule|TSEnum)/;

/** The semicolon that two statements need between them when they become neighbours, in code without semicolons. */
export function separated(
  before: TSESTree.Node | undefined,
  after: TSESTree.Node | undefined,
  text: string,
): readonly Edit[] {
  return before && after && wouldBeOne(before, after, text)
    ? [insertion(after.range[0], ';')]
    : [];
}

/** Whether two neighbouring statements would be read as one. */
function wouldBeOne(
  before: TSESTree.Node,
  after: TSESTree.Node,
  text: string,
): boolean {
  return (
    text[before.range[1] - 1] !== ';' &&
    !ENDS_WITH_BRACE.test(before.type) &&
    GOES_ON.test(text[after.range[0]] ?? '')
  );
}
