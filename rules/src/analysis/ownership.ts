import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis, Open, RegistryClient } from './analysis.js';
import { type Others, othersAt } from './arrivals.js';
import type { FileIndex } from './file-index.js';
import { isGuarded } from './own-guards.js';
import { accessedName, unwrap } from './source.js';
import type { Use } from './uses.js';

/**
 * Tells which uses are of a shared client and of no other: not those that a
 * client of the file's own reaches too, not those of a place that is given
 * something else at another time, and not those under a condition where
 * something else may be taken instead.
 */
export function sharedOnly(analysis: Analysis): (use: Use) => boolean {
  const { dedicated, opens, shared, index } = analysis;
  // What only a type shows takes nothing from what syntax shows.
  const own = [...dedicated, ...opens.filter(isBySyntax)];
  const owned = usedBy(own);
  // A type holds for whatever the place is given.
  const typed = usedBy(shared.filter((client) => !isBySyntax(client)));
  const known = { shared: nodesOf(shared), owned: nodesOf(own) };
  const answers = new Map<object, Map<string, Others>>();
  const othersOf = (client: TSESTree.Node): Others => {
    // The same for all uses of a place, which can be many.
    const { root, path } = placeOf(client, index);
    const inRoot = answers.get(root) ?? new Map<string, Others>();
    answers.set(root, inRoot);
    const answer = inRoot.get(path) ?? othersAt(client, known, analysis);
    inRoot.set(path, answer);
    return answer;
  };
  return (use) => {
    const { node } = use;
    if (owned.has(node)) return false;
    const client = clientOf(use);
    if (typed.has(node) || !client) return true;
    const { certain, instead } = othersOf(client);
    if (certain) return false;
    const isDoubtful = instead.length > 0;
    return !isDoubtful || !isGuarded(node, { client, instead }, index);
  };
}

/** Where a client is: a variable, a class or an object, and the members that lead from there to the client. */
interface Place {
  readonly root: object;
  readonly path: string;
}

/** The place that an expression names; one that names none is a place of its own. */
function placeOf(client: TSESTree.Node, index: FileIndex): Place {
  const node = unwrap(client);
  if (node.type === 'Identifier') {
    return { root: index.named(node) ?? node, path: '' };
  }
  const name =
    node.type === 'MemberExpression' ? accessedName(node) : undefined;
  if (node.type !== 'MemberExpression' || name === undefined) {
    return { root: node, path: '' };
  }
  const owner = index.fieldOwner(node);
  const { root, path } = owner
    ? { root: owner, path: '' }
    : placeOf(node.object, index);
  return { root, path: `${path}.${name}` };
}

type Client = Open | RegistryClient;

function isBySyntax({ byType }: Client): boolean {
  return !byType;
}

function nodesOf(clients: readonly Client[]): ReadonlySet<TSESTree.Node> {
  return new Set(clients.map(({ node }) => node));
}

/** Where clients are used. */
function usedBy(clients: readonly Client[]): ReadonlySet<TSESTree.Node> {
  return new Set(clients.flatMap(({ uses }) => uses.map(({ node }) => node)));
}

/** The client in `client.get()`, in `{ get } = client` and in `using client = …`. */
function clientOf(use: Use): TSESTree.Node | undefined {
  const { node } = use;
  if (node.type === 'MemberExpression') {
    return use.kind === 'call' && use.receiver !== 'client'
      ? receiverOf(node)
      : node.object;
  }
  const declarator = node.type === 'Property' ? node.parent.parent : node;
  return declarator.type === 'VariableDeclarator' && declarator.init
    ? declarator.init
    : undefined;
}

/** `client` in `client.get()`, and in `client.pipeline().get().exec()`. */
export function receiverOf(member: TSESTree.MemberExpression): TSESTree.Node {
  let at = unwrap(member.object);
  while (at.type === 'CallExpression') {
    const callee = unwrap(at.callee);
    if (callee.type !== 'MemberExpression') return at;
    at = unwrap(callee.object);
  }
  return at;
}
