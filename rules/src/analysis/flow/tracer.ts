import type { TSESTree } from '@typescript-eslint/utils';

import type { DriverName } from '../drivers.js';
import type { FileIndex } from '../file-index.js';
import { isTooDeep, keyOf } from '../holders.js';
import type { Provenance } from '../provenance.js';
import { Seen } from '../seen.js';
import type { ClassNode, FunctionNode } from '../source.js';
import type { Departed, Departure, Held, Use } from '../uses.js';

/** Where a value goes in its file. */
export interface Flow {
  /** In source order. */
  readonly uses: readonly Use[];
  /** The functions that return it, and where in what they return it is. */
  readonly returns: readonly Returned[];
  /** Where an opener is called, when that is what was followed. */
  readonly calls: readonly OpenerCall[];
  /** The members that hold or return it and that TypeScript alone keeps others from. */
  readonly privates: readonly PrivateMember[];
  /** The objects that say what a container of dependencies provides, where it is in one. */
  readonly provided: readonly Provided[];
}

export interface Returned {
  readonly fn: FunctionNode;
  readonly held: Held;
}

/** A call of an opener, and where in its result the client is. */
export interface OpenerCall {
  readonly call: TSESTree.CallExpression;
  readonly held: Held;
}

/** A `private` member of a class. */
export interface PrivateMember {
  readonly name: string;
  readonly owner: ClassNode;
  readonly held: Held;
}

/** `{ provide: REDIS, useFactory: () => client }`, and where in it the client is. */
export interface Provided {
  readonly provider: TSESTree.ObjectExpression;
  readonly held: Held;
}

/** What is still to follow: a node whose value is or holds the client, or one that receives it. */
interface Pending {
  readonly as: 'value' | 'target';
  readonly node: TSESTree.Node;
  readonly held: Held;
}

/** What the following of one value has found, and what it has still to follow. */
export class Tracer implements Flow {
  readonly uses: Use[] = [];
  readonly returns: Returned[] = [];
  readonly calls: OpenerCall[] = [];
  readonly privates: PrivateMember[] = [];
  readonly provided: Provided[] = [];
  readonly seen = new Seen();
  readonly driver: DriverName;
  readonly index: FileIndex;
  readonly provenance: Provenance;
  readonly #pending: Pending[] = [];

  constructor(driver: DriverName, index: FileIndex, provenance: Provenance) {
    this.driver = driver;
    this.index = index;
    this.provenance = provenance;
  }

  /** The value of `node` is or holds the client: see what happens to it where it stands. */
  follow(node: TSESTree.Node, held: Held): void {
    if (isTooDeep(held)) this.leave('unknown', node, held);
    else if (!this.seen.before(node, keyOf(held))) {
      this.#pending.push({ as: 'value', node, held });
    }
  }

  /** The value is written to a variable, a pattern or a property. */
  receive(node: TSESTree.Node, held: Held): void {
    this.#pending.push({ as: 'target', node, held });
  }

  next(): Pending | undefined {
    return this.#pending.pop();
  }

  leave(
    kind: Departure,
    node: TSESTree.Node,
    held: Held,
    facts: Partial<Departed> = {},
  ): void {
    this.uses.push({ kind, node, held, ...facts });
  }
}
