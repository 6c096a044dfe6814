import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis, Open } from '../analysis/analysis.js';
import {
  isValueReference,
  memberName,
  type Reference,
  unwrap,
  type Variable,
} from '../analysis/source.js';
import { type Edit, lineRange, removal } from './edit.js';
import { isLoad, loadAlone } from './loads.js';
import { typeOnlyEdits } from './type-only.js';

/** What is left of the bindings that rewritten opens used. */
export interface Leftover {
  /** Bindings that nothing uses any more. */
  readonly unused: readonly Variable[];
  /** Bindings that only types use now. */
  readonly typeOnly: readonly Variable[];
  /** Those among the unused whose modules are loaded all the same: they may do more than export, such as read a `.env`. */
  readonly loaded?: ReadonlySet<Variable>;
}

/**
 * What becomes of the names that these opens no longer call.
 *
 * @param dropped expressions that go with them: what only they used goes, too
 */
export function leftoverOf(
  opens: readonly Pick<Open, 'node'>[],
  analysis: Analysis,
  dropped: readonly TSESTree.Node[] = [],
): Leftover {
  const replaced = [...opens.map(({ node }) => node.callee), ...dropped].map(
    ({ range }) => range,
  );
  const unused: Variable[] = [];
  const typeOnly: Variable[] = [];
  const pending = new Set(calleeVariables(opens, analysis));
  const loaded = new Set<Variable>();
  const drop = (expression: TSESTree.Node): void => {
    for (const variable of variablesIn(expression, analysis)) {
      if (!pending.has(variable)) loaded.add(variable);
      pending.add(variable);
    }
  };
  for (const expression of dropped) drop(expression);
  // What is added on the way is looked at, too.
  for (const variable of pending) {
    const isLeft = ({ identifier, init }: Reference): boolean =>
      !init &&
      !replaced.some(
        ([start, end]) =>
          start <= identifier.range[0] && identifier.range[1] <= end,
      );
    const isValue = (reference: Reference): boolean =>
      isValueReference(reference) && isLeft(reference);
    // Mostly one of the first: a file with many opens has as many suggestions.
    if (variable.references.some(isValue)) continue;
    if (!variable.references.some(isLeft)) {
      unused.push(variable);
      const aliased = aliasedBy(variable);
      if (!aliased) continue;
      // It goes too, and with it a use of what it is another name of.
      replaced.push(aliased.range);
      if (loaded.has(variable)) drop(aliased);
      else {
        const original = rootVariable(aliased, analysis);
        if (original) pending.add(original);
      }
    } else if (
      !analysis.index.hasDecorators // their metadata needs the class itself
    ) {
      typeOnly.push(variable);
    }
  }
  return { unused, typeOnly, loaded };
}

/** The variables at the root of the opens' callees: `Redis`, or `IORedis` in `IORedis.Redis`. */
function calleeVariables(
  opens: readonly Pick<Open, 'node'>[],
  analysis: Analysis,
): Variable[] {
  const variables = opens.flatMap(
    ({ node }) => rootVariable(node.callee, analysis) ?? [],
  );
  return [...new Set(variables)];
}

function rootVariable(
  node: TSESTree.Node,
  { index }: Analysis,
): Variable | undefined {
  let root = unwrap(node);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  return index.variable(root);
}

/** The variables that an expression is put together from: `url`, `settings.url`, `url ?? other`. */
function variablesIn(
  expression: TSESTree.Node,
  analysis: Analysis,
): readonly Variable[] {
  const node = unwrap(expression);
  if (node.type === 'LogicalExpression') {
    return [node.left, node.right].flatMap((each) =>
      variablesIn(each, analysis),
    );
  }
  return [rootVariable(node, analysis) ?? []].flat();
}

/** `Redis` in `const Client = Redis`. */
function aliasedBy({ defs }: Variable): TSESTree.Node | undefined {
  const [definition, ...others] = defs;
  const node = definition?.node;
  return node?.type === 'VariableDeclarator' &&
    others.length === 0 &&
    node.id.type === 'Identifier' &&
    node.init &&
    isName(node.init) &&
    !isExported(node.parent)
    ? node.init
    : undefined;
}

/** `Redis`, `ioredis.Redis`, `process.env['REDIS_URL']` */
function isName(node: TSESTree.Node): boolean {
  const name = unwrap(node);
  return name.type === 'MemberExpression'
    ? memberName(name) !== undefined && isName(name.object)
    : name.type === 'Identifier';
}

/**
 * The edits that remove unused names from their `import` or `require`, and mark
 * those that only types use.
 *
 * @param extended the modules of which values are imported from now on
 */
export function bindingEdits(
  { unused, typeOnly, loaded }: Leftover,
  extended: ReadonlySet<string>,
  text: string,
): readonly Edit[] {
  const removed = new Set(unused.flatMap((variable) => boundName(variable)));
  const loads = new Set(
    unused.flatMap((variable) =>
      loaded?.has(variable) ? boundName(variable) : [],
    ),
  );
  for (const node of removed) {
    const { parent } = node;
    // A pattern with nothing left in it takes its declarator along.
    if (
      parent?.type === 'ObjectPattern' &&
      parent.parent.type === 'VariableDeclarator' &&
      parent.properties.every((each) => removed.has(each))
    ) {
      removed.add(parent.parent);
      if (loads.has(node)) loads.add(parent.parent);
    }
  }
  const lists = new Set([...removed].map((node) => listOf(node)));
  return [
    ...[...lists].flatMap((list) => {
      const isKept =
        list.every((each) => removed.has(each)) &&
        list.some((each) => loads.has(each));
      return (
        (isKept ? loadAlone(list) : undefined) ??
        removeNames(list, removed, text)
      );
    }),
    ...typeOnlyEdits(
      new Set(typeOnly.flatMap(({ defs }) => defs[0]?.node ?? [])),
      removed,
      extended,
      text,
    ),
  ];
}

/** The specifier, property or declarator that binds a variable, where it can go; none where binding it does more. */
function boundName(variable: Variable): readonly TSESTree.Node[] {
  const node = variable.defs[0]?.node;
  switch (node?.type) {
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ImportSpecifier':
      return [node];
    case 'TSImportEqualsDeclaration':
      return isExported(node) ? [] : [node];
    case 'VariableDeclarator': {
      if (aliasedBy(variable)) return [node];
      const { id, init, parent } = node;
      const property = patternProperty(variable);
      const canGo =
        init &&
        (isLoad(init) || (property !== undefined && isName(init))) &&
        !isExported(parent) &&
        !hasRest(id);
      return canGo ? [property ?? node] : [];
    }
    default:
      return [];
  }
}

function isExported({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'ExportNamedDeclaration';
}

/** Whether one name of a pattern takes what the others leave. */
function hasRest(target: TSESTree.Node): boolean {
  return (
    target.type === 'ObjectPattern' &&
    target.properties.some(({ type }) => type === 'RestElement')
  );
}

/** The property that binds a variable in a destructuring pattern. */
function patternProperty(variable: Variable): TSESTree.Property | undefined {
  let at: TSESTree.Node | undefined = variable.identifiers[0];
  while (at && at.type !== 'VariableDeclarator') {
    if (at.type === 'Property') return at;
    at = at.parent;
  }
  return undefined;
}

/** The names that stand beside a name, itself among them. */
function listOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  const { parent } = node;
  switch (parent?.type) {
    case 'ImportDeclaration':
      return parent.specifiers;
    case 'VariableDeclaration':
      return parent.declarations;
    case 'ObjectPattern':
      return parent.properties;
    default:
      return [node];
  }
}

/** The edits that remove some of the names that stand beside each other. */
export function removeNames(
  list: readonly TSESTree.Node[],
  removed: Pick<ReadonlySet<TSESTree.Node>, 'has'>,
  text: string,
): readonly Edit[] {
  const stays = (each: TSESTree.Node): boolean => !removed.has(each);
  if (!list.some(stays)) return removeList(list[0], text);
  return list.flatMap((each, position) => {
    if (stays(each)) return [];
    const next = list[position + 1];
    if (next) return [removal(each.range[0], startOf(next, each, text))];
    const previous = list.slice(0, position).findLast(stays);
    const before = list[position - 1];
    const end =
      previous?.type !== 'ImportSpecifier' && each.type === 'ImportSpecifier'
        ? text.indexOf('}', each.range[1]) + 1
        : each.range[1];
    return previous && before ? [removal(previous.range[1], end)] : [];
  });
}

/** Where what follows a removed name starts: at the brace, between a default import and the first named one. */
function startOf(
  next: TSESTree.Node,
  removed: TSESTree.Node,
  text: string,
): number {
  return removed.type === 'ImportDefaultSpecifier' &&
    next.type === 'ImportSpecifier'
    ? text.indexOf('{', removed.range[1])
    : next.range[0];
}

/** A statement all of whose names go; a pattern goes with its declarator. */
function removeList(
  first: TSESTree.Node | undefined,
  text: string,
): readonly Edit[] {
  if (!first || first.parent?.type === 'ObjectPattern') return [];
  const statement =
    first.type === 'TSImportEqualsDeclaration' ? first : first.parent;
  return statement ? [removal(...lineRange(statement, text))] : [];
}
