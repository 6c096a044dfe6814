import type { Edit } from 'eslint-plugin-shared-redis/edits';
import MagicString from 'magic-string';

/** The text with all edits made, which are in order and do not overlap; every byte outside their ranges stays. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const edited = new MagicString(text);
  const isInsertion = ({ range: [start, end] }: Edit): boolean => start === end;
  for (const { range, text: replacement } of edits) {
    if (range[0] === range[1]) continue;
    if (replacement === '') edited.remove(...range);
    else edited.update(...range, replacement);
  }
  // An insertion that is followed by a removal would go with it.
  for (const { range, text: inserted } of edits.filter(isInsertion)) {
    edited.appendLeft(range[0], inserted);
  }
  return edited.toString();
}
