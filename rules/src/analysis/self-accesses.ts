import type { TSESTree } from '@typescript-eslint/utils';

import type { Owner, Self } from './self.js';
import {
  type ClassNode,
  isClass,
  keyName,
  memberName,
  push,
  type Variable,
  wrapped,
} from './source.js';

/** A place that reads or writes a member: `this.redis`, or `redis` in `const { redis } = this`. */
export type MemberAccess = TSESTree.MemberExpression | TSESTree.Property;

/** How the file's own code reaches one member of a class or an object through `this`, an alias of it, or the class' name. */
export interface MemberAccesses {
  readonly known: readonly MemberAccess[];
  /** Places that may reach the member too, such as `this[name]` or `other.redis`. */
  readonly possible: readonly TSESTree.Node[];
}

/** What the collector asks of the file's scopes. */
interface Scopes {
  /** The variables that a declaration introduces. */
  declared(node: TSESTree.Node): readonly Variable[];
  /** The variable that an identifier reads, writes or declares. */
  named(identifier: TSESTree.Identifier): Variable | undefined;
}

/** Collects the accesses to the members of classes and objects. */
export class SelfAccesses {
  readonly #scopes: Scopes;
  readonly #known = new Map<Owner, Map<string, MemberAccess[]>>();
  readonly #dynamic = new Map<Owner, TSESTree.Node[]>();
  readonly #handed = new Map<Owner, TSESTree.Node[]>();
  readonly #owners = new Map<TSESTree.Node, Owner>();
  readonly #byName = new Map<string, MemberAccess[]>();
  readonly #aliases = new Map<Variable, Set<Owner>>();

  constructor(
    scopes: Scopes,
    selves: ReadonlyMap<TSESTree.ThisExpression, Self>,
    classes: readonly ClassNode[],
    accesses: readonly MemberAccess[],
  ) {
    this.#scopes = scopes;
    for (const [node, { owner }] of selves) this.#self(node, owner);
    for (const owner of classes) {
      this.#self(owner, owner);
      for (const variable of scopes.declared(owner)) {
        this.#alias(variable, owner);
      }
    }
    for (const access of accesses) {
      const name = memberAccessName(access);
      if (name !== undefined && !this.#owners.has(access)) {
        push(this.#byName, name, access);
      }
    }
  }

  /** The class or object whose member this is, where that is known. */
  owner(access: TSESTree.Node): Owner | undefined {
    return this.#owners.get(access);
  }

  /** Where a class or an instance of it, or an object, is an argument: `Object.assign(this, options)`. */
  handed(owner: Owner): readonly TSESTree.Node[] {
    return this.#handed.get(owner) ?? [];
  }

  of(owner: Owner, name: string): MemberAccesses {
    const strangers = isClass(owner) ? (this.#byName.get(name) ?? []) : [];
    return {
      known: this.#known.get(owner)?.get(name) ?? [],
      possible: [
        ...(this.#dynamic.get(owner) ?? []),
        ...strangers.filter((access) => mayReach(access, owner)),
      ],
    };
  }

  /** Follows a value that is the owner itself. */
  #self(node: TSESTree.Node, owner: Owner): void {
    const value = wrapped(node);
    const parent = value.parent;
    switch (parent?.type) {
      case 'MemberExpression':
        if (parent.object === value) this.#access(owner, parent);
        return;
      case 'VariableDeclarator':
        this.#pattern(parent.id, owner);
        return;
      case 'AssignmentExpression':
      case 'AssignmentPattern':
        if (parent.right === value) this.#pattern(parent.left, owner);
        return;
      default:
        if (parent?.type === 'CallExpression') push(this.#handed, owner, node);
        this.#leave(owner, node);
    }
  }

  /** Others cannot reach what is private to a class, but they can reach all of an object. */
  #leave(owner: Owner, at: TSESTree.Node): void {
    if (!isClass(owner)) push(this.#dynamic, owner, at);
  }

  #pattern(target: TSESTree.Node, owner: Owner): void {
    if (target.type === 'Identifier') {
      const variable = this.#scopes.named(target);
      if (variable) this.#alias(variable, owner);
    } else if (target.type === 'ObjectPattern') {
      for (const property of target.properties) {
        if (property.type === 'Property') this.#access(owner, property);
        else push(this.#dynamic, owner, property);
      }
    } else if (target.type === 'MemberExpression') {
      this.#leave(owner, target); // `module.exports = Store`
    } else push(this.#dynamic, owner, target);
  }

  #alias(variable: Variable, owner: Owner): void {
    const owners = this.#aliases.get(variable);
    if (owners?.has(owner)) return;
    if (owners) owners.add(owner);
    else this.#aliases.set(variable, new Set([owner]));
    for (const reference of variable.references) {
      if (reference.isRead()) this.#self(reference.identifier, owner);
    }
  }

  #access(owner: Owner, access: MemberAccess): void {
    const name = memberAccessName(access);
    if (name === undefined) {
      push(this.#dynamic, owner, access);
      return;
    }
    const members = this.#known.get(owner) ?? new Map<string, MemberAccess[]>();
    this.#known.set(owner, members);
    push(members, name, access);
    this.#owners.set(access, owner);
  }
}

/** The name of the member that is accessed; `undefined` where it is computed. */
export function memberAccessName(access: MemberAccess): string | undefined {
  return access.type === 'Property' ? keyName(access) : memberName(access);
}

/**
 * Whether an access through an unknown object can be one to a private field of
 * this class: inside the class, where the compiler allows it, and anywhere as
 * `service['redis']`, which it does not check. What a constructor takes apart
 * are its arguments, not another instance.
 */
function mayReach(access: MemberAccess, owner: Owner): boolean {
  const inside =
    owner.range[0] <= access.range[0] && access.range[1] <= owner.range[1];
  if (access.type === 'MemberExpression') {
    return inside || (access.computed && access.object.type !== 'Super');
  }
  return inside && !standsInConstructor(access);
}

function standsInConstructor(node: TSESTree.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'MethodDefinition') return at.kind === 'constructor';
  }
  return false;
}
