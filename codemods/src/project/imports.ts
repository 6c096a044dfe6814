import type { TSESTree } from '@typescript-eslint/utils';

import {
  type Analysis,
  type Origin,
  readsOf,
} from 'eslint-plugin-shared-redis/analysis';

import type { ProjectFile } from './sources.js';

/** An expression of a file that is what another module exports, or a part of it. */
export interface ImportRoot {
  /** The module, as it is written. */
  readonly specifier: string;
  readonly node: TSESTree.Node;
  /** The names of the export; none for the module as a whole. */
  readonly path: readonly string[];
}

/** `export { imported as exported } from './module'`; `*` for all but the default. */
export interface ReExport {
  readonly specifier: string;
  readonly exported: string;
  /** `undefined` for the module as a whole. */
  readonly imported: string | undefined;
}

/** `import(name)`, or `require('./lib/' + name)`: one of the files whose paths start so. */
export interface ComputedImport {
  /** As far as it can be read; `undefined` where nothing can. */
  readonly prefix: string | undefined;
  /** Whether it takes several modules at once, by a pattern. */
  readonly isPattern: boolean;
  readonly node: TSESTree.Node;
}

/** What a file takes from other modules. */
export interface Imports {
  readonly roots: readonly ImportRoot[];
  readonly computed: readonly ComputedImport[];
  readonly reExports: readonly ReExport[];
}

const known = new WeakMap<ProjectFile, Imports>();

/** What a file takes from other modules. */
export function importsOf(file: ProjectFile): Imports {
  let imports = known.get(file);
  if (!imports) known.set(file, (imports = findImports(file)));
  return imports;
}

function findImports({ source, analysis }: ProjectFile): Imports {
  const { index } = analysis;
  const roots: ImportRoot[] = [];
  const computed: ComputedImport[] = [];
  const reExports: ReExport[] = [];
  const addReads = (
    declaration: TSESTree.Node,
    specifier: string | undefined,
    path: readonly string[],
  ): void => {
    if (specifier === undefined) return;
    for (const variable of index.declared(declaration)) {
      for (const node of readsOf(variable)) {
        roots.push({ specifier, node, path });
      }
    }
  };
  const addImportEquals = (
    statement: TSESTree.TSImportEqualsDeclaration,
  ): string | undefined => {
    const { moduleReference } = statement;
    if (moduleReference.type !== 'TSExternalModuleReference') return undefined;
    const specifier = literalOf(moduleReference.expression);
    addReads(statement, specifier, []);
    return specifier;
  };
  const addCall = (
    node: TSESTree.Node,
    argument: TSESTree.Node,
    by: 'name' | 'pattern' = 'name',
  ): void => {
    const specifier = by === 'name' ? literalOf(argument) : undefined;
    if (specifier !== undefined) roots.push({ specifier, node, path: [] });
    else {
      const prefix = prefixOf(argument);
      computed.push({ prefix, isPattern: by === 'pattern', node });
    }
  };
  for (const statement of source.ast.body) {
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const each of statement.specifiers) {
          addReads(each, statement.source.value, importedPath(each));
        }
        break;
      case 'TSImportEqualsDeclaration':
        addImportEquals(statement);
        break;
      case 'ExportNamedDeclaration': {
        const { declaration } = statement;
        if (declaration?.type === 'TSImportEqualsDeclaration') {
          const specifier = addImportEquals(declaration);
          const exported = declaration.id.name;
          if (specifier !== undefined) {
            reExports.push({ specifier, exported, imported: undefined });
          }
        }
        const specifier = statement.source?.value;
        if (specifier === undefined) break;
        for (const { local, exported } of statement.specifiers) {
          reExports.push({
            specifier,
            exported: nameOf(exported),
            imported: nameOf(local),
          });
        }
        break;
      }
      case 'ExportAllDeclaration': {
        const { source: from, exported } = statement;
        reExports.push({
          specifier: from.value,
          exported: exported ? nameOf(exported) : '*',
          imported: exported ? undefined : '*',
        });
        break;
      }
    }
  }
  for (const node of index.dynamicImports) addCall(node, node.source);
  for (const node of index.calls) {
    const [argument] = node.arguments;
    const by = requires(node.callee, analysis);
    if (argument && by) addCall(node, argument, by);
  }
  return { roots, computed, reExports };
}

function importedPath(specifier: TSESTree.ImportClause): readonly string[] {
  switch (specifier.type) {
    case 'ImportDefaultSpecifier':
      return ['default'];
    case 'ImportNamespaceSpecifier':
      return [];
    default:
      return [nameOf(specifier.imported)];
  }
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function literalOf(node: TSESTree.Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') {
    return node.value;
  }
  return node.type === 'TemplateLiteral' && node.expressions.length === 0
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined;
}

/** How the path starts that is put together here: `./lib/` of `` `./lib/${name}.js` ``, of `'./lib/' + name` and of `'./lib/*.js'`. */
function prefixOf(node: TSESTree.Node): string | undefined {
  switch (node.type) {
    case 'Literal':
      return literalOf(node)?.replace(/\*.*$/, '');
    case 'TemplateLiteral':
      return node.quasis[0]?.value.cooked || undefined;
    case 'BinaryExpression':
      return prefixOf(node.left);
    default:
      return undefined;
  }
}

/** How a call takes a module by its name, or modules by a pattern, if it does. */
function requires(
  callee: TSESTree.Node,
  analysis: Analysis,
): 'name' | 'pattern' | undefined {
  if (callee.type !== 'MemberExpression') {
    return analysis.origins(callee).some(isRequire) ? 'name' : undefined;
  }
  const { object, property } = callee;
  const name = property.type === 'Identifier' ? property.name : '';
  if (object.type === 'MetaProperty')
    return /^glob/.test(name) ? 'pattern' : undefined;
  if (/^(?:require|requireActual|importActual)$/.test(name)) return 'name';
  return name === 'context' && analysis.origins(object).some(isRequire)
    ? 'pattern'
    : undefined;
}

/** `require` itself, or what `createRequire` made. */
function isRequire(origin: Origin): boolean {
  return (
    origin.kind === 'global' &&
    origin.name === 'require' &&
    origin.path.length === 0
  );
}
