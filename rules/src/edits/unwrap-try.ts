import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

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

type Scope = TSESLint.Scope.Scope;

/**
 * `try { … } finally {}` → `…`, one level further out; the braces stay where they are needed.
 *
 * @param block what is left of it
 */
export function unwrapTry(
  node: TSESTree.TryStatement,
  block: TSESTree.BlockStatement,
  gone: Gone,
  file: EditedFile,
): readonly Edit[] {
  const { text } = file;
  const kept = block.body.filter((each) => !gone.has(each));
  const first = kept[0];
  const last = kept.at(-1);
  if (!first || !last || !canLoseBraces(node, block, file)) {
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
function canLoseBraces(
  node: TSESTree.TryStatement,
  block: TSESTree.BlockStatement,
  { text, index }: EditedFile,
): boolean {
  const first = block.body[0]!;
  const opening = text.slice(block.range[0] + 1, first.range[0]);
  const closing = text.slice(block.body.at(-1)!.range[1], block.range[1] - 1);
  return (
    statementsAround(node) !== undefined &&
    wholeLines(node, text) !== undefined &&
    !leavesScope(node, block, index) &&
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
  { text, index: { verbatim } }: EditedFile,
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

/** Whether what a block declares would mean something else, or live longer, without its braces. */
function leavesScope(
  { parent }: TSESTree.TryStatement,
  block: TSESTree.BlockStatement,
  index: EditedFile['index'],
): boolean {
  const scope = index.scopeOf(block);
  const outer = scope?.upper;
  if (!scope || !outer) return true;
  const names = namesIn(scope);
  if (names.length === 0) return false;
  return (
    parent.type === 'SwitchCase' ||
    block.body.some(isDisposed) ||
    names.some((name) => isTaken(name, outer, scope))
  );
}

/** `using connection = …`, which is closed at the end of the block */
function isDisposed(statement: TSESTree.Statement): boolean {
  return (
    statement.type === 'VariableDeclaration' && /using$/.test(statement.kind)
  );
}

/** The names that a block declares, with those of the blocks in it that may lose their braces, too. */
function namesIn({ variables, childScopes }: Scope): readonly string[] {
  return [
    ...variables.map(({ name }) => name),
    ...childScopes.filter(isOfTry).flatMap(namesIn),
  ];
}

function isOfTry({ block }: Scope): boolean {
  return block.parent?.type === 'TryStatement';
}

/** Whether a name is declared, or used for something else, around a block. */
function isTaken(name: string, outer: Scope, block: Scope): boolean {
  const others = outer.childScopes.filter((each) => each !== block);
  const declaring = [outer, outer.variableScope, catchAround(outer)];
  const used = [
    ...outer.references,
    ...others.flatMap(({ through }) => through),
  ];
  return (
    declaring.some((each) => each?.set.has(name)) ||
    others.filter(isOfTry).flatMap(namesIn).includes(name) ||
    used.some(({ identifier }) => identifier.name === name)
  );
}

/** Where the parameter is of the `catch` that a scope is the body of. */
function catchAround({ upper }: Scope): Scope | undefined {
  return upper?.type === 'catch' ? upper : undefined;
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
