import type { TSESTree } from '@typescript-eslint/utils';

import { calleeName, parameterAt, parametersAt } from './arguments.js';
import { callersOf } from './callers.js';
import {
  classAround,
  isPrivate,
  type MemberDefinition,
  memberDefinitions,
  parameterName,
  parameterPropertyOf,
} from './class-fields.js';
import { resultOf } from './commands.js';
import { departureInto, exportedAs, moduleExports } from './departures.js';
import type { DriverName } from './drivers.js';
import type { FileIndex } from './file-index.js';
import { isHarmless, isOverwritten } from './harmless.js';
import {
  ANY_MEMBER,
  CALLED,
  CLIENT,
  holderAround,
  inside,
  isCalledFor,
  isDefaultOf,
  isOfPromise,
  isOnlyLookedAt,
  isPassedThrough,
  isTooDeep,
  iteratesOver,
  keyOf,
  leadsElsewhere,
  leadsToClient,
  patternTargets,
  taken,
} from './holders.js';
import type { Provenance } from './provenance.js';
import { Seen } from './seen.js';
import type { MemberAccess } from './self-accesses.js';
import { sentCommand } from './sent-command.js';
import {
  calledWith,
  type ClassNode,
  enclosingFunction,
  type FunctionNode,
  isExported,
  isFunction,
  isWrapper,
  isWritten,
  keyName,
  memberName,
  readsOf,
  unwrap,
  type Variable,
  wrapped,
} from './source.js';
import type { Departed, Departure, Held, Use } from './uses.js';

/** Where following starts: an expression that is (or holds) the client, what receives it, or a function that returns it. */
export interface FlowStart {
  readonly node: TSESTree.Node;
  readonly as: 'value' | 'target' | 'function';
  readonly held: Held;
}

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
}

/** A `private` member of a class. */
export interface PrivateMember {
  readonly name: string;
  readonly owner: ClassNode;
  readonly held: Held;
}

/** A call of an opener, and where in its result the client is. */
export interface OpenerCall {
  readonly call: TSESTree.CallExpression;
  readonly held: Held;
}

export interface Returned {
  readonly fn: FunctionNode;
  readonly held: Held;
}

/**
 * Follows one value from where it starts to every place it reaches in the
 * file: through variables, `await`, casts, conditionals, objects and arrays
 * that hold it, functions that return it, parameters of local functions, and
 * private class fields. What it cannot follow is recorded as a departure,
 * never dropped.
 */
export function flowFrom(
  start: FlowStart,
  driver: DriverName,
  index: FileIndex,
  provenance: Provenance,
): Flow {
  return new ValueFlow(driver, index, provenance).trace(start);
}

/** The uses of what an expression creates. */
export function usesOf(
  created: TSESTree.Node,
  driver: DriverName,
  index: FileIndex,
  provenance: Provenance,
): readonly Use[] {
  const start = { node: created, as: 'value', held: CLIENT } as const;
  return flowFrom(start, driver, index, provenance).uses;
}

class ValueFlow {
  readonly #uses: Use[] = [];
  readonly #returns: Returned[] = [];
  readonly #calls: OpenerCall[] = [];
  readonly #privates: PrivateMember[] = [];
  readonly #pending: [node: TSESTree.Node, held: Held][] = [];
  readonly #seen = new Seen();
  readonly #driver: DriverName;
  readonly #index: FileIndex;
  readonly #provenance: Provenance;

  constructor(driver: DriverName, index: FileIndex, provenance: Provenance) {
    this.#driver = driver;
    this.#index = index;
    this.#provenance = provenance;
  }

  /** A list of what is still to follow, not recursion: chains can be long. */
  trace({ node, as, held }: FlowStart): Flow {
    if (isFunction(node) && as === 'function') this.#function(node, node, held);
    else if (as === 'target') this.#parameter(node, held);
    else this.#follow(node, held);
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      this.#step(...next);
    }
    this.#uses.sort((a, b) => a.node.range[0] - b.node.range[0]);
    return {
      uses: this.#uses,
      returns: this.#returns,
      calls: this.#calls,
      privates: this.#privates,
    };
  }

  /** The value of `node` is or holds the client: see what happens to it where it stands. */
  #follow(node: TSESTree.Node, held: Held): void {
    if (isTooDeep(held)) this.#leave('unknown', node, held);
    else if (!this.#seen.before(node, keyOf(held))) {
      this.#pending.push([node, held]);
    }
  }

  #step(node: TSESTree.Node, held: Held): void {
    const { parent } = node;
    if (!parent || isHarmless(node, parent)) return;
    if (isWrapper(parent)) {
      this.#follow(parent, held);
      return;
    }
    switch (parent.type) {
      case 'AwaitExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'SequenceExpression':
        this.#follow(parent, held);
        return;
      case 'VariableDeclarator':
        if (/using$/.test(parent.parent.kind)) this.#using(parent);
        this.#target(parent.id, held);
        return;
      case 'AssignmentPattern':
        this.#parameter(parent, held);
        return;
      case 'AssignmentExpression':
        if (parent.right === node) this.#target(parent.left, held);
        this.#follow(parent, held);
        return;
      case 'PropertyDefinition':
      case 'AccessorProperty':
        this.#member(parent.parent.parent, keyName(parent), parent, held);
        return;
      case 'Property':
      case 'SpreadElement':
      case 'ArrayExpression':
        this.#intoHolder(node, parent, held);
        return;
      case 'ForOfStatement':
        this.#iterated(parent, node, held);
        return;
      case 'MemberExpression':
        if (parent.object !== node) this.#leave('unknown', node, held);
        else if (isOfPromise(parent)) this.#settled(parent, held);
        else if (held.path.length > 0) this.#memberOfHolder(parent, held);
        else this.#use(parent, held);
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.#argument(node, parent, held);
        return;
      case 'ReturnStatement':
        this.#returned(enclosingFunction(node), node, held);
        return;
      case 'ArrowFunctionExpression':
        if (held.receiver === 'client' || !isArgument(parent)) {
          this.#returned(parent, node, held);
        }
        return;
      default: {
        const { kind, name } = departureInto(parent);
        this.#leave(kind, node, held, { name });
      }
    }
  }

  #using(declarator: TSESTree.VariableDeclarator): void {
    const { id } = declarator;
    const name = id.type === 'Identifier' ? id.name : undefined;
    this.#uses.push({ kind: 'using', node: declarator, name });
  }

  /** The value is written to a variable, a pattern or a property. */
  #target(target: TSESTree.Node, held: Held): void {
    switch (target.type) {
      case 'Identifier':
        this.#variable(target, held);
        return;
      case 'ObjectPattern':
      case 'ArrayPattern':
        if (held.path.length === 0) this.#destructured(target, held);
        else {
          for (const [inner, left] of patternTargets(target, held)) {
            this.#target(inner, left);
          }
        }
        return;
      case 'MemberExpression':
        this.#memberTarget(target, held);
        return;
      case 'AssignmentPattern':
        this.#target(target.left, held);
        return;
      case 'VariableDeclaration':
        for (const { id } of target.declarations) this.#target(id, held);
        return;
      default:
        if (isWrapper(target)) this.#target(target.expression, held);
        else this.#leave('unknown', target, held);
    }
  }

  /** `const { status, quit } = client` */
  #destructured(
    pattern: TSESTree.ObjectPattern | TSESTree.ArrayPattern,
    held: Held,
  ): void {
    if (pattern.type === 'ArrayPattern') {
      this.#leave('unknown', pattern, held);
      return;
    }
    for (const property of pattern.properties) {
      const name = property.type === 'Property' ? keyName(property) : undefined;
      if (property.type === 'Property' && name !== undefined) {
        const [kind, driver] = ['property', this.#driver] as const;
        this.#uses.push({ kind, driver, node: property, property: name });
      } else this.#leave('unknown', property, held);
    }
  }

  #memberTarget(target: TSESTree.MemberExpression, held: Held): void {
    const owner = this.#index.fieldOwner(target);
    const name = memberName(target);
    if (owner) {
      this.#member(owner, name, target, held);
      return;
    }
    const exported = exportedAs(target, this.#index);
    if (exported) {
      this.#leave('exported', target, held, exported);
      const whole =
        exported.name === undefined ? held : inside(exported.name, held);
      for (const read of moduleExports(this.#index)) this.#follow(read, whole);
      return;
    }
    const objects = this.#provenance.origins(target.object);
    if (objects.every((origin) => origin.kind === 'object')) {
      for (const { node } of objects) {
        this.#follow(node, inside(name ?? ANY_MEMBER, held));
      }
      return;
    }
    const isGlobal = objects.every(
      (origin) =>
        origin.kind === 'global' &&
        /^global(?:This)?$/.test(origin.name) &&
        origin.path.length === 0,
    );
    const byName = isGlobal ? 'global' : undefined;
    this.#leave('stored', target, held, { name, byName });
  }

  #variable(identifier: TSESTree.Identifier, held: Held): void {
    const variable = this.#index.named(identifier);
    if (variable) this.#reads(variable, held);
    // `exports = module.exports = …` is another name for what is exported.
    else if (identifier.name !== 'exports') {
      const name = `global ${identifier.name}`;
      this.#leave('stored', identifier, held, { name });
    }
  }

  #reads(variable: Variable, held: Held): void {
    if (this.#seen.before(variable, keyOf(held))) return;
    const [declared] = variable.identifiers;
    if (declared && isExported(variable)) {
      this.#leave('exported', declared, held, { name: variable.name });
    }
    for (const read of readsOf(variable)) this.#follow(read, held);
  }

  /** The value is put into a member of a class. */
  #member(
    owner: ClassNode,
    name: string | undefined,
    at: TSESTree.Node,
    held: Held,
  ): void {
    if (name === undefined) {
      this.#leave('unknown', at, held);
      return;
    }
    if (this.#seen.before(owner, `${keyOf(held)}.${name}`)) return;
    const definitions = memberDefinitions(owner, name);
    const isPlain = definitions.every(
      ({ type }) => type !== 'MethodDefinition',
    );
    const contained = isPlain && definitions.every(isPrivate);
    if (definitions.length === 0 || !contained) {
      const byName = isPlain ? reachOf(definitions) : undefined;
      this.#leave('stored', at, held, { name, byName, owner });
    } else if (!name.startsWith('#'))
      this.#privates.push({ name, held, owner });
    const { known, possible } = this.#index.accesses(owner, name);
    for (const access of known) this.#access(access, held);
    for (const node of possible) this.#leave('unknown', node, held, { name });
  }

  #access(access: MemberAccess, held: Held): void {
    if (access.type === 'Property') this.#target(access.value, held);
    else if (!isOverwritten(access)) this.#follow(access, held);
  }

  /** The value is put into an object or array that is written here. */
  #intoHolder(
    node: TSESTree.Node,
    parent:
      TSESTree.Property | TSESTree.SpreadElement | TSESTree.ArrayExpression,
    held: Held,
  ): void {
    const entered = holderAround(node, parent, held);
    if (!entered) {
      this.#leave('unknown', node, held);
      return;
    }
    const { holder, held: inner } = entered;
    const [name] = inner.path;
    if (holder.type === 'ObjectExpression' && name !== undefined) {
      const { known, possible } = this.#index.accesses(holder, name);
      if (possible.length > 0) this.#leave('stored', parent, held, { name });
      for (const access of known) this.#access(access, held);
    }
    this.#follow(holder, inner);
  }

  /** `promise.then((client) => …)`, `promise.catch(…)` */
  #settled(member: TSESTree.MemberExpression, held: Held): void {
    const call = calledWith(member);
    const [callback] = call?.arguments ?? [];
    if (call && memberName(member) !== 'then') this.#follow(call, held);
    else if (!callback) this.#leave('unknown', member, held);
    else {
      for (const origin of this.#provenance.origins(callback)) {
        const parameter = parameterAt(origin, 0, this.#index);
        if (parameter) this.#parameter(parameter, held);
        else if (origin.kind !== 'function' || origin.node.params.length > 0) {
          this.#leave('unknown', callback, held);
        }
      }
    }
  }

  /** `holder.client`, `clients[0]`, `clients.forEach((client) => …)` */
  #memberOfHolder(member: TSESTree.MemberExpression, held: Held): void {
    if (isOverwritten(member)) {
      // `holder.method = function () { … }` gets the holder as `this`.
      const { parent } = member;
      if (
        parent.type === 'AssignmentExpression' &&
        parent.right.type === 'FunctionExpression' &&
        /\bthis\b/.test(this.#index.textOf(parent.right))
      ) {
        this.#leave('unknown', member, held);
      }
      return;
    }
    if (isDefaultOf(member, held)) this.#follow(member, held);
    if (leadsToClient(member, held)) {
      this.#follow(member, taken(held));
      return;
    }
    if (isCalledFor(held)) this.#leave('unknown', member, held);
    if (leadsElsewhere(member, held)) return;
    const [callback] = calledWith(member)?.arguments ?? [];
    if (callback && isFunction(callback) && iteratesOver(member, held)) {
      const [item] = callback.params;
      if (item) this.#parameter(item, taken(held));
    } else this.#leave('stored', member, held, { name: 'an array' });
  }

  /** `for (const client of clients)` */
  #iterated(
    { left, right }: TSESTree.ForOfStatement,
    node: TSESTree.Node,
    held: Held,
  ): void {
    if (right !== node || held.path.length === 0) {
      this.#leave('unknown', node, held);
    } else this.#target(left, taken(held));
  }

  /** Something is done with the value: `client.get(…)`, `client.status`. */
  #use(member: TSESTree.MemberExpression, held: Held): void {
    const { receiver } = held;
    const name = memberName(member);
    if (name === undefined || isWritten(member)) {
      this.#leave('unknown', member, held, { name });
      return;
    }
    const call = calledWith(member);
    if (!call) {
      if (isExpected(member)) return;
      const [kind, driver] = ['property', this.#driver] as const;
      this.#uses.push({ kind, driver, node: member, property: name });
      return;
    }
    this.#uses.push({
      kind: 'call',
      driver: this.#driver,
      node: member,
      call,
      method: name,
      receiver,
      sent: sentCommand(call, name, this.#provenance),
    });
    const result = resultOf(this.#driver, name, receiver);
    if (result) this.#follow(call, { receiver: result, path: [] });
  }

  #argument(
    node: TSESTree.Node,
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    held: Held,
  ): void {
    const position = call.arguments.findIndex((each) => each === node);
    if (position < 0) {
      if (isCalledFor(held)) this.#result(call, taken(held));
      else this.#leave('unknown', node, held);
      return;
    }
    if (isCalledFor(held) && isOfPromise(unwrap(call.callee))) {
      this.#result(call, taken(held));
      return;
    }
    const origins = this.#provenance.origins(call.callee);
    if (isOnlyLookedAt(origins)) return;
    if (position === 0 && isPassedThrough(origins)) {
      this.#follow(call, held);
      return;
    }
    const parameters = parametersAt(
      call,
      position,
      this.#index,
      this.#provenance,
    );
    if (!parameters) {
      const callee = calleeName(call.callee);
      const facts = { node, call, callee, origins, position, held };
      this.#uses.push({ kind: 'argument', ...facts });
    }
    for (const parameter of parameters ?? []) this.#parameter(parameter, held);
  }

  #parameter(parameter: TSESTree.Node, held: Held): void {
    if (parameter.type === 'AssignmentPattern') {
      this.#parameter(parameter.left, held);
      return;
    }
    if (parameter.type === 'TSParameterProperty') {
      this.#parameter(parameter.parameter, held);
      return;
    }
    this.#target(parameter, held);
    const property = parameterPropertyOf(parameter);
    const owner = property && classAround(property);
    if (owner) {
      this.#member(owner, parameterName(property), property, held);
    }
  }

  /** The value goes on where the function is called. */
  #returned(
    fn: FunctionNode | undefined,
    node: TSESTree.Node,
    held: Held,
  ): void {
    if (!fn) {
      this.#leave('returned', node, held);
      return;
    }
    if (this.#seen.before(fn, `${keyOf(held)} returned`)) return;
    this.#returns.push({ fn, held });
    if (fn.generator) this.#leave('unknown', node, held);
    else this.#function(fn, node, held);
  }

  /** The value goes on where the function is called, wherever the function itself goes. */
  #function(fn: FunctionNode, node: TSESTree.Node, held: Held): void {
    const { parent } = fn;
    const called = inside(CALLED, held);
    if (isClassMember(parent)) {
      const { results, open, name } = callersOf(fn, this.#index);
      const byName =
        parent.type !== 'MethodDefinition' || parent.kind === 'method'
          ? reachOf([parent])
          : undefined;
      const owner = parent.parent.parent;
      if (open) this.#leave('returned', node, called, { name, byName, owner });
      else if (name?.startsWith('#') === false) {
        this.#privates.push({ name, held: called, owner });
      }
      for (const result of results) {
        if (result.type === 'MemberExpression' || result.type === 'Property') {
          this.#access(result, held);
        } else this.#result(result, held);
      }
      return;
    }
    const own = fn.id && this.#index.named(fn.id);
    if (own) this.#reads(own, called);
    if (fn.type !== 'FunctionDeclaration') this.#follow(fn, called);
    else if (!own) this.#leave('exported', fn, called, { name: 'default' });
  }

  /** A function that is followed is called. */
  #result(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    held: Held,
  ): void {
    if (!held.toCalls) this.#follow(call, held);
    else if (call.type === 'CallExpression') this.#calls.push({ call, held });
  }

  #leave(
    kind: Departure,
    node: TSESTree.Node,
    held: Held,
    facts: Partial<Departed> = {},
  ): void {
    this.#uses.push({ kind, node, held, ...facts });
  }
}

function reachOf(definitions: readonly MemberDefinition[]): Departed['byName'] {
  const isHidden = definitions.every(
    (each) => isPrivate(each) || each.accessibility === 'protected',
  );
  return definitions.length > 0 && isHidden ? 'subclasses' : 'anywhere';
}

/** `expect(client.get)`: without its client a method does nothing to it. */
function isExpected(member: TSESTree.MemberExpression): boolean {
  const { parent } = wrapped(member);
  return (
    parent?.type === 'CallExpression' &&
    parent.callee.type === 'Identifier' &&
    parent.callee.name === 'expect'
  );
}

function isClassMember(
  node: TSESTree.Node,
): node is
  | TSESTree.MethodDefinition
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty {
  return /^(?:MethodDefinition|PropertyDefinition|AccessorProperty)$/.test(
    node.type,
  );
}

/** `keys.forEach((key) => pipeline.get(key))`: nobody goes on with what such a callback returns. */
function isArgument(fn: TSESTree.ArrowFunctionExpression): boolean {
  return fn.parent.type === 'CallExpression' && fn.parent.callee !== fn;
}
