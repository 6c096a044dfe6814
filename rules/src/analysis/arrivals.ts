import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis } from './analysis.js';
import { type Fillings, fillingsAt } from './fillings.js';
import { receivedFrom, valuesIn } from './held-values.js';
import { ANY_MEMBER, isPassedThrough } from './holders.js';
import { assignedTo, memberValues, ownersOf } from './member-values.js';
import { Seen } from './seen.js';
import {
  accessedName,
  type ClassNode,
  type FunctionNode,
  isClass,
  isFunction,
  isWritten,
  memberName,
  readsOf,
  unwrap,
} from './source.js';
import type { HeldAt } from './uses.js';
import { type Value, valuesOf } from './variable-values.js';

/** What can be where a client is used, beside the shared client that comes there. */
export interface Others {
  /** Whether the place is given another client, at some time or on some path. */
  readonly certain: boolean;
  /** Where something else may be taken in its place: `given ?? getRedisClient()`. */
  readonly instead: readonly TSESTree.Node[];
}

/**
 * How a value comes to the place: it alone; as one of several that the place is
 * given; or instead of the shared client, where a node says so.
 */
type Via = 'alone' | 'among' | TSESTree.Node;

/** Which nodes are known to be shared clients, and which clients of the file's own. */
interface Known {
  readonly shared: ReadonlySet<TSESTree.Node>;
  readonly owned: ReadonlySet<TSESTree.Node>;
}

/**
 * Looks from a use back to all that can come there, by what the file shows:
 * what it does not show is no evidence of another client.
 */
export function othersAt(
  client: TSESTree.Node,
  known: Known,
  analysis: Pick<Analysis, 'index' | 'origins'>,
): Others {
  const arrivals = new Arrivals(known, analysis);
  arrivals.trace(client);
  return arrivals;
}

class Arrivals implements Others {
  certain = false;
  readonly instead: TSESTree.Node[] = [];
  readonly #known: Known;
  readonly #analysis: Pick<Analysis, 'index' | 'origins'>;
  readonly #seen = new Seen();
  readonly #pending: [node: TSESTree.Node, path: HeldAt, via: Via][] = [];

  constructor(known: Known, analysis: Pick<Analysis, 'index' | 'origins'>) {
    this.#known = known;
    this.#analysis = analysis;
  }

  trace(client: TSESTree.Node): void {
    this.#from(client, [], 'alone');
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      if (this.certain) return;
      this.#step(...next);
    }
  }

  #from(node: TSESTree.Node, path: HeldAt, via: Via): void {
    const value = unwrap(node);
    if (path.length > DEEPEST || this.#seen.before(value, path.join('.'))) {
      return;
    }
    this.#pending.push([value, path, via]);
  }

  #step(node: TSESTree.Node, path: HeldAt, via: Via): void {
    if (path.length === 0) {
      if (this.#known.shared.has(node) || this.#isNothing(node)) return;
      if (this.#known.owned.has(node)) this.certain = true;
    }
    switch (node.type) {
      case 'Identifier':
        this.#variable(node, path, via);
        return;
      case 'AwaitExpression':
        this.#from(node.argument, path, via);
        return;
      case 'SequenceExpression':
        this.#from(node.expressions.at(-1)!, path, via);
        return;
      case 'AssignmentExpression':
        this.#from(node.right, path, via);
        return;
      case 'ConditionalExpression':
        this.#oneOf([node.consequent, node.alternate], node, path, via);
        return;
      case 'LogicalExpression':
        if (node.operator === '&&') this.#from(node.right, path, via);
        else this.#oneOf([node.left, node.right], node, path, via);
        return;
      case 'MemberExpression':
        this.#member(node, path, via);
        return;
      case 'ThisExpression': {
        const self = this.#analysis.index.self(node);
        if (!self || isClass(self.owner)) this.#other(via);
        else this.#from(self.owner, path, via);
        return;
      }
      case 'CallExpression':
        this.#call(node, path, via);
        return;
      case 'ObjectExpression':
      case 'ArrayExpression':
        this.#holder(node, path, via);
        return;
      default:
        this.#other(via);
    }
  }

  /** Something comes here of which nothing shows that it is the shared client. */
  #other(via: Via): void {
    if (via === 'among') this.certain = true;
    else if (via !== 'alone') this.instead.push(via);
  }

  #isNothing(node: TSESTree.Node): boolean {
    const origins = this.#analysis.origins(node);
    return (
      origins.length > 0 && origins.every(({ kind }) => kind === 'nullish')
    );
  }

  /** Alternatives, of which the shared client may be one. */
  #oneOf(
    nodes: readonly TSESTree.Node[],
    join: TSESTree.Node,
    path: HeldAt,
    via: Via,
  ): void {
    const inner = nodes.some((each) => this.#mayBeShared(each)) ? join : via;
    for (const each of nodes) this.#from(each, path, inner);
  }

  #mayBeShared(node: TSESTree.Node): boolean {
    const { shared } = this.#known;
    return (
      shared.has(unwrap(node)) ||
      this.#analysis.origins(node).some(({ kind }) => kind === 'shared')
    );
  }

  /** All that a place is given; nothing is given where it is emptied. */
  #each(values: readonly Value[], via: Via): void {
    const given = values.filter(
      ({ node, path }) => path.length > 0 || !this.#isNothing(node),
    );
    const inner = given.length > 1 ? 'among' : via;
    for (const { node, path } of given) this.#from(node, path, inner);
  }

  #variable(node: TSESTree.Identifier, path: HeldAt, via: Via): void {
    const variable = this.#analysis.index.named(node);
    if (!variable) {
      this.#other(via);
      return;
    }
    if (this.#seen.before(variable, path.join('.'))) return;
    const { values, standsIn, openTo, isForeign } = valuesOf(
      variable,
      this.#analysis.index,
    );
    const { fillings, at } = this.#fillings(readsOf(variable), path);
    const given = values.map((each) => ({
      node: each.node,
      path: [...each.path, ...at],
    }));
    const join =
      standsIn && this.#mayBeShared(standsIn.right) ? standsIn : undefined;
    if (join) for (const each of given) this.#from(each.node, each.path, join);
    else this.#each([...given, ...fillings], via);
    if (openTo) this.#other(join ?? (via === 'alone' ? openTo : via));
    else if (isForeign) this.#other(join ?? via);
  }

  #member(node: TSESTree.MemberExpression, path: HeldAt, via: Via): void {
    const name = accessedName(node) ?? ANY_MEMBER;
    const owner = this.#analysis.index.fieldOwner(node);
    if (owner) this.#field(owner, name, path, via);
    else this.#from(node.object, [name, ...path], via);
  }

  #field(owner: ClassNode, name: string, path: HeldAt, via: Via): void {
    if (this.#seen.before(owner, [name, ...path].join('.'))) return;
    const { index } = this.#analysis;
    const { known, possible } = index.accesses(owner, name);
    this.instead.push(...possible.filter(isWritten)); // `this[name] = …`
    const { fillings, at } = this.#fillings(known, path);
    const whole = ownersOf(owner, name, this.#analysis).flatMap((each) =>
      index.handed(each),
    );
    const copied = this.#fillings(whole, [name, ...path]).fillings;
    const given = memberValues(owner, name, this.#analysis).flatMap((each) =>
      // The value of a getter is what it returns.
      isGetter(each) ? index.returned(each) : [each],
    );
    this.#each(
      [...given.map((node) => ({ node, path: at })), ...fillings, ...copied],
      via,
    );
  }

  #fillings(reads: readonly TSESTree.Node[], path: HeldAt): Fillings {
    const found = fillingsAt(reads, path, this.#analysis);
    this.instead.push(...found.doubts);
    return found;
  }

  #holder(
    node: TSESTree.ObjectExpression | TSESTree.ArrayExpression,
    path: HeldAt,
    via: Via,
  ): void {
    const [key, ...rest] = path;
    if (key === undefined) {
      this.#other(via);
      return;
    }
    const assigned =
      node.type === 'ObjectExpression'
        ? assignedTo(node, key, this.#analysis)
        : [];
    const later = assigned.map((each) => ({ node: each, path: rest }));
    const copied =
      node.type === 'ObjectExpression'
        ? this.#fillings(this.#analysis.index.handed(node), path).fillings
        : [];
    this.#each([...valuesIn(node, path), ...later, ...copied], via);
  }

  #call(node: TSESTree.CallExpression, path: HeldAt, via: Via): void {
    const callee = unwrap(node.callee);
    if (callee.type === 'MemberExpression') {
      const name = memberName(callee) ?? '';
      const from = receivedFrom(name, path);
      if (from) {
        this.#from(callee.object, from, via);
        return;
      }
      const owner = this.#analysis.index.fieldOwner(callee);
      if (owner) {
        this.#results(
          memberValues(owner, name, this.#analysis),
          node,
          path,
          via,
        );
        return;
      }
    }
    const origins = this.#analysis.origins(callee);
    const [first] = node.arguments;
    if (first && isPassedThrough(origins)) this.#from(first, path, via);
    else {
      const called = origins.map((each) =>
        each.kind === 'function' ? each.node : undefined,
      );
      this.#results(called, node, path, via);
    }
  }

  /** What functions return, of which one is called. */
  #results(
    called: readonly (TSESTree.Node | undefined)[],
    join: TSESTree.Node,
    path: HeldAt,
    via: Via,
  ): void {
    const inner = called.length > 1 ? 'among' : via;
    for (const fn of called) {
      if (!fn || !isFunction(fn) || fn.generator) this.#other(inner);
      else this.#oneOf(this.#analysis.index.returned(fn), fn, path, inner);
    }
  }
}

/** More names than lead to a client anywhere; a cycle would lead on without end. */
const DEEPEST = 8;

function isGetter(node: TSESTree.Node): node is FunctionNode {
  const { parent }: { parent?: TSESTree.Node } = node;
  return (
    isFunction(node) &&
    parent?.type === 'MethodDefinition' &&
    parent.kind === 'get'
  );
}
