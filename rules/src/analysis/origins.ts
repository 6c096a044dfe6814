import type { TSESTree } from '@typescript-eslint/utils';

import type { DriverName, Product } from './drivers.js';
import {
  type ClassNode,
  type FunctionNode,
  keyName,
  memberName,
  stringValue,
  unwrap,
} from './source.js';

/** Where a value comes from. An expression may have several origins, one for each path. */
export type Origin =
  | {
      readonly kind: 'module';
      readonly source: string;
      readonly path: readonly string[];
    }
  | {
      /** What a call of a module's export returned: the path ends the call with `'()'`. */
      readonly kind: 'result';
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
  /** The module that exports what opens it, where the file shows it. */
  readonly module?: string | undefined;
  readonly form: 'new' | 'createClient' | 'opener' | 'subclass';
  readonly product: Product;
  /** Whether the callee is this driver's on every path, not only on some. */
  readonly certain: boolean;
}

/** The value of another expression, or of a property (of a property …) of it. */
export interface Step {
  readonly kind: 'step';
  readonly node: TSESTree.Node;
  readonly path: readonly string[];
}

export type Sources = readonly (Origin | Step)[];

export const UNKNOWN: readonly Origin[] = [{ kind: 'unknown' }];
export const NULLISH: readonly Origin[] = [{ kind: 'nullish' }];
/** Node's own `require`. */
export const REQUIRE: readonly Origin[] = [
  { kind: 'global', name: 'require', path: [] },
];

/** Longer than any real chain; a cycle such as `x = x.next` would grow without end. */
const LONGEST_PATH = 8;

export function stepTo(
  node: TSESTree.Node,
  path: readonly string[] = [],
): Sources {
  return path.length > LONGEST_PATH ? UNKNOWN : [{ kind: 'step', node, path }];
}

/** The property at `path` of what a source stands for. */
export function select(
  source: Origin | Step,
  path: readonly string[],
): Sources {
  const [name, ...rest] = path;
  if (name === undefined) return [source];
  switch (source.kind) {
    case 'step':
      return stepTo(source.node, [...source.path, ...path]);
    case 'module':
    case 'result':
    case 'global':
      return source.path.length + path.length > LONGEST_PATH
        ? UNKNOWN
        : [{ ...source, path: [...source.path, ...path] }];
    case 'object': {
      const property = source.node.properties.findLast(
        (each) => each.type !== 'Property' || keyName(each) === name,
      );
      return property?.type === 'Property' && property.kind === 'init'
        ? stepTo(property.value, rest)
        : UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

/** The modules that a name stands for: `require(mocked ? 'ioredis-mock' : 'ioredis')`. */
export function moduleOrigin(
  source: TSESTree.Node | undefined,
): readonly Origin[] {
  if (source?.type === 'ConditionalExpression') {
    return [source.consequent, source.alternate].flatMap(moduleOrigin);
  }
  if (source?.type === 'LogicalExpression' && source.operator !== '&&') {
    return [source.left, source.right].flatMap(moduleOrigin);
  }
  const name = source && stringValue(source);
  return name === undefined
    ? UNKNOWN
    : [{ kind: 'module', source: name, path: [] }];
}

/** What an import binding stands for. */
export function importSources(node: TSESTree.Node): Sources {
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
      return entitySources(node.moduleReference);
    default:
      return UNKNOWN;
  }
}

/** `import x = require('ioredis')`, `import x = ioredis.Cluster` */
function entitySources(
  entity: TSESTree.TSImportEqualsDeclaration['moduleReference'],
): Sources {
  switch (entity.type) {
    case 'TSExternalModuleReference':
      return moduleOrigin(entity.expression);
    case 'TSQualifiedName':
      return entitySources(entity.left as typeof entity).flatMap((source) =>
        select(source, [entity.right.name]),
      );
    default:
      return stepTo(entity);
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

/** What returns the module whose name it is given, or a promise of it. */
const REQUIRES: ReadonlySet<string> = new Set([
  'require',
  'module.require',
  'require.main.require',
  'jest.requireActual',
  'vi.importActual',
]);

/** Of test runners, whose globals can be imported. */
const TEST_RUNNERS: ReadonlySet<string> = new Set(['@jest/globals', 'vitest']);

/** Whether calling it returns the module whose name it is given. */
export function isRequire(callee: Origin): boolean {
  switch (callee.kind) {
    case 'global':
      return REQUIRES.has([callee.name, ...callee.path].join('.'));
    case 'module':
      return (
        TEST_RUNNERS.has(callee.source) && REQUIRES.has(callee.path.join('.'))
      );
    default:
      return false;
  }
}

/** What compilers wrap a module in that they require: Babel, esbuild, TypeScript. */
const WRAPPERS =
  /^(?:__importDefault|__importStar|__toESM|_interopRequire(?:Default|Wildcard))$/;

/** Whether a function, by its name, gives the module that it is given, as an import would. */
export function isModuleWrapper(callee: TSESTree.Node): boolean {
  const node = unwrap(callee);
  switch (node.type) {
    case 'Identifier':
      return WRAPPERS.test(node.name);
    case 'MemberExpression':
      return WRAPPERS.test(memberName(node) ?? '');
    case 'SequenceExpression': // `(0, tslib_1.__importDefault)`
      return isModuleWrapper(node.expressions.at(-1)!);
    default:
      return false;
  }
}

/** `createRequire` of `node:module`. */
export function isCreateRequire(callee: Origin): boolean {
  return (
    callee.kind === 'module' &&
    /^(?:node:)?module$/.test(callee.source) &&
    callee.path.at(-1) === 'createRequire'
  );
}
