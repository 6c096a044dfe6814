import type { TSESTree } from '@typescript-eslint/utils';

import { ANY_ELEMENT, mayBe } from './holders.js';
import { accessedName, calledWith, isWritten, wrapped } from './source.js';
import type { HeldAt } from './uses.js';
import type { Value } from './variable-values.js';

/** A value that is put into an object or an array after it was made, and the name of its place there, if it is known. */
interface Filling {
  readonly name: string | undefined;
  readonly value: TSESTree.Node;
}

/** What happens to what an object or an array holds. */
interface Fillings {
  readonly values: readonly Filling[];
  /** Whether elements of an array change their places. */
  readonly moves: boolean;
}

/** Methods that add their arguments to an array. */
const ADDS: ReadonlySet<string | undefined> = new Set([
  'push',
  'unshift',
  'splice',
  'fill',
]);

/** Methods after which the elements of an array stand elsewhere. */
const MOVES: ReadonlySet<string | undefined> = new Set([
  'copyWithin',
  'fill',
  'reverse',
  'shift',
  'sort',
  'splice',
  'unshift',
]);

/** What is put into a holder later, through the places that read it, and where to look in what it was made with. */
export function fillingsAt(
  reads: readonly TSESTree.Node[],
  path: HeldAt,
): { readonly fillings: readonly Value[]; readonly at: HeldAt } {
  const [key, ...rest] = path;
  if (key === undefined) return { fillings: [], at: path };
  const { values, moves } = fillingsThrough(reads);
  const at = moves ? ANY_ELEMENT : key;
  return {
    fillings: values
      .filter(({ name }) => mayBe(at, name))
      .map(({ value }) => ({ node: value, path: rest })),
    at: [at, ...rest],
  };
}

/** `clients[0] = …`, `clients.push(…)` */
function fillingsThrough(reads: readonly TSESTree.Node[]): Fillings {
  const values: Filling[] = [];
  let moves = false;
  for (const read of reads) {
    const { parent: member } = wrapped(read);
    if (member?.type !== 'MemberExpression') continue;
    const name = accessedName(member);
    const { parent } = member;
    if (parent.type === 'AssignmentExpression' && isWritten(member)) {
      values.push({ name, value: parent.right });
      continue;
    }
    const call = calledWith(member);
    if (!call) continue;
    if (ADDS.has(name)) {
      const added =
        name === 'splice' ? call.arguments.slice(2) : call.arguments;
      values.push(...added.map((value) => ({ name: undefined, value })));
    }
    moves ||= MOVES.has(name);
  }
  return { values, moves };
}
