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
import { removeNames } from './bindings.js';
import { Gone, statementsAround } from './emptied.js';
import { withItsComment } from './imports.js';
import { withdraw } from './lifecycle.js';
import { separated } from './semicolons.js';
import { unwrapTry } from './unwrap-try.js';

/**
 * Removes what closes clients, each a statement or another part of the code
 * that does nothing else, and with it what its absence leaves empty: a
 * `finally`, a `try`, an `if`, a process or test hook, a lifecycle method that
 * did nothing else.
 */
export function removeParts(
  parts: readonly TSESTree.Node[],
  file: EditedFile,
): readonly Edit[] {
  const gone = new Gone(parts, file.text);
  const outermost = gone.outermost();
  const edits = new Map<TSESTree.Node, readonly Edit[]>();
  for (const node of outermost) {
    const { parent } = node;
    if (parent?.type === 'BlockStatement' && gone.empties(parent)) {
      edits.set(parent, removeContents(parent, gone, file));
    } else {
      edits.set(node, removeNode(node, gone, file));
    }
  }
  const methods = outermost.filter(
    (node): node is TSESTree.MethodDefinition =>
      node.type === 'MethodDefinition',
  );
  return withoutOverlaps([
    ...[...edits.values()].flat(),
    ...withdraw(methods, file.text),
  ]);
}

export function removePart(
  part: TSESTree.Node,
  file: EditedFile,
): readonly Edit[] {
  return removeParts([part], file);
}

function removeNode(
  node: TSESTree.Node,
  gone: Gone,
  file: EditedFile,
): readonly Edit[] {
  const { text } = file;
  const { parent } = node;
  switch (parent?.type) {
    case 'ArrayExpression':
      return removeNames(
        parent.elements.filter((each) => each !== null),
        gone,
        text,
      );
    case 'ArrowFunctionExpression':
      return [emptyBody(parent, text)];
    case 'ClassBody':
      return [removal(...removedRange(node, text))];
    default:
      return parent && !statementsAround(node)
        ? removeBranch(parent, node, file)
        : removeFromList(node, gone, text);
  }
}

/** `() => client.quit()` → `() => {}` */
function emptyBody(
  { body, range }: TSESTree.ArrowFunctionExpression,
  text: string,
): Edit {
  const isInParentheses = body.range[1] < range[1];
  const before = text.slice(range[0], body.range[0]);
  const opening = isInParentheses ? (/[\s(]*$/.exec(before)?.[0] ?? '') : '';
  return {
    range: [body.range[0] - opening.length, range[1]],
    text: isInParentheses ? ' {}' : '{}',
  };
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
      return unwrapTry(owner, owner.finalizer, gone, file);
    }
    if (owner.finalizer === block) {
      return owner.handler
        ? [removal(owner.handler.range[1], owner.range[1])]
        : unwrapTry(owner, owner.block, gone, file);
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
  const start = withCommentAbove(
    node.type === 'MethodDefinition'
      ? lineStart(withItsComment(lines[0], text), text)
      : lines[0],
    text,
  );
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
