import type { TSESTree } from '@typescript-eslint/utils';
import { visitorKeys } from '@typescript-eslint/visitor-keys';

const LINE_END = /\r\n|[\n\r\u2028\u2029]/g;

/** Gives each node of a tree with ranges its lines and columns. */
export function addLocations(ast: TSESTree.Program, text: string): void {
  const positionAt = positionsIn(text);
  const pending: TSESTree.Node[] = [ast];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const [start, end] = node.range;
    node.loc = { start: positionAt(start), end: positionAt(end) };
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, Child>)[key];
      if (Array.isArray(child)) {
        for (const each of child) if (each) pending.push(each);
      } else if (child) {
        pending.push(child);
      }
    }
  }
}

type Child = TSESTree.Node | null | undefined | (TSESTree.Node | null)[];

function positionsIn(text: string): (offset: number) => TSESTree.Position {
  const starts = [
    0,
    ...Array.from(
      text.matchAll(LINE_END),
      ({ index, 0: end }) => index + end.length,
    ),
  ];
  const lines = new Uint32Array(text.length + 1);
  starts.forEach((start, line) => lines.fill(line, start, starts[line + 1]));
  return (offset) => {
    const line = lines[offset] ?? 0;
    return { line: line + 1, column: offset - (starts[line] ?? 0) };
  };
}
