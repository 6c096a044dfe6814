import type { TSESTree } from '@typescript-eslint/utils';

import { DRIVER_OF_MODULE, type DriverName } from '../analysis/drivers.js';
import { oncePer } from '../analysis/once-per.js';
import { REGISTRY_MODULES } from '../analysis/registry.js';
import { push, type SourceInput } from '../analysis/source.js';
import {
  type Edit,
  insertion,
  lineBreak,
  lineStart,
  wholeLines,
} from './edit.js';
import {
  importedModules,
  moduleStyle,
  type ModuleStyle,
  topStatements,
} from './module-style.js';
import type { ImportedName } from './registry-names.js';

/**
 * The edits that make names available that the file does not import yet, in
 * the file's own style. `removals` are the edits that take the driver's names
 * away: an import that goes wholly is replaced by the new one.
 */
export function importEdits(
  names: readonly ImportedName[],
  source: SourceInput,
  removals: readonly Edit[],
): readonly Edit[] {
  const missing = new Map<string, ImportedName[]>();
  for (const name of names) if (!name.present) push(missing, name.module, name);
  let edits = removals;
  for (const [module, list] of missing) {
    edits = withImport(module, list, source, edits);
  }
  return edits;
}

/** The edits with those that import some names of one module. */
function withImport(
  module: string,
  missing: readonly ImportedName[],
  source: SourceInput,
  removals: readonly Edit[],
): readonly Edit[] {
  const { ast, text } = source;
  const style = moduleStyle(source);
  const last =
    style.form === 'importEquals' ? undefined : lastNames(ast).get(module);
  if (last) {
    const list = missing.map((name) => specifier(name, style)).join(', ');
    const whole = removals.find((edit) => isWithin(last.parent!, edit));
    return whole
      ? [
          ...removals.filter((edit) => edit !== whole),
          { range: last.range, text: list },
        ]
      : [...removals, insertion(last.range[1], `, ${list}`)];
  }
  const line = importLine(module, missing, style);
  const anchor = importAnchor(module, ast);
  const replaced = removals.find((edit) => anchor && isWithin(anchor, edit));
  if (anchor && replaced) {
    return [
      ...removals.filter((edit) => edit !== replaced),
      { range: anchor.range, text: line },
    ];
  }
  return [...removals, insertedLine(line, anchor, ast, text)];
}

/** Whether a node goes with an edit. */
function isWithin({ range }: TSESTree.Node, edit: Edit): boolean {
  return (
    edit.text === '' && edit.range[0] <= range[0] && range[1] <= edit.range[1]
  );
}

/** The last name in the first import of values from each module: another can follow it. */
const lastNames = oncePer((ast: TSESTree.Program) => {
  const names = new Map<string, TSESTree.Node>();
  for (const statement of topStatements(ast)) {
    const [module, ...others] = importedModules(statement);
    const last = lastName(statement);
    if (module === undefined || others.length > 0 || !last) continue;
    if (!names.has(module)) names.set(module, last);
  }
  return names;
});

function lastName(statement: TSESTree.Node): TSESTree.Node | undefined {
  if (statement.type === 'ImportDeclaration') {
    const last = statement.specifiers.at(-1);
    return statement.importKind !== 'type' && last?.type === 'ImportSpecifier'
      ? last
      : undefined;
  }
  if (statement.type !== 'VariableDeclaration') return undefined;
  const [declarator] = statement.declarations;
  const last =
    declarator.id.type === 'ObjectPattern' &&
    declarator.init?.type === 'CallExpression'
      ? declarator.id.properties.at(-1)
      : undefined;
  return last?.type === 'Property' ? last : undefined;
}

function importLine(
  from: string,
  names: readonly ImportedName[],
  style: ModuleStyle,
): string {
  const module = `${style.quote}${from}${style.quote}`;
  const list = names.map((name) => specifier(name, style)).join(', ');
  const [namespace] = names[0]!.local.split('.');
  switch (style.form) {
    case 'import':
      return `import { ${list} } from ${module}${style.semicolon}`;
    case 'require':
      return `const { ${list} } = require(${module})${style.semicolon}`;
    case 'importEquals':
      return `import ${namespace} = require(${module})${style.semicolon}`;
  }
}

function specifier(
  { imported, local }: ImportedName,
  { form }: ModuleStyle,
): string {
  if (imported === local) return imported;
  return form === 'import'
    ? `${imported} as ${local}`
    : `${imported}: ${local}`;
}

/** The statement a new import stands by: the import of its driver, else of another one, else the last of those the file starts with. */
function importAnchor(
  module: string,
  ast: TSESTree.Program,
): TSESTree.Node | undefined {
  const imports = driverImports(ast);
  const driver = REGISTRY_MODULES.get(module);
  return (
    nearest(imports.filter((each) => importsDriver(each, driver))) ??
    nearest(imports) ??
    lastOfFirstImports(ast)
  );
}

const driverImports = oncePer((ast: TSESTree.Program) =>
  topStatements(ast).filter((statement) => importsDriver(statement)),
);

function importsDriver(statement: TSESTree.Node, driver?: DriverName): boolean {
  return importedModules(statement).some((name) => {
    const imported = DRIVER_OF_MODULE.get(name);
    return imported !== undefined && (!driver || imported === driver);
  });
}

/** Imports may stand anywhere; a `require` must come before what uses it. */
function nearest(imports: readonly TSESTree.Node[]): TSESTree.Node | undefined {
  return (
    imports.findLast(({ type }) => type === 'ImportDeclaration') ?? imports[0]
  );
}

const lastOfFirstImports = oncePer((ast: TSESTree.Program) => {
  const statements = statementsOf(ast);
  const end = statements.findIndex(
    (statement) => importedModules(statement).length === 0,
  );
  return statements[(end < 0 ? statements.length : end) - 1];
});

/** What follows the directives that a file begins with. */
function statementsOf(ast: TSESTree.Program): readonly TSESTree.Node[] {
  const all = topStatements(ast);
  const first = all.findIndex(
    (statement) =>
      statement.type !== 'ExpressionStatement' || !statement.directive,
  );
  return first < 0 ? [] : all.slice(first);
}

/** On the line after the anchor, else before the first statement that is no directive. */
function insertedLine(
  line: string,
  anchor: TSESTree.Node | undefined,
  ast: TSESTree.Program,
  text: string,
): Edit {
  const eol = lineBreak(text);
  if (anchor) {
    const end = wholeLines(anchor, text)?.[1];
    return end !== undefined && text[end - 1] === '\n'
      ? insertion(end, line + eol)
      : insertion(anchor.range[1], eol + line);
  }
  const [first] = statementsOf(ast);
  const start = first ? withItsComment(first.range[0], text) : text.length;
  return insertion(start, line + eol);
}

/** Where a statement starts together with a doc comment that is its own. */
export function withItsComment(start: number, text: string): number {
  const comment = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\r?\n$/.exec(
    text.slice(0, lineStart(start, text)),
  );
  const isOfFile =
    !comment || /licen[cs]e|copyright|@(?:file|module)/i.test(comment[0]);
  return isOfFile ? start : comment.index;
}
