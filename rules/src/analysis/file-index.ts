import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { type Self, selfInside } from './self.js';
import {
  type MemberAccess,
  type MemberAccesses,
  SelfAccesses,
} from './self-accesses.js';
import type { Owner } from './self.js';
import {
  type ClassNode,
  type FunctionNode,
  isClass,
  isFunction,
  push,
  type Reference,
  type SourceInput,
  stringValue,
  type Variable,
} from './source.js';

/**
 * What one walk over the file collects, so that nothing else walks it: the
 * calls, the returns of each function, the accesses to the members of each
 * class and object, and the variable behind each identifier. Sets missing
 * `parent` links.
 */
export class FileIndex {
  readonly news: TSESTree.NewExpression[] = [];
  readonly calls: TSESTree.CallExpression[] = [];
  readonly dynamicImports: TSESTree.ImportExpression[] = [];
  /** Every `object.member`, and every property in a pattern. */
  readonly memberAccesses: MemberAccess[] = [];
  readonly classes: ClassNode[] = [];
  /** Literals of several lines: their lines must not be re-indented. */
  readonly verbatim: (readonly [number, number])[] = [];
  /** The texts at places where a module can be named. */
  readonly moduleNames = new Set<string>();
  hasDecorators = false;

  readonly #source: SourceInput;
  readonly #references = new Map<TSESTree.Node, Reference>();
  readonly #declared = new Map<TSESTree.Node, Variable>();
  readonly #returned = new Map<FunctionNode, TSESTree.Node[]>();
  readonly #selves = new Map<TSESTree.ThisExpression, Self>();
  readonly #members: SelfAccesses;

  constructor(source: SourceInput) {
    this.#source = source;
    for (const scope of source.scopeManager?.scopes ?? []) {
      for (const reference of scope.references) {
        this.#references.set(reference.identifier, reference);
      }
      for (const variable of scope.variables) {
        for (const identifier of variable.identifiers) {
          this.#declared.set(identifier, variable);
        }
      }
    }
    this.#walk();
    this.#members = new SelfAccesses(
      this,
      this.#selves,
      this.classes,
      this.memberAccesses,
    );
  }

  /** All variables of the file. */
  variables(): Iterable<Variable> {
    return new Set(this.#declared.values());
  }

  /** The variable an identifier reads or writes; `undefined` for a global. */
  variable(identifier: TSESTree.Node): Variable | undefined {
    const variable = this.#references.get(identifier)?.resolved;
    return variable && variable.defs.length > 0 ? variable : undefined;
  }

  /** Where a global variable of this name is mentioned. */
  free(name: string): readonly TSESTree.Node[] {
    return [...this.#references.keys()].filter(
      (node) =>
        node.type === 'Identifier' &&
        node.name === name &&
        !this.variable(node),
    );
  }

  /** The variable an identifier reads, writes or declares. */
  named(identifier: TSESTree.Identifier): Variable | undefined {
    return this.variable(identifier) ?? this.#declared.get(identifier);
  }

  /** How a node is written. */
  textOf(node: TSESTree.Node): string {
    return this.#source.text.slice(...node.range);
  }

  /** The variables that a declaration (function, class, declarator) introduces. */
  declared(node: TSESTree.Node): readonly Variable[] {
    return this.#source.scopeManager?.getDeclaredVariables(node) ?? [];
  }

  /** The scope that a node opens. */
  scopeOf(node: TSESTree.Node): TSESLint.Scope.Scope | undefined {
    return this.#source.scopeManager?.acquire(node) ?? undefined;
  }

  /** The expressions that a function returns. */
  returned(fn: FunctionNode): readonly TSESTree.Node[] {
    return this.#returned.get(fn) ?? [];
  }

  /** What `this` is at this place. */
  self(node: TSESTree.ThisExpression): Self | undefined {
    return this.#selves.get(node);
  }

  /** Where a class or an instance of it, or an object, is an argument of a call in its own code. */
  handed(owner: Owner): readonly TSESTree.Node[] {
    return this.#members.handed(owner);
  }

  /** The accesses to a member of a class or an object in the file. */
  accesses(owner: Owner, name: string): MemberAccesses {
    return this.#members.of(owner, name);
  }

  /** The class whose field this is, for `this.field` in the class' own body. */
  fieldOwner(access: MemberAccess): ClassNode | undefined {
    const owner = this.#members.owner(access);
    return owner && isClass(owner) ? owner : undefined;
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

  /** In source order, and without recursion: generated code nests deeply. */
  #walk(): void {
    const pending: Visit[] = [
      { node: this.#source.ast, self: undefined, fn: undefined },
    ];
    for (let visit = pending.pop(); visit; visit = pending.pop()) {
      this.#collect(visit);
      const { node } = visit;
      const self = selfInside(node, visit.self);
      const fn = isFunction(node) ? node : visit.fn;
      const later = (child: unknown): void => {
        if (!isNode(child)) return;
        (child as { parent?: TSESTree.Node }).parent ??= node;
        pending.push({ node: child, self, fn });
      };
      // From the last to the first, as what is pushed last is visited next.
      const fields = node as unknown as Record<string, unknown>;
      const keys = this.#source.visitorKeys[node.type] ?? [];
      for (let key = keys.length - 1; key >= 0; key--) {
        const field = fields[keys[key]!];
        if (!Array.isArray(field)) later(field);
        else for (let at = field.length - 1; at >= 0; at--) later(field[at]);
      }
    }
  }

  #collect({ node, self, fn }: Visit): void {
    switch (node.type) {
      case 'NewExpression':
        this.news.push(node);
        break;
      case 'CallExpression':
        this.calls.push(node);
        break;
      case 'ImportExpression':
        this.dynamicImports.push(node);
        break;
      case 'TemplateElement':
      case 'TemplateLiteral':
      case 'Literal': // a string goes on behind a backslash, or in JSX
      case 'JSXText':
        if (node.loc.start.line < node.loc.end.line) {
          this.verbatim.push(node.range);
        }
        if (NAMES_MODULE.has(node.parent.type)) {
          this.moduleNames.add(stringValue(node) ?? '');
        }
        break;
      case 'Decorator':
        this.hasDecorators = true;
        break;
      case 'ReturnStatement':
        if (fn && node.argument) push(this.#returned, fn, node.argument);
        break;
      case 'ArrowFunctionExpression':
        if (node.body.type !== 'BlockStatement') {
          push(this.#returned, node, node.body);
        }
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.classes.push(node);
        break;
      case 'ThisExpression':
        if (self) this.#selves.set(node, self);
        break;
      case 'MemberExpression':
        this.memberAccesses.push(node);
        break;
      case 'Property':
        if (node.parent.type === 'ObjectPattern')
          this.memberAccesses.push(node);
        break;
    }
  }
}

/** `import … from name`, `require(name)`, `require(mocked ? name : other)` */
const NAMES_MODULE: ReadonlySet<string> = new Set([
  'CallExpression',
  'ConditionalExpression',
  'ImportDeclaration',
  'ImportExpression',
  'LogicalExpression',
  'TSExternalModuleReference',
]);

/** A node to walk into, what `this` is there, and the function it stands in. */
interface Visit {
  readonly node: TSESTree.Node;
  readonly self: Self | undefined;
  readonly fn: FunctionNode | undefined;
}

function isNode(value: unknown): value is TSESTree.Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { type?: unknown }).type === 'string'
  );
}
