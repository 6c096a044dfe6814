import type { TSESTree } from '@typescript-eslint/utils';

import {
  type Edit,
  type EditedFile,
  indentation,
  lineEnd,
  lineRange,
  lineStart,
  removal,
} from './edit.js';

/** `try { … } finally {}` → `…`, one level further out. */
export function unwrapTry(
  node: TSESTree.TryStatement,
  file: EditedFile,
): Edit[] {
  const { text } = file;
  const { block } = node;
  const first = block.body[0];
  const last = block.body.at(-1);
  if (!first || !last) return [removal(...lineRange(node, text))];
  if (namesCollide(node, text) || opensWithComment(block, text)) {
    return [
      removal(node.range[0], block.range[0]),
      removal(block.range[1], node.range[1]),
    ];
  }
  const bodyStart = lineStart(first.range[0], text);
  if (bodyStart < block.range[0]) {
    return [
      removal(node.range[0], first.range[0]),
      removal(last.range[1], node.range[1]),
    ];
  }
  return [
    ...dedent(node, block, file),
    removal(trimmedEnd(block.range[1] - 1, text), node.range[1]),
  ];
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
  if (parent.type !== 'BlockStatement' && parent.type !== 'Program') {
    return true;
  }
  const beside =
    text.slice(parent.range[0], node.range[0]) +
    text.slice(node.range[1], parent.range[1]);
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
      return [statement.id?.name];
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

/** `try { // why` */
function opensWithComment(
  block: TSESTree.BlockStatement,
  text: string,
): boolean {
  const rest = text.slice(block.range[0] + 1, lineEnd(block.range[0], text));
  return /^\s*\/[/*]/.test(rest);
}
