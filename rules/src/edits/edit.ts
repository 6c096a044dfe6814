import type { TSESTree } from '@typescript-eslint/utils';

/** A replacement of one range of the file's text. The edits of one change never overlap. */
export interface Edit {
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

/** The text that is edited, and the parts of it (template literals) whose every byte has a meaning. */
export interface EditedFile {
  readonly text: string;
  readonly verbatim: readonly (readonly [number, number])[];
}

export function removal(start: number, end: number): Edit {
  return { range: [start, end], text: '' };
}

/** The range of whole lines that a node stands on, when nothing else stands on them; else the node's own. */
export function lineRange(
  node: TSESTree.Node,
  text: string,
): readonly [number, number] {
  const start = lineStart(node.range[0], text);
  const end = lineEnd(node.range[1], text);
  const alone =
    text.slice(start, node.range[0]).trim() === '' &&
    text.slice(node.range[1], end).trim() === '';
  return alone ? [start, end] : [node.range[0], node.range[1]];
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
