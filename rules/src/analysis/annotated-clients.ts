import type { TSESTree } from '@typescript-eslint/utils';

import { memberDefinitions } from './class-fields.js';
import type { FileIndex } from './file-index.js';
import type { Modules, OpenedBy } from './modules.js';
import { type Origin, select } from './origins.js';
import type { Provenance } from './provenance.js';
import { memberName, unwrap, type Variable } from './source.js';

/** What the file says an expression is, by the type that is written where it is declared. */
type Client = Pick<OpenedBy, 'driver' | 'module' | 'product'>;

interface File {
  readonly index: FileIndex;
  readonly provenance: Provenance;
  readonly modules: Modules;
  /** What an import stands for, where more than the file is known. */
  readonly resolve?: Resolve | undefined;
}

/** What an origin stands for where that is another file's. */
export type Resolve = (origin: Origin) => readonly Origin[];

/**
 * The client that a parameter, a variable or a field is declared as:
 * `client: Redis`, `private readonly client?: Redis`. Of a union, what all are
 * besides `null` and `undefined`.
 */
export function annotatedClient(
  receiver: TSESTree.Node,
  file: File,
): Client | undefined {
  const types = annotationsOf(unwrap(receiver), file.index);
  return types.length === 0 ? undefined : same(types, file, new Set());
}

function annotationsOf(
  node: TSESTree.Node,
  index: FileIndex,
): readonly TSESTree.TypeNode[] {
  if (node.type === 'Identifier') {
    const declared = index.variable(node)?.identifiers ?? [];
    return declared.flatMap(annotationIn);
  }
  if (node.type !== 'MemberExpression') return [];
  const owner = index.fieldOwner(node);
  const name = memberName(node);
  return owner && name !== undefined
    ? memberDefinitions(owner, name).flatMap((each) =>
        annotationIn(
          each.type === 'TSParameterProperty' ? each.parameter : each,
        ),
      )
    : [];
}

function annotationIn(node: TSESTree.Node): readonly TSESTree.TypeNode[] {
  const target = node.type === 'AssignmentPattern' ? node.left : node;
  return 'typeAnnotation' in target &&
    target.typeAnnotation?.type === 'TSTypeAnnotation'
    ? [target.typeAnnotation.typeAnnotation]
    : [];
}

const NOTHING: ReadonlySet<string> = new Set([
  'TSNullKeyword',
  'TSUndefinedKeyword',
]);

/** The client that all types are, without those of nothing. */
function same(
  types: readonly TSESTree.TypeNode[],
  file: File,
  aliases: ReadonlySet<Variable>,
): Client | undefined {
  const [first, ...others] = types
    .filter(({ type }) => !NOTHING.has(type))
    .map((type) => clientOf(type, file, aliases));
  return others.every(
    (each) =>
      each?.driver === first?.driver && each?.product === first?.product,
  )
    ? first
    : undefined;
}

function clientOf(
  type: TSESTree.TypeNode,
  file: File,
  aliases: ReadonlySet<Variable>,
): Client | undefined {
  if (type.type === 'TSUnionType') return same(type.types, file, aliases);
  if (type.type !== 'TSTypeReference') return undefined;
  const { typeName, typeArguments } = type;
  if (typeName.type === 'Identifier') {
    const alias = file.index.variable(typeName);
    const [definition] = alias?.defs ?? [];
    if (alias && definition?.node.type === 'TSTypeAliasDeclaration') {
      return aliases.has(alias)
        ? undefined
        : same(
            [definition.node.typeAnnotation],
            file,
            new Set([...aliases, alias]),
          );
    }
    if (typeName.name === 'ReturnType') {
      const [of] = typeArguments?.params ?? [];
      return of?.type === 'TSTypeQuery'
        ? exported(of.exprName, file, (source, path) =>
            file.modules.opened(source, path, 'factories'),
          )
        : undefined;
    }
  }
  return exported(typeName, file, (source, path) =>
    file.modules.typed(source, path),
  );
}

/** What is known of an export of a module, by its name. */
function exported(
  name: TSESTree.Node,
  file: File,
  known: (source: string, path: readonly string[]) => Client | undefined,
): Client | undefined {
  const { resolve = (origin) => [origin] } = file;
  for (const origin of originsOf(name, file).flatMap(resolve)) {
    const client =
      origin.kind === 'module' ? known(origin.source, origin.path) : undefined;
    if (client) return client;
  }
  return undefined;
}

function originsOf(name: TSESTree.Node, file: File): readonly Origin[] {
  if (name.type !== 'TSQualifiedName') return file.provenance.origins(name);
  return originsOf(name.left, file).flatMap((origin) =>
    select(origin, [name.right.name]).filter((each) => each.kind !== 'step'),
  );
}
