import type { Edit } from 'eslint-plugin-shared-redis/edits';
import MagicString from 'magic-string';

/** The text with all edits made; every byte outside their ranges stays. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const edited = new MagicString(text);
  for (const { range, text: replacement } of edits) {
    const [start, end] = range;
    if (start === end) edited.appendLeft(start, replacement);
    else if (replacement === '') edited.remove(start, end);
    else edited.update(start, end, replacement);
  }
  return edited.toString();
}
