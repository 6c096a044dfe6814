import type { TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  type FunctionNode,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Reference,
  type SourceInput,
  type Variable,
} from './source.js';

/** A place that reads or writes a field of a class: `this.redis`, or `redis` in `const { redis } = this`. */
export type FieldAccess = TSESTree.MemberExpression | TSESTree.Property;

/**
 * What one walk over the file collects, so that nothing else walks it: the
 * calls, the returns of each function, the accesses to each class' fields, and
 * the variable behind each identifier. Sets missing `parent` links.
 */
export class FileIndex {
  readonly news: TSESTree.NewExpression[] = [];
  readonly calls: TSESTree.CallExpression[] = [];
  /** Template literals: their lines must not be re-indented. */
  readonly verbatim: (readonly [number, number])[] = [];
  hasDecorators = false;

  readonly #source: SourceInput;
  readonly #references = new Map<TSESTree.Node, Reference>();
  readonly #returned = new Map<FunctionNode, TSESTree.Node[]>();
  readonly #fields = new Map<ClassNode, Map<string, FieldAccess[]>>();
  readonly #owners = new Map<TSESTree.Node, ClassNode>();

  constructor(source: SourceInput) {
    this.#source = source;
    for (const scope of source.scopeManager?.scopes ?? []) {
      for (const reference of scope.references) {
        this.#references.set(reference.identifier, reference);
      }
    }
    this.#walk(source.ast, undefined, undefined);
  }

  /** The variable an identifier reads or writes; `undefined` for a global. */
  variable(identifier: TSESTree.Node): Variable | undefined {
    const variable = this.#references.get(identifier)?.resolved;
    return variable && variable.defs.length > 0 ? variable : undefined;
  }

  /** The variables that a declaration (function, class, declarator) introduces. */
  declared(node: TSESTree.Node): readonly Variable[] {
    return this.#source.scopeManager?.getDeclaredVariables(node) ?? [];
  }

  /** The expressions that a function returns. */
  returned(fn: FunctionNode): readonly TSESTree.Node[] {
    return this.#returned.get(fn) ?? [];
  }

  /** The accesses to a field through `this` (or an alias of it) in the class' own body. */
  fieldAccesses(owner: ClassNode, name: string): readonly FieldAccess[] {
    return this.#fields.get(owner)?.get(name) ?? [];
  }

  /** The class whose field this is, for `this.field` in the class' own body. */
  fieldOwner(access: TSESTree.MemberExpression): ClassNode | undefined {
    return this.#owners.get(access);
  }

  /** Whether `arguments` is used in a function: its parameters are then reachable without their names. */
  usesArguments(fn: FunctionNode): boolean {
    const scope = this.#source.scopeManager?.acquire(fn, true);
    const variable = scope?.set.get('arguments');
    return (
      variable !== undefined &&
      variable.defs.length === 0 &&
      variable.references.length > 0
    );
  }

  #walk(
    node: TSESTree.Node,
    thisClass: ClassNode | undefined,
    inFunction: FunctionNode | undefined,
  ): void {
    this.#collect(node, thisClass, inFunction);
    const innerClass = isClass(node)
      ? node
      : bindsOwnThis(node)
        ? undefined
        : thisClass;
    const innerFunction = isFunction(node) ? node : inFunction;
    for (const key of this.#source.visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      for (const each of Array.isArray(child) ? child : [child]) {
        if (!isNode(each)) continue;
        (each as { parent?: TSESTree.Node }).parent ??= node;
        this.#walk(each, innerClass, innerFunction);
      }
    }
  }

  #collect(
    node: TSESTree.Node,
    thisClass: ClassNode | undefined,
    inFunction: FunctionNode | undefined,
  ): void {
    switch (node.type) {
      case 'NewExpression':
        this.news.push(node);
        break;
      case 'CallExpression':
        this.calls.push(node);
        break;
      case 'TemplateElement':
      case 'JSXText':
        this.verbatim.push(node.range);
        break;
      case 'Decorator':
        this.hasDecorators = true;
        break;
      case 'ReturnStatement':
        if (inFunction && node.argument) {
          push(this.#returned, inFunction, node.argument);
        }
        break;
      case 'ArrowFunctionExpression':
        if (node.body.type !== 'BlockStatement') {
          push(this.#returned, node, node.body);
        }
        break;
      case 'ThisExpression':
        if (thisClass) this.#collectThis(node, thisClass);
        break;
    }
  }

  #collectThis(node: TSESTree.ThisExpression, owner: ClassNode): void {
    const parent = node.parent;
    if (parent.type === 'MemberExpression' && parent.object === node) {
      this.#addField(owner, memberName(parent), parent);
      return;
    }
    if (parent.type !== 'VariableDeclarator') return;
    if (parent.id.type === 'ObjectPattern') {
      for (const property of parent.id.properties) {
        if (property.type === 'Property') {
          this.#addField(owner, keyName(property), property);
        }
      }
      return;
    }
    for (const variable of this.declared(parent)) {
      for (const { identifier } of variable.references) {
        const member = identifier.parent;
        if (
          member.type === 'MemberExpression' &&
          member.object === identifier
        ) {
          this.#addField(owner, memberName(member), member);
        }
      }
    }
  }

  #addField(
    owner: ClassNode,
    name: string | undefined,
    access: FieldAccess,
  ): void {
    if (name === undefined) return;
    let fields = this.#fields.get(owner);
    if (!fields) this.#fields.set(owner, (fields = new Map()));
    push(fields, name, access);
    this.#owners.set(access, owner);
  }
}

/** A plain function has its own `this`, unless it is a method of the class around it. */
function bindsOwnThis(node: TSESTree.Node): boolean {
  if (node.type === 'FunctionDeclaration') return true;
  if (node.type !== 'FunctionExpression') return false;
  return (
    node.parent.type !== 'MethodDefinition' &&
    node.parent.type !== 'PropertyDefinition'
  );
}

function isNode(value: unknown): value is TSESTree.Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { type?: unknown }).type === 'string'
  );
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
