import type { TSESTree } from '@typescript-eslint/utils';

import { classAround } from './class-fields.js';
import type { FileIndex } from './file-index.js';
import { resultOf } from './commands.js';
import type { DriverName } from './drivers.js';
import { CALLED } from './holders.js';
import { classesGiven } from './given-classes.js';
import { MemberSources } from './member-sources.js';
import type { FromRegistry, Modules, OpenedBy } from './modules.js';
import {
  isCreateRequire,
  isModuleWrapper,
  isRequire,
  moduleOrigin,
  NULLISH,
  type OpenExpression,
  type Origin,
  REQUIRE,
  select,
  type Sources,
  type Step,
  stepTo,
  UNKNOWN,
} from './origins.js';
import { MAY_RETURN_CLIENT } from './node-redis-effects.js';
import { REGISTRY_MODULES } from './registry.js';
import { Seen } from './seen.js';
import {
  type ClassNode,
  type FunctionNode,
  isClass,
  isFunction,
  isRequireCall,
  memberName,
  unwrap,
  type Variable,
} from './source.js';
import { declaredSources, settledBy, writtenSources } from './writes.js';

/** Answers "where does the value of this expression come from?" inside one file, by scopes and never by names. */
export class Provenance {
  readonly #index: FileIndex;
  readonly #modules: Modules;
  readonly #origins = new Map<TSESTree.Node, readonly Origin[]>();
  readonly #variables = new Map<Variable, Sources>();
  readonly #classesGiven = new Map<Variable, readonly TSESTree.Node[]>();
  readonly #members: MemberSources;
  readonly #sources = new Map<TSESTree.Node, Sources>();
  readonly #opens = new Map<TSESTree.Node, OpenExpression | undefined>();
  #depth = 0;
  #isPrepared = false;

  constructor(index: FileIndex, modules: Modules) {
    this.#index = index;
    this.#modules = modules;
    this.#members = new MemberSources(index);
  }

  /** All origins of an expression: what can be reached from it, each step once. */
  origins(expression: TSESTree.Node): readonly Origin[] {
    this.#prepare();
    const start = unwrap(expression);
    const known = this.#origins.get(start);
    if (known) return known;
    const origins = this.#direct(start) ?? this.#reached(start);
    this.#origins.set(start, origins);
    return origins;
  }

  /** Finds those of the calls in the order in which they run, so that the answer for a long chain needs no recursion. */
  #prepare(): void {
    if (this.#isPrepared) return;
    this.#isPrepared = true;
    for (const call of this.#index.calls.toSorted(byEnd)) this.origins(call);
  }

  /** The origins of what needs no search, which is most: one way that is known, or ends here. */
  #direct(start: TSESTree.Node): readonly Origin[] | undefined {
    const sources = this.#sourcesOf(start);
    if (sources.length !== 1) return undefined;
    const [only] = sources as readonly [Origin | Step];
    if (only.kind !== 'step') return [only];
    return only.path.length === 0
      ? this.#origins.get(unwrap(only.node))
      : undefined;
  }

  #reached(start: TSESTree.Node): readonly Origin[] {
    const found = new Set<Origin>();
    const seen = new Seen();
    const pending: (Origin | Step)[] = [...stepTo(start)];
    let steps = 0;
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (steps++ > MOST_STEPS) {
        found.add(UNKNOWN[0]!);
        break;
      }
      if (next.kind !== 'step') {
        found.add(next);
        continue;
      }
      const { path } = next;
      const node = unwrap(next.node);
      if (seen.before(node, path.join('\0'))) continue;
      const sources = this.#origins.get(node) ?? this.#sourcesOf(node);
      pending.push(
        ...(path.length === 0
          ? sources
          : sources.flatMap((source) => select(source, path))),
      );
    }
    return [...found].reverse();
  }

  /** The open that this expression is, if it is one. */
  open(
    node: TSESTree.NewExpression | TSESTree.CallExpression,
  ): OpenExpression | undefined {
    this.#prepare();
    if (this.#opens.has(node)) return this.#opens.get(node);
    this.#opens.set(node, undefined);
    const open = this.#findOpen(node);
    this.#opens.set(node, open);
    return open;
  }

  /** The client that the registry hands out at this call, if it is one of its functions. */
  registryCall(node: TSESTree.CallExpression): FromRegistry | undefined {
    for (const origin of this.origins(node.callee)) {
      if (origin.kind !== 'module') continue;
      const returned = this.#modules.returned(origin.source, origin.path);
      if (returned) return returned;
    }
    return undefined;
  }

  /** What is called, if that is a function of the registry's own modules. */
  getter(call: TSESTree.CallExpression): Getter | undefined {
    for (const origin of this.origins(call.callee)) {
      if (origin.kind !== 'module' || !REGISTRY_MODULES.has(origin.source)) {
        continue;
      }
      const name = origin.path.at(-1) ?? '';
      return { call, name, module: origin.source };
    }
    return undefined;
  }

  /** The client that an expression is as an export of the registry. */
  registryExport(node: TSESTree.Node): FromRegistry | undefined {
    for (const origin of this.origins(node)) {
      if (origin.kind !== 'module') continue;
      const exported = this.#modules.exported(origin.source, origin.path);
      if (exported) return exported;
    }
    return undefined;
  }

  #findOpen(
    node: TSESTree.NewExpression | TSESTree.CallExpression,
  ): OpenExpression | undefined {
    const how = node.type === 'NewExpression' ? 'constructors' : 'factories';
    const callees = [
      ...this.origins(node.callee),
      ...(how === 'constructors' ? this.#given(node.callee) : []),
    ];
    const opened = callees.map((origin) => this.#openedBy(origin, how));
    const first = opened.find((each) => each !== undefined);
    if (!first) return undefined;
    return {
      node,
      driver: first.driver,
      module: first.module,
      product: first.product,
      form: formOf(first, how),
      certain: opened.every((each) => each && isSame(each, first)),
    };
  }

  /** What the file gives to a parameter, or puts into the array whose elements it goes through. */
  #given(callee: TSESTree.Node): readonly Origin[] {
    const variable = this.#index.variable(unwrap(callee));
    if (!variable) return [];
    let given = this.#classesGiven.get(variable);
    if (!given) {
      given = classesGiven(variable, this.#index);
      this.#classesGiven.set(variable, given);
    }
    return given.flatMap((each) => this.origins(each));
  }

  #openedBy(
    origin: Origin,
    how: 'constructors' | 'factories',
    subclasses: ReadonlySet<ClassNode> = new Set(),
  ): Opened | undefined {
    if (origin.kind === 'module') {
      const { source, path } = origin;
      const opened = this.#modules.opened(source, path, how);
      return opened && { ...opened, subclass: subclasses.size > 0 };
    }
    if (
      origin.kind !== 'class' ||
      !origin.node.superClass ||
      subclasses.has(origin.node) // `Base = class extends Base {}`
    ) {
      return undefined;
    }
    const below = new Set([...subclasses, origin.node]);
    for (const base of this.origins(origin.node.superClass)) {
      const opened = this.#openedBy(base, how, below);
      if (opened) return opened;
    }
    return undefined;
  }

  /** Where the value of an expression can come from, one step further. */
  #sourcesOf(node: TSESTree.Node): Sources {
    let sources = this.#sources.get(node);
    if (!sources) {
      if (this.#depth > DEEPEST) return UNKNOWN;
      this.#sources.set(node, UNKNOWN); // for a call that is its own callee: `f = f()`
      this.#depth++;
      sources = this.#findSources(node);
      this.#depth--;
      this.#sources.set(node, sources);
    }
    return sources;
  }

  #findSources(node: TSESTree.Node): Sources {
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
        return stepTo(node.argument);
      case 'ConditionalExpression':
        return [...stepTo(node.consequent), ...stepTo(node.alternate)];
      case 'LogicalExpression':
        return [...stepTo(node.left), ...stepTo(node.right)];
      case 'AssignmentExpression':
        return [
          ...stepTo(node.right),
          ...(node.operator === '=' ? [] : stepTo(node.left)),
        ];
      case 'SequenceExpression':
        return stepTo(node.expressions.at(-1)!);
      case 'Literal':
        return node.value === null && node.raw === 'null' ? NULLISH : UNKNOWN;
      case 'ObjectExpression':
        return [{ kind: 'object', node }];
      case 'Super': {
        const base = classAround(node)?.superClass;
        return base ? stepTo(base) : UNKNOWN;
      }
      case 'ThisExpression': {
        const self = this.#index.self(node);
        return self?.isStatic && isClass(self.owner)
          ? [{ kind: 'class', node: self.owner }]
          : UNKNOWN;
      }
      default:
        if (isFunction(node)) return [{ kind: 'function', node }];
        if (isClass(node)) return [{ kind: 'class', node }];
        return UNKNOWN;
    }
  }

  #identifier(node: TSESTree.Identifier): Sources {
    const variable = this.#index.named(node);
    if (variable) return this.#variable(variable);
    if (node.name === 'undefined') return NULLISH;
    return [{ kind: 'global', name: node.name, path: [] }];
  }

  /** All that a variable can hold. */
  #variable(variable: Variable): Sources {
    let sources = this.#variables.get(variable);
    if (sources) return sources;
    sources = [
      ...variable.defs.flatMap(declaredSources),
      ...variable.references.flatMap((reference) =>
        reference.isWrite()
          ? writtenSources(reference.identifier, reference.writeExpr)
          : [],
      ),
    ];
    this.#variables.set(variable, sources);
    return sources;
  }

  #member(node: TSESTree.MemberExpression): Sources {
    const name = memberName(node);
    if (name === undefined) return UNKNOWN;
    const owner = this.#index.fieldOwner(node);
    if (owner) return this.#members.ofClass(owner, name);
    const variable = this.#index.variable(unwrap(node.object));
    return [
      ...stepTo(node.object, [name]),
      ...(variable ? this.#members.ofVariable(variable, name) : []),
    ];
  }

  #call(node: TSESTree.CallExpression): Sources {
    const open = this.open(node);
    if (open) return [{ kind: 'open', open }];
    const client = this.registryCall(node);
    if (client) return [{ kind: client.ownership, node }];
    const self = this.#selfOf(node);
    if (self.length > 0) return self;
    const [argument] = node.arguments;
    if (argument && isModuleWrapper(node.callee)) return stepTo(argument);
    const settled = settledBy(node);
    if (settled) return this.#returnedBy(settled);
    return this.origins(node.callee).flatMap((callee): Sources => {
      if (isRequire(callee)) return moduleOrigin(node.arguments[0]);
      if (isCreateRequire(callee)) return REQUIRE;
      if (callee.kind === 'module' || callee.kind === 'result') {
        const path = [...callee.path, CALLED];
        return [
          { kind: 'result', source: callee.source, path },
          ...node.arguments.flatMap((each) => this.#loadedBy(each)),
        ];
      }
      return callee.kind === 'function'
        ? this.#returnedBy(callee.node)
        : UNKNOWN;
    });
  }

  /** `loadPackage('ioredis', () => require('ioredis'))` may return what its loader does. */
  #loadedBy(argument: TSESTree.Node): readonly Origin[] {
    const loader = unwrap(argument);
    return isFunction(loader)
      ? this.#index.returned(loader).flatMap((each) => {
          const load = unwrap(each);
          return load.type === 'ImportExpression' || isRequireCall(load)
            ? this.origins(load)
            : [];
        })
      : [];
  }

  #returnedBy(fn: FunctionNode): Sources {
    const returned = fn.generator ? [] : this.#index.returned(fn);
    return returned.length > 0
      ? returned.flatMap((each) => stepTo(each))
      : UNKNOWN;
  }

  /** The client that a call returns again: `createClient().on('error', log).connect()`. */
  #selfOf({ callee }: TSESTree.CallExpression): readonly Origin[] {
    const member = unwrap(callee);
    const name =
      member.type === 'MemberExpression' ? memberName(member) : undefined;
    if (
      member.type !== 'MemberExpression' ||
      name === undefined ||
      !MAY_RETURN_CLIENT.has(name)
    ) {
      return [];
    }
    return this.origins(member.object).filter((origin) => {
      const driver = this.#driverOf(origin);
      return driver && resultOf(driver, name, 'client') === 'client';
    });
  }

  #driverOf(origin: Origin): DriverName | undefined {
    switch (origin.kind) {
      case 'open':
        return origin.open.driver;
      case 'shared':
      case 'dedicated':
        return this.registryCall(origin.node)?.driver;
      default:
        return undefined;
    }
  }
}

/** More than any code takes that is written by hand: in bundles everything may come from everywhere. */
const MOST_STEPS = 1_000;
const DEEPEST = 300;

/** The call of an exported function of the registry. */
export interface Getter {
  readonly call: TSESTree.CallExpression;
  readonly name: string;
  /** The module of the registry that exports it. */
  readonly module: string;
}

/** What calling a constructor or a factory opens. */
interface Opened extends OpenedBy {
  readonly subclass: boolean;
}

function formOf(
  { subclass, byOpener }: Opened,
  how: 'constructors' | 'factories',
): OpenExpression['form'] {
  if (subclass) return 'subclass';
  if (byOpener) return 'opener';
  return how === 'factories' ? 'createClient' : 'new';
}

function isSame(one: Opened, other: Opened): boolean {
  return (
    [one.driver, one.module, one.product, one.subclass].join() ===
    [other.driver, other.module, other.product, other.subclass].join()
  );
}

function byEnd(a: TSESTree.Node, b: TSESTree.Node): number {
  return a.range[1] - b.range[1];
}
