import type { TSESTree } from '@typescript-eslint/utils';

import { type Edit, insertion, removal } from './edit.js';

/**
 * The edits that mark the names that only types use: the whole import where
 * nothing else is left of it, as an import of values loads its module.
 *
 * @param names those that only types use from now on
 * @param removed those that go
 * @param extended the modules of which values are imported from now on
 */
export function typeOnlyEdits(
  names: ReadonlySet<TSESTree.Node>,
  removed: ReadonlySet<TSESTree.Node>,
  extended: ReadonlySet<string>,
  text: string,
): readonly Edit[] {
  const statements = [...names, ...removed].flatMap(({ parent }) =>
    parent?.type === 'ImportDeclaration' ? [parent] : [],
  );
  return [
    ...[...names].flatMap((name) =>
      name.type === 'TSImportEqualsDeclaration' &&
      name.parent.type !== 'ExportNamedDeclaration'
        ? [asTypes(name)]
        : [],
    ),
    ...[...new Set(statements)].flatMap((statement) => {
      const left = statement.specifiers.filter((each) => !removed.has(each));
      const areTypes =
        !extended.has(statement.source.value) &&
        left.every((each) => names.has(each) || isMarked(each));
      return areTypes
        ? typesAlone(statement, left, text)
        : left.flatMap((each) => mark(each, names));
    }),
  ];
}

/** `import Redis` → `import type Redis` */
function asTypes({ range }: TSESTree.Node): Edit {
  return insertion(range[0] + 'import'.length, ' type');
}

/** The edits that make an import one of types, without marks on its names. */
function typesAlone(
  statement: TSESTree.ImportDeclaration,
  left: readonly TSESTree.ImportClause[],
  text: string,
): readonly Edit[] {
  const [first, second] = left;
  // TypeScript has no `import type Redis, * as ioredis`, and none with braces.
  if (!first || second?.type === 'ImportNamespaceSpecifier') return [];
  return [
    asTypes(statement),
    ...(second && first.type === 'ImportDefaultSpecifier'
      ? intoBraces(first, second, text)
      : []),
    ...left.filter(isMarked).map(unmark),
  ];
}

/** `type RedisOptions` */
function isMarked(
  name: TSESTree.ImportClause,
): name is TSESTree.ImportSpecifier {
  return name.type === 'ImportSpecifier' && name.importKind === 'type';
}

function mark(
  name: TSESTree.ImportClause,
  names: ReadonlySet<TSESTree.Node>,
): readonly Edit[] {
  return name.type === 'ImportSpecifier' && names.has(name)
    ? [insertion(name.range[0], 'type ')]
    : [];
}

function unmark({ range, imported }: TSESTree.ImportSpecifier): Edit {
  return removal(range[0], imported.range[0]);
}

/** `Redis, { RedisOptions }` → `{ default as Redis, RedisOptions }` */
function intoBraces(
  { range, local }: TSESTree.ImportDefaultSpecifier,
  second: TSESTree.ImportClause,
  text: string,
): readonly Edit[] {
  return [
    removal(range[0], text.indexOf('{', range[1])),
    insertion(second.range[0], `default as ${local.name}, `),
  ];
}
