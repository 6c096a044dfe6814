import type { TSESTree } from '@typescript-eslint/utils';

import { typesWritten } from './annotated-types.js';
import type { FileIndex } from './file-index.js';
import type { Modules, OpenedBy } from './modules.js';
import { type Origin, select } from './origins.js';
import type { Provenance } from './provenance.js';
import type { Variable } from './source.js';

/** What the file declares an expression to be. */
export interface DeclaredClient extends Client {
  /** Whether it is this product in each case, such as no cluster. */
  readonly certain: boolean;
}

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
 * The client that a parameter, a variable, a field or a property is declared
 * as: `client: Redis`, `private readonly client?: Redis`, `options: { client:
 * Redis }`. Of a union, what all are besides `null` and `undefined`; it is not
 * certain where some are clusters and others are not.
 */
export function annotatedClient(
  receiver: TSESTree.Node,
  file: File,
): DeclaredClient | undefined {
  const clients = clientsOf(
    typesWritten(receiver, file.index),
    file,
    new Set(),
  );
  const [first] = clients;
  return first && clients.every((each) => each?.driver === first.driver)
    ? {
        ...first,
        certain: clients.every((each) => each?.product === first.product),
      }
    : undefined;
}

const NOTHING: ReadonlySet<string> = new Set([
  'TSNullKeyword',
  'TSUndefinedKeyword',
]);

/** What each type is, without those of nothing. */
function clientsOf(
  types: readonly TSESTree.TypeNode[],
  file: File,
  aliases: ReadonlySet<Variable>,
): readonly (Client | undefined)[] {
  return types
    .filter(({ type }) => !NOTHING.has(type))
    .flatMap((type) => clientsIn(type, file, aliases));
}

function clientsIn(
  type: TSESTree.TypeNode,
  file: File,
  aliases: ReadonlySet<Variable>,
): readonly (Client | undefined)[] {
  if (type.type === 'TSUnionType') return clientsOf(type.types, file, aliases);
  if (type.type !== 'TSTypeReference') return [undefined];
  const { typeName, typeArguments } = type;
  if (typeName.type === 'Identifier') {
    const alias = file.index.variable(typeName);
    const [definition] = alias?.defs ?? [];
    if (alias && definition?.node.type === 'TSTypeAliasDeclaration') {
      return aliases.has(alias)
        ? [undefined]
        : clientsOf(
            [definition.node.typeAnnotation],
            file,
            new Set([...aliases, alias]),
          );
    }
    if (typeName.name === 'ReturnType') {
      const [of] = typeArguments?.params ?? [];
      return [
        of?.type === 'TSTypeQuery'
          ? exported(of.exprName, file, (source, path) =>
              file.modules.opened(source, path, 'factories'),
            )
          : undefined,
      ];
    }
  }
  return [
    exported(typeName, file, (source, path) =>
      file.modules.typed(source, path),
    ),
  ];
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
