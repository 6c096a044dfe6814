import type { TSESTree } from '@typescript-eslint/utils';
import { exportedAs, type Origin } from 'eslint-plugin-shared-redis/analysis';

import type { ProjectFile } from './sources.js';

/** What finding an export needs of the project. */
interface Project {
  parsed(file: string): ProjectFile | undefined;
  resolve(specifier: string, from: string): string | undefined;
}

/** A value that a file exports. */
export interface ExportedValue {
  readonly file: ProjectFile;
  readonly origin: Origin;
}

/** Longer than any real chain of files that export what others export. */
const LONGEST_CHAIN = 16;

/** What an export of a file is, followed through the files that it is exported again from. */
export function exportedValues(
  file: string | undefined,
  path: readonly string[],
  project: Project,
  depth = 0,
): ExportedValue[] {
  const parsed = file === undefined ? undefined : project.parsed(file);
  if (!parsed || depth > LONGEST_CHAIN) return [];
  const [name = 'default', ...rest] = path;
  const found = expressionsOf(parsed, name).flatMap((expression) =>
    parsed.analysis
      .origins(expression)
      .flatMap((origin) => select(origin, rest, parsed, project, depth)),
  );
  if (found.length > 0) return found;
  return parsed.source.ast.body.flatMap((statement) => {
    const next = passedOn(statement, name);
    return next
      ? exportedValues(
          project.resolve(next.source, parsed.file),
          [...next.path, ...rest],
          project,
          depth + 1,
        )
      : [];
  });
}

/** The value at a path of another, where that can be told. */
function select(
  origin: Origin,
  path: readonly string[],
  file: ProjectFile,
  project: Project,
  depth: number,
): ExportedValue[] {
  if (origin.kind === 'module') {
    return exportedValues(
      project.resolve(origin.source, file.file),
      [...origin.path, ...path],
      project,
      depth + 1,
    );
  }
  return path.length === 0 ? [{ file, origin }] : [];
}

/** The expressions and declarations that a file itself exports under a name. */
function expressionsOf(
  { source, analysis: { index } }: ProjectFile,
  name: string,
): TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  for (const statement of source.ast.body) {
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default') {
      found.push(statement.declaration);
    } else if (statement.type === 'TSExportAssignment' && name === 'default') {
      found.push(statement.expression);
    } else if (statement.type === 'ExportNamedDeclaration') {
      found.push(...declaredAs(statement.declaration, name));
      if (statement.source) continue;
      for (const { local, exported } of statement.specifiers) {
        if (textOf(exported) === name) found.push(local);
      }
    }
  }
  for (const access of index.memberAccesses) {
    if (access.type !== 'MemberExpression') continue;
    const { parent } = access;
    if (parent.type !== 'AssignmentExpression' || parent.left !== access) {
      continue;
    }
    const exported = exportedAs(access, index);
    if (exported?.name === name) found.push(parent.right);
    if (!exported || exported.name !== undefined) continue;
    if (name === 'default') found.push(parent.right);
    else if (parent.right.type === 'ObjectExpression') {
      found.push(...propertyOf(parent.right, name));
    }
  }
  return found;
}

function declaredAs(
  declaration: TSESTree.ExportNamedDeclaration['declaration'],
  name: string,
): TSESTree.Node[] {
  switch (declaration?.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return declaration.id?.name === name ? [declaration] : [];
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id, init }) =>
        id.type === 'Identifier' && id.name === name && init ? [init] : [],
      );
    default:
      return [];
  }
}

function propertyOf(
  { properties }: TSESTree.ObjectExpression,
  name: string,
): TSESTree.Node[] {
  return properties.flatMap((property) =>
    property.type === 'Property' &&
    property.key.type === 'Identifier' &&
    property.key.name === name
      ? [property.value]
      : [],
  );
}

/** What `export … from` passes on under a name. */
function passedOn(
  statement: TSESTree.Node,
  name: string,
): { readonly source: string; readonly path: readonly string[] } | undefined {
  if (statement.type === 'ExportAllDeclaration') {
    const source = statement.source.value;
    if (!statement.exported) {
      return name === 'default' ? undefined : { source, path: [name] };
    }
    return textOf(statement.exported) === name
      ? { source, path: [] }
      : undefined;
  }
  if (statement.type !== 'ExportNamedDeclaration' || !statement.source) {
    return undefined;
  }
  const found = statement.specifiers.find(
    ({ exported }) => textOf(exported) === name,
  );
  return (
    found && { source: statement.source.value, path: [textOf(found.local)] }
  );
}

function textOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
