import type { TSESTree } from '@typescript-eslint/utils';

import { readsOf } from 'eslint-plugin-shared-redis/analysis';

import type { ProjectFile } from './sources.js';

/** An expression of a file that is what another module exports, or a part of it. */
export interface ImportRoot {
  readonly node: TSESTree.Node;
  /** The names of the export; none for the module as a whole. */
  readonly path: readonly string[];
}

/** `export { imported as exported } from './module'`; `*` for all but the default. */
export interface ReExport {
  readonly exported: string;
  /** `undefined` for the module as a whole. */
  readonly imported: string | undefined;
}

/** What a file takes from the modules of which `isMeant` is true. */
export function importsOf(
  { source, analysis: { index } }: ProjectFile,
  isMeant: (specifier: string) => boolean,
): { readonly roots: ImportRoot[]; readonly reExports: ReExport[] } {
  const roots: ImportRoot[] = [];
  const reExports: ReExport[] = [];
  const addReads = (node: TSESTree.Node, path: readonly string[]): void => {
    for (const variable of index.declared(node)) {
      for (const node of readsOf(variable)) roots.push({ node, path });
    }
  };
  for (const statement of source.ast.body) {
    switch (statement.type) {
      case 'ImportDeclaration':
        if (!isMeant(statement.source.value)) break;
        for (const each of statement.specifiers) {
          addReads(each, importedPath(each));
        }
        break;
      case 'TSImportEqualsDeclaration': {
        const { moduleReference } = statement;
        if (
          moduleReference.type === 'TSExternalModuleReference' &&
          isMeant(literalOf(moduleReference.expression) ?? '')
        ) {
          addReads(statement, []);
        }
        break;
      }
      case 'ExportNamedDeclaration':
        if (!statement.source || !isMeant(statement.source.value)) break;
        for (const { local, exported } of statement.specifiers) {
          reExports.push({
            exported: nameOf(exported),
            imported: nameOf(local),
          });
        }
        break;
      case 'ExportAllDeclaration':
        if (!isMeant(statement.source.value)) break;
        reExports.push(
          statement.exported
            ? { exported: nameOf(statement.exported), imported: undefined }
            : { exported: '*', imported: '*' },
        );
        break;
    }
  }
  for (const node of index.dynamicImports) {
    if (isMeant(literalOf(node.source) ?? '')) roots.push({ node, path: [] });
  }
  for (const call of index.calls) {
    const [argument] = call.arguments;
    if (
      argument &&
      requires(call.callee) &&
      isMeant(literalOf(argument) ?? '')
    ) {
      roots.push({ node: call, path: [] });
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
