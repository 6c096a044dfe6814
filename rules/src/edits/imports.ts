import type { TSESTree } from '@typescript-eslint/utils';

import { driverOfModule, REGISTRY_MODULE } from '../analysis/drivers.js';
import { type SourceInput, stringValue } from '../analysis/source.js';
import { type Edit, lineBreak } from './edit.js';

/** A registry function and the name it goes by in a file. */
export interface ImportedName {
  readonly imported: string;
  readonly local: string;
  /** Whether the file imports it already. */
  readonly present: boolean;
}

/** The name a registry function has, or can have, in a file without colliding with another. */
export function importedName(
  imported: string,
  source: SourceInput,
): ImportedName {
  const taken = new Set<string>();
  for (const scope of source.scopeManager?.scopes ?? []) {
    for (const variable of scope.variables) {
      const [definition] = variable.defs;
      if (definition && isImportOf(definition.node, imported)) {
        return { imported, local: variable.name, present: true };
      }
      taken.add(variable.name);
    }
    for (const { identifier } of scope.through) {
      if (identifier.type === 'Identifier') taken.add(identifier.name);
    }
  }
  return { imported, local: freeName(imported, taken), present: false };
}

/** `getRedisClient` → `getRedisClient`, `sharedGetRedisClient`, `sharedGetRedisClient2` … */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const base = `shared${wanted[0]!.toUpperCase()}${wanted.slice(1)}`;
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
  return name;
}

function isImportOf(node: TSESTree.Node, imported: string): boolean {
  if (
    node.type === 'ImportSpecifier' &&
    node.importKind !== 'type' &&
    node.parent.type === 'ImportDeclaration'
  ) {
    return (
      node.parent.importKind !== 'type' &&
      node.parent.source.value === REGISTRY_MODULE &&
      node.imported.type === 'Identifier' &&
      node.imported.name === imported
    );
  }
  return (
    node.type === 'VariableDeclarator' &&
    node.parent.parent.type === 'Program' &&
    node.id.type === 'ObjectPattern' &&
    node.init !== null &&
    requiredModule(node.init) === REGISTRY_MODULE &&
    node.id.properties.some(
      (property) =>
        property.type === 'Property' &&
        property.key.type === 'Identifier' &&
        property.key.name === imported,
    )
  );
}

/**
 * The edits that make names available that the file does not import yet, in
 * the file's own style. `removals` are the edits that take the driver's names
 * away: an import that goes wholly is replaced by the new one.
 */
export function importEdits(
  names: readonly ImportedName[],
  { ast, text }: SourceInput,
  removals: readonly Edit[],
): readonly Edit[] {
  const missing = names.filter(({ present }) => !present);
  if (missing.length === 0) return removals;
  const last = registryImport(ast)?.specifiers.at(-1);
  if (last) {
    const added = missing.map((name) => `, ${specifier(name, ' as ')}`);
    const end = last.range[1];
    return [...removals, { range: [end, end], text: added.join('') }];
  }
  const line = importLine(missing, ast, text);
  const anchor = importAnchor(ast);
  const replaced = removals.find(
    ({ range }) =>
      anchor && range[0] <= anchor.range[0] && anchor.range[1] <= range[1],
  );
  if (anchor && replaced) {
    return [
      ...removals.filter((edit) => edit !== replaced),
      { range: anchor.range, text: line },
    ];
  }
  return [...removals, insertedLine(line, anchor, ast, text)];
}

/** An import of values from the registry module that can take another name. */
function registryImport(
  ast: TSESTree.Program,
): TSESTree.ImportDeclaration | undefined {
  return ast.body.find(
    (statement): statement is TSESTree.ImportDeclaration =>
      statement.type === 'ImportDeclaration' &&
      statement.importKind !== 'type' &&
      statement.source.value === REGISTRY_MODULE &&
      statement.specifiers.at(-1)?.type === 'ImportSpecifier',
  );
}

function importLine(
  names: readonly ImportedName[],
  ast: TSESTree.Program,
  text: string,
): string {
  const { esm, quote, semicolon } = moduleStyle(ast, text);
  const list = (as: string): string =>
    names.map((name) => specifier(name, as)).join(', ');
  const module = `${quote}${REGISTRY_MODULE}${quote}`;
  return esm
    ? `import { ${list(' as ')} } from ${module}${semicolon}`
    : `const { ${list(': ')} } = require(${module})${semicolon}`;
}

function specifier({ imported, local }: ImportedName, as: string): string {
  return imported === local ? imported : `${imported}${as}${local}`;
}

/** The statement a new import stands by: the driver's import, else the last one. */
function importAnchor(ast: TSESTree.Program): TSESTree.Node | undefined {
  const imports = ast.body.filter(
    (statement) => importedModules(statement).length > 0,
  );
  return (
    imports.find((statement) =>
      importedModules(statement).some((name) => driverOfModule(name)),
    ) ?? imports.at(-1)
  );
}

/** After the anchor, else before the first statement that is no directive. */
function insertedLine(
  line: string,
  anchor: TSESTree.Node | undefined,
  ast: TSESTree.Program,
  text: string,
): Edit {
  const eol = lineBreak(text);
  if (anchor) {
    return { range: [anchor.range[1], anchor.range[1]], text: eol + line };
  }
  const first = ast.body.find(
    (statement) =>
      statement.type !== 'ExpressionStatement' || !statement.directive,
  );
  const start = first?.range[0] ?? text.length;
  return { range: [start, start], text: line + eol };
}

/** The modules that a top-level statement imports or requires. */
function importedModules(statement: TSESTree.Node): readonly string[] {
  switch (statement.type) {
    case 'ImportDeclaration':
      return [statement.source.value];
    case 'TSImportEqualsDeclaration':
      return statement.moduleReference.type === 'TSExternalModuleReference'
        ? [stringValue(statement.moduleReference.expression) ?? '']
        : [];
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ init }) => {
        const name = init && requiredModule(init);
        return name === undefined || name === null ? [] : [name];
      });
    default:
      return [];
  }
}

/** `'ioredis'` of `require('ioredis')` and of its members. */
function requiredModule(node: TSESTree.Node): string | undefined {
  if (node.type === 'MemberExpression') return requiredModule(node.object);
  if (node.type === 'TSAsExpression') return requiredModule(node.expression);
  return node.type === 'CallExpression' &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'require' &&
    node.arguments[0]
    ? stringValue(node.arguments[0])
    : undefined;
}

/** How the file writes its imports. */
function moduleStyle(
  ast: TSESTree.Program,
  text: string,
): { esm: boolean; quote: string; semicolon: string } {
  const esm = ast.body.some(({ type }) =>
    /^(?:Import|Export|TSImportEquals|TSExport)/.test(type),
  );
  const sample = ast.body.find(
    (statement) => importedModules(statement).length > 0,
  );
  const written = sample ? text.slice(sample.range[0], sample.range[1]) : text;
  return {
    esm: esm || !/\brequire\s*\(/.test(text),
    quote: /["']/.exec(written)?.[0] ?? "'",
    semicolon: written.trimEnd().endsWith(';') || !sample ? ';' : '',
  };
}
