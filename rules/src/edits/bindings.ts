import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis, Open } from '../analysis/analysis.js';
import { unwrap, type Variable } from '../analysis/source.js';
import { type Edit, lineRange, removal } from './edit.js';

/** Where a module binds the names it takes from another: an `import`, or a `const … = require()`. */
export type Binding = TSESTree.ImportClause | TSESTree.VariableDeclarator;

/** What is left of the bindings of a driver once some opens no longer use them. */
export interface Leftover {
  /** Bindings that nothing uses any more. */
  readonly unused: readonly Variable[];
  /** Bindings that only types use now. */
  readonly typeOnly: readonly Variable[];
}

/** What becomes of the driver's names when these opens no longer call them. */
export function leftoverOf(
  opens: readonly Open[],
  analysis: Analysis,
): Leftover {
  const replaced = opens.map(({ node }) => node.callee.range);
  const unused: Variable[] = [];
  const typeOnly: Variable[] = [];
  for (const variable of calleeVariables(opens, analysis)) {
    const left = variable.references.filter(
      ({ identifier, init }) =>
        !init &&
        !replaced.some(
          ([start, end]) =>
            start <= identifier.range[0] && identifier.range[1] <= end,
        ),
    );
    if (left.length === 0) unused.push(variable);
    else if (
      left.every((reference) => reference.isTypeReference) &&
      !analysis.index.hasDecorators // their metadata needs the class itself
    ) {
      typeOnly.push(variable);
    }
  }
  return { unused, typeOnly };
}

/** The variables at the root of the opens' callees: `Redis`, or `IORedis` in `IORedis.Redis`. */
function calleeVariables(
  opens: readonly Open[],
  { index }: Analysis,
): ReadonlySet<Variable> {
  const variables = new Set<Variable>();
  for (const { node } of opens) {
    let root = unwrap(node.callee);
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    const variable = index.variable(root);
    if (variable) variables.add(variable);
  }
  return variables;
}

/** The edits that remove unused names from their `import` or `require`, and mark those that only types use. */
export function bindingEdits(
  { unused, typeOnly }: Leftover,
  text: string,
): readonly Edit[] {
  const byStatement = new Map<TSESTree.Node, TSESTree.Node[]>();
  for (const variable of unused) {
    const [definition] = variable.defs;
    const statement = definition && bindingStatement(definition.node);
    if (!statement) continue;
    const names = byStatement.get(statement) ?? [];
    byStatement.set(statement, [...names, boundName(variable)]);
  }
  return [
    ...[...byStatement].flatMap(([statement, names]) =>
      removeNames(statement, names, text),
    ),
    ...typeOnly.flatMap((variable) => markTypeOnly(variable, typeOnly)),
  ];
}

/** The statement that binds a name and does nothing else. */
function bindingStatement(
  node: TSESTree.Node,
):
  | TSESTree.ImportDeclaration
  | TSESTree.TSImportEqualsDeclaration
  | TSESTree.VariableDeclaration
  | undefined {
  switch (node.type) {
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ImportSpecifier':
      return node.parent as TSESTree.ImportDeclaration;
    case 'TSImportEqualsDeclaration':
      return node;
    case 'VariableDeclarator':
      return node.init && isRequire(node.init) ? node.parent : undefined;
    default:
      return undefined;
  }
}

/** `require('ioredis')`, or a member of it. */
function isRequire(node: TSESTree.Node): boolean {
  const call = unwrap(node);
  if (call.type === 'MemberExpression') return isRequire(call.object);
  return (
    call.type === 'CallExpression' &&
    call.callee.type === 'Identifier' &&
    call.callee.name === 'require'
  );
}

/** The specifier, property or declarator that binds a variable. */
function boundName(variable: Variable): TSESTree.Node {
  const node = variable.defs[0]!.node;
  const identifier = variable.identifiers[0];
  return node.type === 'VariableDeclarator' &&
    node.id.type === 'ObjectPattern' &&
    identifier?.parent.type === 'Property'
    ? identifier.parent
    : node;
}

function removeNames(
  statement: TSESTree.Node,
  removed: readonly TSESTree.Node[],
  text: string,
): readonly Edit[] {
  const siblings = siblingsOf(statement, removed);
  if (siblings.every((each) => removed.includes(each))) {
    return [removal(...lineRange(statement, text))];
  }
  return siblings.flatMap((each, position) => {
    if (!removed.includes(each)) return [];
    const next = siblings[position + 1];
    const isDefault = each.type === 'ImportDefaultSpecifier';
    if (next && isDefault && next.type === 'ImportSpecifier') {
      return [removal(each.range[0], text.indexOf('{', each.range[1]))];
    }
    if (next) return [removal(each.range[0], next.range[0])];
    const previous = siblings
      .slice(0, position)
      .findLast((sibling) => !removed.includes(sibling));
    if (!previous) return [];
    const end =
      previous.type === 'ImportDefaultSpecifier' &&
      each.type === 'ImportSpecifier'
        ? text.indexOf('}', each.range[1]) + 1
        : each.range[1];
    return [removal(previous.range[1], end)];
  });
}

/** The names that stand beside each other in a statement. */
function siblingsOf(
  statement: TSESTree.Node,
  removed: readonly TSESTree.Node[],
): readonly TSESTree.Node[] {
  if (statement.type === 'ImportDeclaration') return statement.specifiers;
  if (statement.type !== 'VariableDeclaration') return [statement];
  const pattern = removed[0]?.parent;
  if (pattern?.type !== 'ObjectPattern') return statement.declarations;
  return pattern.properties.every((each) => removed.includes(each)) &&
    statement.declarations.length === 1
    ? removed
    : pattern.properties;
}

/** `import Redis` → `import type Redis`; left as it is where TypeScript has no such form. */
function markTypeOnly(
  variable: Variable,
  typeOnly: readonly Variable[],
): readonly Edit[] {
  const node = variable.defs[0]?.node;
  if (!node || node.parent?.type !== 'ImportDeclaration') return [];
  const { specifiers, range } = node.parent;
  const bound = typeOnly.map(({ defs }) => defs[0]?.node);
  const isNamed = specifiers.every(({ type }) => type === 'ImportSpecifier');
  if (
    specifiers.every((each) => bound.includes(each)) &&
    (isNamed || specifiers.length === 1)
  ) {
    return node === specifiers[0]
      ? [insertion(range[0] + 'import '.length, 'type ')]
      : [];
  }
  return node.type === 'ImportSpecifier'
    ? [insertion(node.range[0], 'type ')]
    : [];
}

function insertion(position: number, text: string): Edit {
  return { range: [position, position], text };
}
