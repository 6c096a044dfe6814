import type { TSESTree } from '@typescript-eslint/utils';

/** What a line starts with that goes on with the line before it. */
const GOES_ON = /[([`+\-/<]/;
/** Statements that are complete at their `}`. */
const ENDS_WITH_BRACE =
  /^(?:Block|Class|Function|Switch|Try|TSInterface|TSModule|TSEnum)/;

/** Whether two statements that become neighbours would be read as one, in code without semicolons. */
export function needsSemicolon(
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
