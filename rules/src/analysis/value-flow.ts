import type { TSESTree } from '@typescript-eslint/utils';

import { calleeName, parametersAt } from './arguments.js';
import { callersOf } from './callers.js';
import {
  classAround,
  isPrivate,
  memberDefinitions,
  parameterName,
  parameterPropertyOf,
} from './class-fields.js';
import { resultOf } from './commands.js';
import type { DriverName } from './drivers.js';
import { departureInto, isExportsMember } from './departures.js';
import type { FileIndex } from './file-index.js';
import { isHarmless, isOverwritten } from './harmless.js';
import { objectReads } from './object-members.js';
import type { Provenance } from './provenance.js';
import { sentCommand } from './sent-command.js';
import { Seen } from './seen.js';
import type { MemberAccess } from './self-accesses.js';
import {
  calledWith,
  type ClassNode,
  enclosingFunction,
  type FunctionNode,
  isExported,
  isWrapper,
  isWritten,
  keyName,
  memberName,
  readsOf,
  type Variable,
} from './source.js';
import type { Departure, Receiver, Use } from './uses.js';

/**
 * Follows one value from the expression that creates it to every place it
 * reaches in the file: through variables, `await`, casts, conditionals,
 * parameters and returns of local functions, and private class fields. What it
 * cannot follow is recorded as a departure, never dropped. In source order.
 */
export function usesOf(
  created: TSESTree.Node,
  driver: DriverName,
  index: FileIndex,
  provenance: Provenance,
): readonly Use[] {
  const uses = new ValueFlow(driver, index, provenance).trace(created);
  return uses.sort((a, b) => a.node.range[0] - b.node.range[0]);
}

class ValueFlow {
  readonly #uses: Use[] = [];
  readonly #pending: [node: TSESTree.Node, receiver: Receiver][] = [];
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
  trace(created: TSESTree.Node): Use[] {
    this.#follow(created, 'client');
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      this.#step(...next);
    }
    return this.#uses;
  }

  /** The value of `node` is the client: see what happens to it where it stands. */
  #follow(node: TSESTree.Node, receiver: Receiver): void {
    if (!this.#seen.before(node, receiver))
      this.#pending.push([node, receiver]);
  }

  #step(node: TSESTree.Node, receiver: Receiver): void {
    const { parent } = node;
    if (!parent || isHarmless(node, parent)) return;
    if (isWrapper(parent)) {
      this.#follow(parent, receiver);
      return;
    }
    switch (parent.type) {
      case 'AwaitExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'SequenceExpression':
        this.#follow(parent, receiver);
        return;
      case 'VariableDeclarator':
        if (/using$/.test(parent.parent.kind)) {
          const { id } = parent;
          const name = id.type === 'Identifier' ? id.name : undefined;
          this.#uses.push({ kind: 'using', node: parent, name });
        }
        this.#target(parent.id, receiver);
        return;
      case 'AssignmentPattern':
        this.#parameter(parent, receiver);
        return;
      case 'AssignmentExpression':
        if (parent.right === node) this.#target(parent.left, receiver);
        this.#follow(parent, receiver);
        return;
      case 'PropertyDefinition':
      case 'AccessorProperty':
        this.#member(parent.parent.parent, keyName(parent), parent, receiver);
        return;
      case 'Property':
        this.#property(parent, receiver);
        return;
      case 'MemberExpression':
        if (parent.object === node) this.#use(parent, receiver);
        else this.#leave('unknown', node);
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.#argument(node, parent, receiver);
        return;
      case 'ReturnStatement':
        this.#returned(enclosingFunction(node), node, receiver);
        return;
      case 'ArrowFunctionExpression':
        if (receiver === 'client' || !isArgument(parent)) {
          this.#returned(parent, node, receiver);
        }
        return;
      default: {
        const { kind, name } = departureInto(parent);
        this.#leave(kind, node, name);
      }
    }
  }

  /** The value is written to a variable, a pattern or a property. */
  #target(target: TSESTree.Node, receiver: Receiver): void {
    switch (target.type) {
      case 'Identifier':
        this.#variable(target, receiver);
        return;
      case 'ObjectPattern':
        for (const property of target.properties) {
          const name =
            property.type === 'Property' ? keyName(property) : undefined;
          if (property.type === 'Property' && name !== undefined) {
            this.#uses.push({
              kind: 'property',
              driver: this.#driver,
              node: property,
              property: name,
            });
          } else this.#leave('unknown', property);
        }
        return;
      case 'MemberExpression':
        this.#memberTarget(target, receiver);
        return;
      case 'AssignmentPattern':
        this.#target(target.left, receiver);
        return;
      default:
        if (isWrapper(target)) this.#target(target.expression, receiver);
        else this.#leave('unknown', target);
    }
  }

  #memberTarget(target: TSESTree.MemberExpression, receiver: Receiver): void {
    const owner = this.#index.fieldOwner(target);
    const name = memberName(target);
    if (owner) {
      this.#member(owner, name, target, receiver);
      return;
    }
    const exported = isExportsMember(target, this.#index);
    this.#leave(exported ? 'exported' : 'stored', target, name);
  }

  #variable(identifier: TSESTree.Identifier, receiver: Receiver): void {
    const variable = this.#index.named(identifier);
    if (variable) this.#reads(variable, receiver);
    else this.#leave('stored', identifier, `global ${identifier.name}`);
  }

  #reads(variable: Variable, receiver: Receiver): void {
    if (this.#seen.before(variable, receiver)) return;
    const [declared] = variable.identifiers;
    if (declared && isExported(variable)) {
      this.#leave('exported', declared, variable.name);
    }
    for (const read of readsOf(variable)) this.#follow(read, receiver);
  }

  /** The value is put into a member of a class. */
  #member(
    owner: ClassNode,
    name: string | undefined,
    at: TSESTree.Node,
    receiver: Receiver,
  ): void {
    if (name === undefined) {
      this.#leave('unknown', at);
      return;
    }
    if (this.#seen.before(owner, `${receiver}.${name}`)) return;
    const definitions = memberDefinitions(owner, name);
    const contained = definitions.every(
      (each) => isPrivate(each) && each.type !== 'MethodDefinition',
    );
    if (definitions.length === 0 || !contained) this.#leave('stored', at, name);
    const { known, possible } = this.#index.accesses(owner, name);
    for (const access of known) this.#access(access, receiver);
    for (const node of possible) this.#leave('unknown', node, name);
  }

  #access(access: MemberAccess, receiver: Receiver): void {
    if (access.type === 'Property') this.#target(access.value, receiver);
    else if (!isOverwritten(access)) this.#follow(access, receiver);
  }

  /** The value is put into an object literal. */
  #property(property: TSESTree.Property, receiver: Receiver): void {
    const reads = objectReads(property, this.#index);
    if (reads) for (const read of reads) this.#access(read, receiver);
    else this.#leave('stored', property, keyName(property));
  }

  /** Something is done with the value: `client.get(…)`, `client.status`. */
  #use(member: TSESTree.MemberExpression, receiver: Receiver): void {
    const name = memberName(member);
    if (name === undefined || isWritten(member)) {
      this.#leave('unknown', member, name);
      return;
    }
    const call = calledWith(member);
    if (!call) {
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
    if (result) this.#follow(call, result);
  }

  #argument(
    node: TSESTree.Node,
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    receiver: Receiver,
  ): void {
    const position = call.arguments.findIndex((each) => each === node);
    if (position < 0) {
      this.#leave('unknown', node);
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
      this.#uses.push({ kind: 'argument', node, call, callee });
    }
    for (const parameter of parameters ?? []) {
      this.#parameter(parameter, receiver);
    }
  }

  #parameter(parameter: TSESTree.Node, receiver: Receiver): void {
    if (parameter.type === 'AssignmentPattern') {
      this.#parameter(parameter.left, receiver);
      return;
    }
    if (parameter.type === 'TSParameterProperty') {
      this.#parameter(parameter.parameter, receiver);
      return;
    }
    this.#target(parameter, receiver);
    const property = parameterPropertyOf(parameter);
    const owner = property && classAround(property);
    if (owner) {
      this.#member(owner, parameterName(property), property, receiver);
    }
  }

  /** The value goes on where the function is called. */
  #returned(
    fn: FunctionNode | undefined,
    node: TSESTree.Node,
    receiver: Receiver,
  ): void {
    if (!fn) {
      this.#leave('returned', node);
      return;
    }
    if (this.#seen.before(fn, `${receiver} returned`)) return;
    if (fn.generator) {
      this.#leave('unknown', node);
      return;
    }
    const { results, open, name } = callersOf(fn, this.#index);
    if (open) this.#leave('returned', node, name);
    for (const result of results) {
      if (result.type === 'CallExpression') this.#follow(result, receiver);
      else this.#access(result, receiver);
    }
  }

  #leave(kind: Departure, node: TSESTree.Node, name?: string): void {
    this.#uses.push({ kind, node, name });
  }
}

/** `keys.forEach((key) => pipeline.get(key))`: nobody goes on with what such a callback returns. */
function isArgument(fn: TSESTree.ArrowFunctionExpression): boolean {
  return fn.parent.type === 'CallExpression' && fn.parent.callee !== fn;
}
