import type { TSESTree } from '@typescript-eslint/utils';

import { readsOf } from 'eslint-plugin-shared-redis/analysis';

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

/** What a file takes from other modules. */
export interface Imports {
  readonly roots: readonly ImportRoot[];
  readonly reExports: readonly ReExport[];
}

const known = new WeakMap<ProjectFile, Imports>();

/** What a file takes from other modules. */
export function importsOf(file: ProjectFile): Imports {
  let imports = known.get(file);
  if (!imports) known.set(file, (imports = findImports(file)));
  return imports;
}

function findImports({ source, analysis: { index } }: ProjectFile): Imports {
  const roots: ImportRoot[] = [];
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
  for (const statement of source.ast.body) {
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const each of statement.specifiers) {
          addReads(each, statement.source.value, importedPath(each));
        }
        break;
      case 'TSImportEqualsDeclaration': {
        const { moduleReference } = statement;
        if (moduleReference.type === 'TSExternalModuleReference') {
          addReads(statement, literalOf(moduleReference.expression), []);
        }
        break;
      }
      case 'ExportNamedDeclaration': {
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
  for (const node of index.dynamicImports) {
    const specifier = literalOf(node.source);
    if (specifier !== undefined) roots.push({ specifier, node, path: [] });
  }
  for (const node of index.calls) {
    const [argument] = node.arguments;
    const specifier = argument && literalOf(argument);
    if (specifier !== undefined && requires(node.callee)) {
      roots.push({ specifier, node, path: [] });
    }
  }
  return { roots, reExports };
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

/** `require`, `jest.requireActual`, `vi.importActual` */
function requires(callee: TSESTree.Node): boolean {
  switch (callee.type) {
    case 'Identifier':
      return callee.name === 'require';
    case 'MemberExpression':
      return (
        callee.property.type === 'Identifier' &&
        /^(?:require|requireActual|importActual)$/.test(callee.property.name)
      );
    default:
      return false;
  }
}
