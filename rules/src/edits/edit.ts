import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from '../analysis/file-index.js';

/** A replacement of one range of the file's text. The edits of one change never overlap. */
export interface Edit {
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

/** The text that is edited, its scopes, and the parts of it (template literals) whose every byte has a meaning. */
export interface EditedFile {
  readonly text: string;
  readonly index: Pick<FileIndex, 'verbatim' | 'scopeOf'>;
}

export function removal(start: number, end: number): Edit {
  return { range: [start, end], text: '' };
}

export function insertion(position: number, text: string): Edit {
  return { range: [position, position], text };
}

/**
 * The same change in order and without overlaps: an edit inside a larger one
 * goes, because what it would edit does; one that is given twice is made once.
 */
export function withoutOverlaps(edits: readonly Edit[]): readonly Edit[] {
  const result: Edit[] = [];
  for (const edit of [...edits].sort(byPosition)) {
    const last = result.at(-1);
    if (!last || edit.range[0] >= last.range[1]) {
      if (!last || !isSame(edit, last)) result.push(edit);
    } else if (edit.range[1] > last.range[1]) {
      const range = [last.range[0], edit.range[1]] as const;
      result.splice(-1, 1, { range, text: last.text + edit.text });
    }
  }
  return result;
}

/** Insertions first, then the longest. */
function byPosition({ range: a }: Edit, { range: b }: Edit): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  const insertionsFirst = Number(b[0] === b[1]) - Number(a[0] === a[1]);
  return insertionsFirst || b[1] - a[1];
}

function isSame(a: Edit, b: Edit): boolean {
  return (
    a.text === b.text && a.range[0] === b.range[0] && a.range[1] === b.range[1]
  );
}

/** The range of whole lines that a node stands on, with a comment that ends them, when nothing else stands on them. */
export function wholeLines(
  node: TSESTree.Node,
  text: string,
): readonly [start: number, end: number] | undefined {
  const start = lineStart(node.range[0], text);
  const end = lineEnd(node.range[1], text);
  return isBlank(text.slice(start, node.range[0])) &&
    END_OF_LINE.test(text.slice(node.range[1], end))
    ? [start, end]
    : undefined;
}

/** Nothing, or one comment that ends on its line. */
const END_OF_LINE = /^\s*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/)?\s*$/;

/** The whole lines of a node, else its own range. */
export function lineRange(
  node: TSESTree.Node,
  text: string,
): readonly [number, number] {
  return wholeLines(node, text) ?? node.range;
}

/** Where the line of a position starts. */
export function lineStart(position: number, text: string): number {
  return text.lastIndexOf('\n', position - 1) + 1;
}

/** Where the line after the one of a position starts. */
export function lineEnd(position: number, text: string): number {
  const end = text.indexOf('\n', position);
  return end < 0 ? text.length : end + 1;
}

/** The blanks a line starts with. */
export function indentation(position: number, text: string): string {
  const start = lineStart(position, text);
  return /^[ \t]*/.exec(text.slice(start, position))?.[0] ?? '';
}

/** The line break the file uses. */
export function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}
