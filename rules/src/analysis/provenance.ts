import type { TSESTree } from '@typescript-eslint/utils';

import {
  type DriverName,
  driverOfModule,
  openedBy,
  type Product,
  returnedByRegistry,
} from './drivers.js';
import { fieldDefinition, isPrivate } from './class-fields.js';
import type { FileIndex } from './file-index.js';
import {
  type ClassNode,
  type FunctionNode,
  isClass,
  isFunction,
  keyName,
  memberName,
  stringValue,
  unwrap,
  type Variable,
} from './source.js';

/** Where a value comes from. An expression may have several origins, one for each path. */
export type Origin =
  | {
      readonly kind: 'module';
      readonly source: string;
      readonly path: readonly string[];
    }
  | {
      readonly kind: 'global';
      readonly name: string;
      readonly path: readonly string[];
    }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'class'; readonly node: ClassNode }
  | { readonly kind: 'object'; readonly node: TSESTree.ObjectExpression }
  | { readonly kind: 'open'; readonly open: OpenExpression }
  | {
      readonly kind: 'shared' | 'dedicated';
      readonly node: TSESTree.CallExpression;
    }
  | { readonly kind: 'nullish' }
  | { readonly kind: 'unknown' };

/** An expression that creates a connection. */
export interface OpenExpression {
  readonly node: TSESTree.NewExpression | TSESTree.CallExpression;
  readonly driver: DriverName;
  readonly form: 'new' | 'createClient' | 'subclass';
  readonly product: Product;
  /** Whether the callee is this driver's on every path, not only on some. */
  readonly certain: boolean;
}

const UNKNOWN: readonly Origin[] = [{ kind: 'unknown' }];
const NULLISH: readonly Origin[] = [{ kind: 'nullish' }];

/** Answers "where does the value of this expression come from?" inside one file, by scopes and never by names. */
export class Provenance {
  readonly #index: FileIndex;
  readonly #known = new Map<TSESTree.Node, readonly Origin[]>();
  readonly #active = new Set<TSESTree.Node>();
  #cyclic = false;
  readonly #opens = new Map<TSESTree.Node, OpenExpression | undefined>();

  constructor(index: FileIndex) {
    this.#index = index;
  }

  /** All origins of an expression. */
  origins(expression: TSESTree.Node): readonly Origin[] {
    const node = unwrap(expression);
    const known = this.#known.get(node);
    if (known) return known;
    if (this.#active.has(node)) {
      this.#cyclic = true;
      return []; // a cycle adds no origin of its own
    }
    this.#active.add(node);
    const origins = this.#originsOf(node);
    this.#active.delete(node);
    // What was found on the way round a cycle is complete only at its start.
    if (this.#active.size === 0) this.#cyclic = false;
    if (!this.#cyclic) this.#known.set(node, origins);
    return origins;
  }

  /** The open that this expression is, if it is one. */
  open(
    node: TSESTree.NewExpression | TSESTree.CallExpression,
  ): OpenExpression | undefined {
    if (this.#opens.has(node)) return this.#opens.get(node);
    this.#opens.set(node, undefined);
    const open = this.#findOpen(node);
    this.#opens.set(node, open);
    return open;
  }

  /** What the registry hands out at this call, if it is one of its functions. */
  registryCall(
    node: TSESTree.CallExpression,
  ): 'shared' | 'dedicated' | undefined {
    for (const origin of this.origins(node.callee)) {
      if (origin.kind !== 'module') continue;
      const returned = returnedByRegistry(origin.source, origin.path);
      if (returned) return returned;
    }
    return undefined;
  }

  #findOpen(
    node: TSESTree.NewExpression | TSESTree.CallExpression,
  ): OpenExpression | undefined {
    const how = node.type === 'NewExpression' ? 'constructors' : 'factories';
    const callees = this.origins(node.callee);
    const opened = callees.map((origin) => this.#openedBy(origin, how));
    const first = opened.find((each) => each !== undefined);
    if (!first) return undefined;
    return {
      node,
      driver: first.driver,
      product: first.product,
      form: first.subclass
        ? 'subclass'
        : how === 'factories'
          ? 'createClient'
          : 'new',
      certain: opened.every(
        (each) =>
          each?.product === first.product && each.driver === first.driver,
      ),
    };
  }

  #openedBy(
    origin: Origin,
    how: 'constructors' | 'factories',
  ): { driver: DriverName; product: Product; subclass: boolean } | undefined {
    if (origin.kind === 'module') {
      const driver = driverOfModule(origin.source);
      const product = driver && openedBy(driver, origin.path, how);
      return product && { driver, product, subclass: false };
    }
    if (origin.kind === 'class' && origin.node.superClass) {
      for (const base of this.origins(origin.node.superClass)) {
        const opened = this.#openedBy(base, how);
        if (opened) return { ...opened, subclass: true };
      }
    }
    return undefined;
  }

  #originsOf(node: TSESTree.Node): readonly Origin[] {
    switch (node.type) {
      case 'Identifier':
        return this.#identifier(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'CallExpression':
        return this.#call(node);
      case 'NewExpression': {
        const open = this.open(node);
        return open ? [{ kind: 'open', open }] : UNKNOWN;
      }
      case 'ImportExpression':
        return moduleOrigin(node.source);
      case 'AwaitExpression':
        return this.origins(node.argument);
      case 'ConditionalExpression':
        return [
          ...this.origins(node.consequent),
          ...this.origins(node.alternate),
        ];
      case 'LogicalExpression':
        return [...this.origins(node.left), ...this.origins(node.right)];
      case 'AssignmentExpression':
        return this.origins(node.right);
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last ? this.origins(last) : UNKNOWN;
      }
      case 'Literal':
        return node.value === null && node.raw === 'null' ? NULLISH : UNKNOWN;
      case 'ObjectExpression':
        return [{ kind: 'object', node }];
      case 'ThisExpression':
        return UNKNOWN;
      default:
        if (isFunction(node)) return [{ kind: 'function', node }];
        if (isClass(node)) return [{ kind: 'class', node }];
        return UNKNOWN;
    }
  }

  #identifier(node: TSESTree.Identifier): readonly Origin[] {
    const variable = this.#index.variable(node);
    if (variable) return this.variable(variable);
    if (node.name === 'undefined') return NULLISH;
    return [{ kind: 'global', name: node.name, path: [] }];
  }

  /** All origins of what a variable can hold. */
  variable(variable: Variable): readonly Origin[] {
    const declared = variable.defs.flatMap((definition) => {
      const { node } = definition;
      switch (definition.type as string) {
        case 'ImportBinding':
          return importOrigin(node);
        case 'FunctionName':
          return isFunction(node)
            ? [{ kind: 'function' as const, node }]
            : UNKNOWN;
        case 'ClassName':
          return isClass(node) ? [{ kind: 'class' as const, node }] : UNKNOWN;
        case 'Variable':
          return node.type === 'VariableDeclarator' &&
            !node.init &&
            node.parent.parent.type !== 'ForOfStatement' &&
            node.parent.parent.type !== 'ForInStatement'
            ? NULLISH
            : [];
        default:
          return UNKNOWN;
      }
    });
    const written = variable.references
      .filter((reference) => reference.isWrite())
      .flatMap((reference) =>
        reference.writeExpr
          ? this.#written(
              reference.identifier as TSESTree.Identifier,
              reference.writeExpr,
            )
          : UNKNOWN,
      );
    return [...declared, ...written];
  }

  /** What a write puts into `identifier`, which may stand inside a destructuring pattern. */
  #written(
    identifier: TSESTree.Identifier,
    value: TSESTree.Node,
  ): readonly Origin[] {
    const path = patternPath(identifier);
    if (!path) return UNKNOWN;
    return this.origins(value).flatMap((origin) => this.#select(origin, path));
  }

  #member(node: TSESTree.MemberExpression): readonly Origin[] {
    const name = memberName(node);
    if (name === undefined) return UNKNOWN;
    const owner = this.#index.fieldOwner(node);
    if (owner) return this.#field(owner, name);
    return this.origins(node.object).flatMap((origin) =>
      this.#select(origin, [name]),
    );
  }

  /** What a class puts into one of its fields; others may write a field that is not private. */
  #field(owner: ClassNode, name: string): readonly Origin[] {
    const definition = fieldDefinition(owner, name);
    const accesses = this.#index.fieldAccesses(owner, name);
    const assigned = accesses.flatMap(({ parent }) =>
      parent.type === 'AssignmentExpression' &&
      accesses.some((access) => access === parent.left)
        ? this.origins(parent.right)
        : [],
    );
    const initial =
      definition?.type === 'PropertyDefinition'
        ? definition.value
          ? this.origins(definition.value)
          : NULLISH
        : UNKNOWN;
    return [
      ...initial,
      ...assigned,
      ...(definition && isPrivate(definition) ? [] : UNKNOWN),
    ];
  }

  /** The origins of a property (of a property …) of a value. */
  #select(origin: Origin, path: readonly string[]): readonly Origin[] {
    const [name, ...rest] = path;
    if (name === undefined) return [origin];
    switch (origin.kind) {
      case 'module':
      case 'global':
        return [{ ...origin, path: [...origin.path, ...path] }];
      case 'object': {
        const property = origin.node.properties.find(
          (each) => each.type === 'Property' && keyName(each) === name,
        );
        return property?.type === 'Property'
          ? this.origins(property.value).flatMap((each) =>
              this.#select(each, rest),
            )
          : UNKNOWN;
      }
      default:
        return UNKNOWN;
    }
  }

  #call(node: TSESTree.CallExpression): readonly Origin[] {
    const required = this.#required(node);
    if (required) return required;
    const open = this.open(node);
    if (open) return [{ kind: 'open', open }];
    const kind = this.registryCall(node);
    if (kind) return [{ kind, node }];
    return this.origins(node.callee).flatMap((callee) => {
      if (callee.kind !== 'function') return UNKNOWN;
      const returned = this.#index.returned(callee.node);
      return returned.length === 0
        ? UNKNOWN
        : returned.flatMap((each) => this.origins(each));
    });
  }

  #required(node: TSESTree.CallExpression): readonly Origin[] | undefined {
    const callee = unwrap(node.callee);
    const [argument] = node.arguments;
    if (
      callee.type !== 'Identifier' ||
      callee.name !== 'require' ||
      !argument ||
      this.#index.variable(callee)
    ) {
      return undefined;
    }
    return moduleOrigin(argument);
  }
}

function moduleOrigin(source: TSESTree.Node): readonly Origin[] {
  const name = stringValue(source);
  return name === undefined
    ? UNKNOWN
    : [{ kind: 'module', source: name, path: [] }];
}

function importOrigin(node: TSESTree.Node): readonly Origin[] {
  switch (node.type) {
    case 'ImportDefaultSpecifier':
      return importedName(node, ['default']);
    case 'ImportNamespaceSpecifier':
      return importedName(node, []);
    case 'ImportSpecifier':
      return importedName(node, [
        node.imported.type === 'Identifier'
          ? node.imported.name
          : node.imported.value,
      ]);
    case 'TSImportEqualsDeclaration':
      return node.moduleReference.type === 'TSExternalModuleReference'
        ? moduleOrigin(node.moduleReference.expression)
        : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function importedName(
  node: TSESTree.ImportClause,
  path: readonly string[],
): readonly Origin[] {
  return node.parent.type === 'ImportDeclaration'
    ? [{ kind: 'module', source: node.parent.source.value, path }]
    : UNKNOWN;
}

/** The property path from the root of a destructuring pattern to a name in it; `[]` for a plain name. */
function patternPath(
  identifier: TSESTree.Identifier,
): readonly string[] | undefined {
  const path: string[] = [];
  for (let node: TSESTree.Node = identifier; node.parent; node = node.parent) {
    const parent: TSESTree.Node = node.parent;
    switch (parent.type) {
      case 'VariableDeclarator':
      case 'AssignmentExpression':
        return path;
      case 'Property': {
        const name = keyName(parent);
        if (name === undefined) return undefined;
        path.unshift(name);
        break;
      }
      case 'ObjectPattern':
        break;
      case 'AssignmentPattern':
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}
