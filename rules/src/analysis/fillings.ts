import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis } from './analysis.js';
import { ANY_ELEMENT, isCopiedInto, mayBe } from './holders.js';
import {
  accessedName,
  calledWith,
  isWritten,
  keyName,
  readsOf,
  wrapped,
} from './source.js';
import type { HeldAt } from './uses.js';
import type { Value } from './variable-values.js';

type Asked = Pick<Analysis, 'index' | 'origins'>;

/** What is put into a holder after it was made. */
export interface Fillings {
  readonly fillings: readonly Value[];
  /** Where to look in what it was made with. */
  readonly at: HeldAt;
  /** Where something else may be put there, or not: `Object.assign(holder, options)`. */
  readonly doubts: readonly TSESTree.Node[];
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

/** What is put into a holder later, through the places that read it, at a path in it. */
export function fillingsAt(
  reads: readonly TSESTree.Node[],
  path: HeldAt,
  analysis: Asked,
): Fillings {
  const [key, ...rest] = path;
  if (key === undefined) return { fillings: [], at: path, doubts: [] };
  const changes = withOtherNames(reads, analysis).flatMap((read) =>
    changesThrough(read, analysis),
  );
  const at = changes.some(({ kind }) => kind === 'move') ? ANY_ELEMENT : key;
  const isHere = ({ name }: Change): boolean => mayBe(at, name);
  return {
    fillings: changes.flatMap((change) =>
      change.kind === 'value' && isHere(change)
        ? [{ node: change.node, path: rest }]
        : [],
    ),
    at: [at, ...rest],
    doubts: changes.flatMap((change) =>
      change.kind === 'doubt' && isHere(change) ? [change.node] : [],
    ),
  };
}

/** The reads of a holder, and those of the variables that it is put into: `const other = holder`. */
function withOtherNames(
  reads: readonly TSESTree.Node[],
  { index }: Asked,
): readonly TSESTree.Node[] {
  const found = new Set(reads);
  for (const read of found) {
    const { parent } = wrapped(read);
    if (
      parent?.type !== 'VariableDeclarator' ||
      parent.id.type !== 'Identifier'
    ) {
      continue;
    }
    const other = index.named(parent.id);
    for (const each of other ? readsOf(other) : []) found.add(each);
  }
  return [...found];
}

/** What happens to a holder: a value is put under a name, if that is known, or may be, or elements move. */
interface Change {
  readonly kind: 'value' | 'doubt' | 'move';
  readonly name?: string | undefined;
  readonly node: TSESTree.Node;
}

/** What one read of a holder does to it: `clients[0] = …`, `clients.push(…)`, `Object.assign(clients, …)` */
function changesThrough(
  read: TSESTree.Node,
  analysis: Asked,
): readonly Change[] {
  const value = wrapped(read);
  const { parent } = value;
  switch (parent?.type) {
    case 'MemberExpression':
      return changesByMember(parent);
    case 'CallExpression':
      return parent.arguments[0] === value &&
        isCopiedInto(analysis.origins(parent.callee))
        ? parent.arguments.slice(1).flatMap(copied)
        : [];
    default:
      return [];
  }
}

function changesByMember(member: TSESTree.MemberExpression): readonly Change[] {
  const name = accessedName(member);
  const { parent } = member;
  if (parent.type === 'AssignmentExpression' && isWritten(member)) {
    return [{ kind: 'value', name, node: parent.right }];
  }
  const call = calledWith(member);
  if (!call) return [];
  const added = name === 'splice' ? call.arguments.slice(2) : call.arguments;
  return [
    ...(ADDS.has(name)
      ? added.map((node): Change => ({ kind: 'value', node }))
      : []),
    ...(MOVES.has(name) ? [{ kind: 'move', node: call } as const] : []),
  ];
}

/** What is copied from an argument: the properties of a literal; of anything else nobody knows what. */
function copied(source: TSESTree.Node): readonly Change[] {
  if (source.type !== 'ObjectExpression') {
    return [{ kind: 'doubt', node: source }];
  }
  return source.properties.map((each) =>
    each.type === 'Property'
      ? { kind: 'value', name: keyName(each), node: each.value }
      : { kind: 'doubt', node: each },
  );
}
