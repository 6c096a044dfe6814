import type { TSESTree } from '@typescript-eslint/utils';

import {
  constructorOf,
  type FieldDefinition,
  fieldDefinition,
  isPrivate,
} from './class-fields.js';
import { CHAIN_METHODS, SELF_METHODS } from './commands.js';
import type { FieldAccess, FileIndex } from './file-index.js';
import type { Provenance } from './provenance.js';
import {
  type ClassNode,
  type FunctionNode,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Variable,
} from './source.js';
import type { Departure, Receiver, Use } from './uses.js';

/**
 * Follows one value from the expression that creates it to every place it
 * reaches in the file: through variables, `await`, casts, conditionals,
 * parameters and returns of local functions, and private class fields. What it
 * cannot follow is recorded as a departure, never dropped.
 */
export function usesOf(
  created: TSESTree.Expression,
  index: FileIndex,
  provenance: Provenance,
): readonly Use[] {
  const flow = new ValueFlow(index, provenance);
  flow.follow(created, 'client');
  return flow.uses;
}

class ValueFlow {
  readonly uses: Use[] = [];
  readonly #seen = new Map<object, Set<string>>();
  readonly #index: FileIndex;
  readonly #provenance: Provenance;

  constructor(index: FileIndex, provenance: Provenance) {
    this.#index = index;
    this.#provenance = provenance;
  }

  /** Records what happens to the value of `node` where it stands. */
  follow(node: TSESTree.Node, receiver: Receiver): void {
    if (this.#seenBefore(node, receiver)) return;
    const parent = node.parent;
    switch (parent?.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
      case 'AwaitExpression':
        this.follow(parent, receiver);
        return;
      case 'ConditionalExpression':
        if (parent.test !== node) this.follow(parent, receiver);
        return;
      case 'LogicalExpression':
        this.follow(parent, receiver);
        return;
      case 'SequenceExpression':
        if (parent.expressions.at(-1) === node) this.follow(parent, receiver);
        return;
      case 'VariableDeclarator':
        this.#target(parent.id, receiver);
        return;
      case 'AssignmentPattern':
        this.#target(parent.left, receiver);
        return;
      case 'AssignmentExpression':
        if (parent.right !== node) return;
        this.#target(parent.left, receiver);
        this.follow(parent, receiver);
        return;
      case 'PropertyDefinition':
        this.#propertyDefinition(parent, receiver);
        return;
      case 'Property':
        this.#objectProperty(parent, receiver);
        return;
      case 'MemberExpression':
        if (parent.object === node) this.#member(parent, receiver);
        else this.#leave('unknown', node);
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.#argument(node, parent, receiver);
        return;
      case 'ReturnStatement':
        this.#returned(node, receiver);
        return;
      case 'ArrowFunctionExpression':
        this.#returnedFrom(parent, node, receiver);
        return;
      case 'ExportDefaultDeclaration':
        this.#leave('exported', node, 'default');
        return;
      case 'ExportSpecifier':
        this.#leave(
          'exported',
          node,
          parent.exported.type === 'Identifier'
            ? parent.exported.name
            : parent.exported.value,
        );
        return;
      case 'ArrayExpression':
        this.#leave('stored', node, 'an array');
        return;
      default:
        if (!parent || !isHarmless(parent)) this.#leave('unknown', node);
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
            this.uses.push({
              kind: 'property',
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
        this.#leave('unknown', target);
    }
  }

  #memberTarget(target: TSESTree.MemberExpression, receiver: Receiver): void {
    const owner = this.#index.fieldOwner(target);
    const name = memberName(target);
    if (owner && name !== undefined) {
      this.#field(owner, name, target, receiver);
      return;
    }
    const root = rootOf(target);
    const exported =
      root.type === 'Identifier' &&
      (root.name === 'module' || root.name === 'exports') &&
      !this.#index.variable(root);
    this.#leave(exported ? 'exported' : 'stored', target, name);
  }

  #variable(identifier: TSESTree.Identifier, receiver: Receiver): void {
    const variable =
      this.#index.variable(identifier) ?? this.#declaredBy(identifier);
    if (variable) this.#variableReads(variable, receiver);
    else this.#leave('stored', identifier, `global ${identifier.name}`);
  }

  #declaredBy(identifier: TSESTree.Identifier): Variable | undefined {
    for (let at: TSESTree.Node = identifier; at.parent; at = at.parent) {
      const declared = this.#index
        .declared(at)
        .find((each) => each.identifiers.includes(identifier));
      if (declared) return declared;
    }
    return undefined;
  }

  #variableReads(variable: Variable, receiver: Receiver): void {
    if (this.#seenBefore(variable, receiver)) return;
    if (variable.defs.some(({ node }) => isExportedDeclaration(node))) {
      const name = variable.identifiers[0];
      this.#leave('exported', name ?? variable.defs[0]!.node, variable.name);
    }
    for (const reference of variable.references) {
      if (reference.isRead() && reference.isValueReference !== false) {
        this.follow(reference.identifier, receiver);
      }
    }
  }

  #propertyDefinition(
    definition: TSESTree.PropertyDefinition,
    receiver: Receiver,
  ): void {
    const owner = definition.parent.parent;
    const name = keyName(definition);
    if (name === undefined) this.#leave('unknown', definition);
    else this.#field(owner, name, definition, receiver);
  }

  #field(
    owner: ClassNode,
    name: string,
    at: TSESTree.Node,
    receiver: Receiver,
  ): void {
    if (this.#seenBefore(owner, `${receiver}.${name}`)) return;
    const definition: FieldDefinition | undefined = fieldDefinition(
      owner,
      name,
    );
    if (!definition || !isPrivate(definition)) this.#leave('stored', at, name);
    for (const access of this.#index.fieldAccesses(owner, name)) {
      this.#fieldAccess(access, receiver);
    }
  }

  #fieldAccess(access: FieldAccess, receiver: Receiver): void {
    if (access.type === 'Property') this.#target(access.value, receiver);
    else if (!isAssignmentTarget(access)) this.follow(access, receiver);
  }

  /** `{ client }` in a literal whose every use in the file is a plain property access. */
  #objectProperty(property: TSESTree.Property, receiver: Receiver): void {
    const name = keyName(property);
    const declarator = property.parent.parent;
    if (
      name === undefined ||
      property.parent.type !== 'ObjectExpression' ||
      declarator?.type !== 'VariableDeclarator' ||
      declarator.id.type !== 'Identifier'
    ) {
      this.#leave('stored', property, name);
      return;
    }
    for (const variable of this.#index.declared(declarator)) {
      const reads = variable.references.filter((each) => each.isRead());
      const members = reads.map(({ identifier }) => identifier.parent);
      const contained =
        !variable.defs.some(({ node }) => isExportedDeclaration(node)) &&
        members.every(
          (member) =>
            member.type === 'MemberExpression' &&
            memberName(member) !== undefined,
        );
      if (!contained) {
        this.#leave('stored', property, name);
        continue;
      }
      for (const member of members) {
        if (
          member.type === 'MemberExpression' &&
          memberName(member) === name &&
          !isAssignmentTarget(member)
        ) {
          this.follow(member, receiver);
        }
      }
    }
  }

  #member(member: TSESTree.MemberExpression, receiver: Receiver): void {
    const name = memberName(member);
    if (name === undefined) {
      this.#leave('unknown', member);
      return;
    }
    if (isAssignmentTarget(member)) {
      this.#leave('unknown', member, name);
      return;
    }
    const call = calledBy(member);
    if (!call) {
      this.uses.push({ kind: 'property', node: member, property: name });
      return;
    }
    this.uses.push({
      kind: 'call',
      node: member,
      call,
      method: name,
      receiver,
    });
    const result = CHAIN_METHODS.get(name);
    if (receiver === 'client' && result) this.follow(call, result);
    else if (receiver !== 'client' || SELF_METHODS.has(name)) {
      this.#chained(call, receiver);
    }
  }

  /** The result of a chained call is the receiver again; nothing happens to it unless a member is read. */
  #chained(call: TSESTree.CallExpression, receiver: Receiver): void {
    if (receiver !== 'client' && call.parent.type !== 'MemberExpression') {
      return;
    }
    this.follow(call, receiver);
  }

  #argument(
    node: TSESTree.Node,
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    receiver: Receiver,
  ): void {
    if (call.callee === node) {
      this.#leave('unknown', node);
      return;
    }
    const position = call.arguments.indexOf(
      node as TSESTree.CallExpressionArgument,
    );
    const parameters = this.#parametersAt(call, position);
    if (parameters) {
      for (const parameter of parameters) {
        this.#parameter(parameter, receiver);
      }
      return;
    }
    this.uses.push({
      kind: 'argument',
      node,
      call,
      callee: calleeName(call.callee),
    });
  }

  /** The parameters that receive an argument, when every function the call can reach is in this file. */
  #parametersAt(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    position: number,
  ): TSESTree.Parameter[] | undefined {
    if (call.arguments.some((each) => each.type === 'SpreadElement')) {
      return undefined;
    }
    const parameters: TSESTree.Parameter[] = [];
    const origins = this.#provenance.origins(call.callee);
    for (const origin of origins) {
      const fn =
        origin.kind === 'function'
          ? origin.node
          : origin.kind === 'class' && !origin.node.superClass
            ? constructorOf(origin.node)?.value
            : undefined;
      const parameter = fn?.params[position];
      if (
        !fn ||
        !isFunction(fn) ||
        !parameter ||
        parameter.type === 'RestElement' ||
        this.#index.usesArguments(fn)
      ) {
        return undefined;
      }
      parameters.push(parameter);
    }
    return parameters.length > 0 ? parameters : undefined;
  }

  #parameter(parameter: TSESTree.Parameter, receiver: Receiver): void {
    if (parameter.type !== 'TSParameterProperty') {
      this.#target(parameter, receiver);
      return;
    }
    const target =
      parameter.parameter.type === 'AssignmentPattern'
        ? parameter.parameter.left
        : parameter.parameter;
    this.#target(target, receiver);
    const owner = parameter.parent.parent?.parent?.parent;
    if (owner && isClass(owner) && target.type === 'Identifier') {
      this.#field(owner, target.name, parameter, receiver);
    }
  }

  #returned(node: TSESTree.Node, receiver: Receiver): void {
    for (let at = node.parent; at; at = at.parent) {
      if (isFunction(at)) {
        this.#returnedFrom(at, node, receiver);
        return;
      }
    }
  }

  /** The value goes on where the function is called. */
  #returnedFrom(
    fn: FunctionNode,
    node: TSESTree.Node,
    receiver: Receiver,
  ): void {
    if (this.#seenBefore(fn, `${receiver} returned`)) return;
    const parent = fn.parent;
    if (fn.generator) {
      this.#leave('unknown', node);
    } else if (parent.type === 'CallExpression' && parent.callee === fn) {
      this.follow(parent, receiver);
    } else if (fn.type === 'FunctionDeclaration') {
      if (isExportedDeclaration(fn)) this.#leave('returned', node, fn.id?.name);
      this.#callers(this.#index.declared(fn), node, receiver);
    } else if (
      parent.type === 'VariableDeclarator' &&
      parent.id.type === 'Identifier' &&
      parent.parent.kind === 'const'
    ) {
      if (isExportedDeclaration(parent)) {
        this.#leave('returned', node, parent.id.name);
      }
      this.#callers(this.#index.declared(parent), node, receiver);
    } else if (
      parent.type === 'MethodDefinition' ||
      parent.type === 'PropertyDefinition'
    ) {
      this.#methodCallers(parent, node, receiver);
    } else {
      this.#leave('returned', node);
    }
  }

  #callers(
    variables: readonly Variable[],
    node: TSESTree.Node,
    receiver: Receiver,
  ): void {
    for (const variable of variables) {
      for (const { identifier } of variable.references) {
        const call = identifier.parent;
        if (call.type === 'CallExpression' && call.callee === identifier) {
          this.follow(call, receiver);
        } else if (!isInitialWrite(identifier) && !isTypeOnly(call)) {
          this.#leave('returned', node, variable.name);
        }
      }
    }
  }

  #methodCallers(
    method: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
    node: TSESTree.Node,
    receiver: Receiver,
  ): void {
    const name = keyName(method);
    if (name === undefined) {
      this.#leave('returned', node);
      return;
    }
    if (!isPrivate(method)) this.#leave('returned', node, name);
    const isGetter =
      method.type === 'MethodDefinition' && method.kind === 'get';
    for (const access of this.#index.fieldAccesses(
      method.parent.parent,
      name,
    )) {
      if (isGetter) {
        this.#fieldAccess(access, receiver);
        continue;
      }
      const call =
        access.type === 'MemberExpression' ? calledBy(access) : undefined;
      if (call) this.follow(call, receiver);
      else this.#leave('returned', node, name);
    }
  }

  #leave(kind: Departure, node: TSESTree.Node, name?: string): void {
    this.uses.push({ kind, node, name });
  }

  /** Whether this was followed before under this key; remembers that it is now. */
  #seenBefore(followed: object, key: string): boolean {
    let keys = this.#seen.get(followed);
    if (!keys) this.#seen.set(followed, (keys = new Set()));
    if (keys.has(key)) return true;
    keys.add(key);
    return false;
  }
}

/** Parents in which a client is looked at or dropped, and goes nowhere. */
function isHarmless(parent: TSESTree.Node): boolean {
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return true;
    case 'UnaryExpression':
      return parent.operator !== 'delete';
    case 'BinaryExpression':
      return true;
    default:
      return false;
  }
}

function isExportedDeclaration(node: TSESTree.Node): boolean {
  const statement = node.type === 'VariableDeclarator' ? node.parent : node;
  return (
    statement.parent?.type === 'ExportNamedDeclaration' ||
    statement.parent?.type === 'ExportDefaultDeclaration'
  );
}

function isAssignmentTarget(node: TSESTree.Node): boolean {
  return (
    node.parent?.type === 'AssignmentExpression' && node.parent.left === node
  );
}

/** `const f = …` is a write of `f`, not a use of it. */
function isInitialWrite(identifier: TSESTree.Node): boolean {
  return (
    identifier.parent?.type === 'VariableDeclarator' &&
    identifier.parent.id === identifier
  );
}

function isTypeOnly(node: TSESTree.Node): boolean {
  return node.type === 'TSTypeQuery';
}

function calledBy(
  member: TSESTree.MemberExpression,
): TSESTree.CallExpression | undefined {
  let node: TSESTree.Node = member;
  while (
    node.parent?.type === 'TSNonNullExpression' ||
    node.parent?.type === 'TSAsExpression'
  ) {
    node = node.parent;
  }
  return node.parent?.type === 'CallExpression' && node.parent.callee === node
    ? node.parent
    : undefined;
}

function rootOf(node: TSESTree.Node): TSESTree.Node {
  return node.type === 'MemberExpression' ? rootOf(node.object) : node;
}

/** What a call calls, for messages: `Worker`, `lib.wrap`, `this.register`. */
function calleeName(callee: TSESTree.Node): string {
  switch (callee.type) {
    case 'Identifier':
      return callee.name;
    case 'ThisExpression':
      return 'this';
    case 'Super':
      return 'super';
    case 'MemberExpression':
      return `${calleeName(callee.object)}.${memberName(callee) ?? '[…]'}`;
    case 'CallExpression':
      return `${calleeName(callee.callee)}()`;
    default:
      return 'an expression';
  }
}
