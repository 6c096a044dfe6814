import type { TSESTree } from '@typescript-eslint/utils';

import {
  type Edit,
  type EditedFile,
  isBlank,
  lineEnd,
  lineStart,
  removal,
  wholeLines,
  withoutOverlaps,
} from './edit.js';
import { Gone, statementsAround } from './emptied.js';
import { separated } from './semicolons.js';
import { unwrapTry } from './unwrap-try.js';

/**
 * Removes statements that close a client, and with them what their absence
 * leaves empty: a `finally`, a `try`, an `if`, a process or test hook that did
 * nothing else.
 */
export function removeStatements(
  statements: readonly TSESTree.Statement[],
  file: EditedFile,
): readonly Edit[] {
  const gone = new Gone(statements);
  const edits = new Map<TSESTree.Node, readonly Edit[]>();
  for (const node of gone.outermost()) {
    const { parent } = node;
    if (parent?.type === 'BlockStatement' && gone.empties(parent)) {
      edits.set(parent, removeContents(parent, gone, file));
    } else if (parent && !statementsAround(node)) {
      edits.set(node, removeBranch(parent, node, file));
    } else {
      edits.set(node, removeFromList(node, gone, file.text));
    }
  }
  return withoutOverlaps([...edits.values()].flat());
}

export function removeStatement(
  statement: TSESTree.Statement,
  file: EditedFile,
): readonly Edit[] {
  return removeStatements([statement], file);
}

/** What becomes of a block with nothing left in it, in an owner that stays. */
function removeContents(
  block: TSESTree.BlockStatement,
  gone: Gone,
  file: EditedFile,
): readonly Edit[] {
  const owner = block.parent;
  if (owner.type === 'TryStatement') {
    if (owner.block === block && owner.finalizer) {
      return [removal(owner.range[0], owner.finalizer.range[0])];
    }
    if (owner.finalizer === block) {
      return owner.handler
        ? [removal(owner.handler.range[1], owner.range[1])]
        : unwrapTry(owner, gone, file);
    }
  }
  if (owner.type === 'IfStatement') return removeBranch(owner, block, file);
  return hasComments(block, file.text)
    ? block.body.flatMap((each) => removeFromList(each, gone, file.text))
    : [{ range: block.range, text: '{}' }];
}

function hasComments(block: TSESTree.BlockStatement, text: string): boolean {
  const starts = block.body.map(({ range }) => range[0]);
  const ends = block.body.map(({ range }) => range[1]);
  return [block.range[0] + 1, ...ends].some(
    (from, at) => !isBlank(text.slice(from, starts[at] ?? block.range[1] - 1)),
  );
}

/** What becomes of the lone body of an `if`, a loop or a label that stays. */
function removeBranch(
  owner: TSESTree.Node,
  branch: TSESTree.Node,
  { text }: EditedFile,
): readonly Edit[] {
  // Inside another `if` without braces, the outer `else` would become this one's.
  if (
    owner.type === 'IfStatement' &&
    owner.alternate === branch &&
    statementsAround(owner)
  ) {
    const end = owner.consequent.range[1];
    return [
      removal(end, branch.range[1]),
      ...separated(owner.consequent, nextOf(owner), text),
    ];
  }
  return [{ range: branch.range, text: '{}' }];
}

function removeFromList(
  node: TSESTree.Node,
  gone: Gone,
  text: string,
): readonly Edit[] {
  return [
    removal(...removedRange(node, text)),
    ...separated(...gone.neighbours(node), text),
  ];
}

function nextOf(node: TSESTree.Node): TSESTree.Node | undefined {
  const siblings = statementsAround(node) ?? [];
  return siblings[siblings.indexOf(node) + 1];
}

/** The lines of a statement with their comments and one of the blank lines around them, else the statement and its blanks. */
function removedRange(
  node: TSESTree.Node,
  text: string,
): readonly [number, number] {
  const lines = wholeLines(node, text);
  if (!lines) return withBlanks(node.range, text);
  const [, end] = lines;
  const start = withCommentAbove(lines[0], text);
  if (end === text.length && !text.endsWith('\n')) {
    return [text.slice(0, start).replace(/\r?\n$/, '').length, end];
  }
  const next = text.slice(end, lineEnd(end, text));
  const above = lineStart(start - 1, text);
  const previous = text.slice(above, start);
  if (start > 0 && isBlank(previous) && /^\s*(?:[})].*)?$/s.test(next)) {
    return [above, end];
  }
  return isBlank(next) && /\{\s*$/.test(previous)
    ? [start, lineEnd(end, text)]
    : [start, end];
}

function withBlanks(
  [start, end]: readonly [number, number],
  text: string,
): readonly [number, number] {
  const rest = text.slice(end, lineEnd(end, text));
  const left = text.slice(lineStart(start, text), start);
  const before = /[ \t]*$/.exec(left)?.[0].length ?? 0;
  const after = /^[ \t]*/.exec(rest)?.[0].length ?? 0;
  return /^\s*(?:$|\r?\n)/.test(rest)
    ? [start - before, end]
    : [start, end + after];
}

/** A comment that says that this closes. */
const SPEAKS_OF_CLOSING =
  /\b(?:clos|quit|disconnect|clean|releas|shut|tear|dispos)/i;
/** A comment for a tool, which would go on to silence the next line. */
const SPEAKS_OF_NEXT_LINE =
  /@ts-(?:ignore|expect-error)|(?:eslint|oxlint)-disable-next-line|(?:biome|prettier|c8|v8|istanbul)[ -]ignore/;

/** Where the `//` lines directly above start, if they are about the statement below them. */
function withCommentAbove(start: number, text: string): number {
  let first = start;
  for (;;) {
    const above = lineStart(first - 1, text);
    if (first === 0 || !/^\s*\/\//.test(text.slice(above, first))) break;
    first = above;
  }
  if (SPEAKS_OF_CLOSING.test(text.slice(first, start))) return first;
  const last = lineStart(start - 1, text);
  return first < start && SPEAKS_OF_NEXT_LINE.test(text.slice(last, start))
    ? last
    : start;
}
