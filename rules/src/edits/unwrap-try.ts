import type { TSESTree } from '@typescript-eslint/utils';

import {
  type Edit,
  type EditedFile,
  indentation,
  isBlank,
  lineEnd,
  removal,
  wholeLines,
} from './edit.js';
import { type Gone, statementsAround } from './emptied.js';
import { separated } from './semicolons.js';

/** `try { … } finally {}` → `…`, one level further out; the braces stay where they are needed. */
export function unwrapTry(
  node: TSESTree.TryStatement,
  gone: Gone,
  file: EditedFile,
): readonly Edit[] {
  const { text } = file;
  const { block } = node;
  const kept = block.body.filter((each) => !gone.has(each));
  const first = kept[0];
  const last = kept.at(-1);
  if (!first || !last || !canLoseBraces(node, text)) {
    return [
      removal(node.range[0], block.range[0]),
      removal(block.range[1], node.range[1]),
    ];
  }
  return [
    ...(block.loc.start.line === block.loc.end.line
      ? [
          removal(node.range[0], first.range[0]),
          removal(last.range[1], node.range[1]),
        ]
      : [
          ...dedent(node, block, file),
          removal(trimmedEnd(block.range[1] - 1, text), node.range[1]),
        ]),
    ...separators(node, first, last, gone, text),
  ];
}

/** Whether the block's contents mean the same, and can be laid out, without its braces. */
function canLoseBraces(node: TSESTree.TryStatement, text: string): boolean {
  const { block } = node;
  const first = block.body[0]!;
  const opening = text.slice(block.range[0] + 1, first.range[0]);
  const closing = text.slice(block.body.at(-1)!.range[1], block.range[1] - 1);
  return (
    statementsAround(node) !== undefined &&
    wholeLines(node, text) !== undefined &&
    !namesCollide(node, text) &&
    (block.loc.start.line === block.loc.end.line
      ? isBlank(opening) && isBlank(closing)
      : /^[ \t]*\r?\n/.test(opening))
  );
}

/** The semicolons needed where the block's first and last statement get new neighbours. */
function separators(
  node: TSESTree.TryStatement,
  first: TSESTree.Node,
  last: TSESTree.Node,
  gone: Gone,
  text: string,
): readonly Edit[] {
  const [before, after] = gone.neighbours(node);
  return [...separated(before, first, text), ...separated(last, after, text)];
}

/** Moves the lines of a block to where its `try` stands, but not the lines inside template literals. */
function dedent(
  node: TSESTree.TryStatement,
  block: TSESTree.BlockStatement,
  { text, verbatim }: EditedFile,
): Edit[] {
  const outer = indentation(node.range[0], text);
  const inner = indentation(block.body[0]!.range[0], text);
  const end = block.range[1] - 1;
  const firstLine = lineEnd(block.range[0], text);
  const edits = [
    removal(
      node.range[0],
      firstLine + indentation(nextNonBlank(firstLine, text), text).length,
    ),
  ];
  for (
    let line = lineEnd(firstLine, text);
    line < end;
    line = lineEnd(line, text)
  ) {
    const fixed = verbatim.some(([from, to]) => from < line && line < to);
    if (fixed || !text.startsWith(inner, line)) continue;
    edits.push(removal(line + outer.length, line + inner.length));
  }
  return edits;
}

/** Whether a name that the block declares is used beside its `try`, and so must stay inside. */
function namesCollide(node: TSESTree.TryStatement, text: string): boolean {
  const { parent } = node;
  const names = node.block.body.flatMap(declaredNames);
  if (names.length === 0) return false;
  if (parent.type === 'SwitchCase') return true;
  // With the parameters of the function or `catch` that the block belongs to.
  const around = parent.parent ?? parent;
  const beside =
    text.slice(around.range[0], node.range[0]) +
    text.slice(node.range[1], around.range[1]);
  const words = new Set(beside.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
  return names.some((name) => name === undefined || words.has(name));
}

/** The names a statement declares in its block; `undefined` for what is not a plain name. */
function declaredNames(
  statement: TSESTree.Statement,
): readonly (string | undefined)[] {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) => patternNames(id));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return [statement.id.name];
    case 'TryStatement': // it may be unwrapped as well
      return statement.block.body.flatMap(declaredNames);
    default:
      return statement.type.endsWith('Declaration') ? [undefined] : [];
  }
}

function patternNames(
  pattern: TSESTree.Node | null,
): readonly (string | undefined)[] {
  switch (pattern?.type) {
    case undefined:
      return [];
    case 'Identifier':
      return [pattern.name];
    case 'ArrayPattern':
      return pattern.elements.flatMap(patternNames);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        patternNames(
          property.type === 'Property' ? property.value : property.argument,
        ),
      );
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [undefined];
  }
}

function nextNonBlank(from: number, text: string): number {
  const blanks = /[ \t]*/y;
  blanks.lastIndex = from;
  blanks.test(text);
  return blanks.lastIndex;
}

function trimmedEnd(end: number, text: string): number {
  return text.slice(0, end).trimEnd().length;
}
