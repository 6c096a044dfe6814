import type { TSESTree } from '@typescript-eslint/utils';

import type { DeclaredClient } from './annotated-clients.js';
import type { DriverName, Product } from './drivers.js';
import type { FileIndex } from './file-index.js';
import type { Origin } from './origins.js';
import { unwrap } from './source.js';
import { valuesOf } from './variable-values.js';

/** What a client is, wherever it comes from. */
interface ClientKind {
  readonly driver: DriverName;
  readonly product: Product;
}

/** A client that was followed to a `duplicate()`. */
interface Copied extends ClientKind {
  readonly node: TSESTree.Node;
  readonly form?: string | undefined;
}

/** What `duplicate()` is called on. */
interface Receiver {
  readonly node: TSESTree.Node;
  /** Of its file. */
  readonly index: FileIndex;
  readonly origins: readonly Origin[];
  /** What the file declares it to be. */
  readonly declared: DeclaredClient | undefined;
}

/**
 * Whether `duplicate()` opens what the client that was followed there is, and
 * never anything else: the same place can be given a cluster, a client of
 * another driver or a fake, and a subclass may override it.
 */
export function isSureCopy(copied: Copied, receiver: Receiver): boolean {
  if (copied.form === 'subclass') return false;
  if (holdsOnly(copied.node, receiver)) return true;
  const { declared } = receiver;
  if (declared) return declared.certain && isSameKind(declared, copied);
  return receiver.origins.every((origin) => isOf(origin, copied));
}

/** Whether it is the expression of the client itself, or a variable that is given nothing else. */
function holdsOnly(
  client: TSESTree.Node,
  { node, index }: Pick<Receiver, 'node' | 'index'>,
): boolean {
  if (unwrap(node) === unwrap(client)) return true;
  const variable = index.variable(unwrap(node));
  if (!variable) return false;
  const { values, openTo, isForeign } = valuesOf(variable, index);
  return (
    !openTo &&
    !isForeign &&
    values.every(({ node: value, path }) => {
      return path.length === 0 && unwrap(value) === client;
    })
  );
}

function isOf(origin: Origin, copied: Copied): boolean {
  switch (origin.kind) {
    case 'nullish':
      return true;
    case 'open': {
      const { certain, form } = origin.open;
      return certain && form !== 'subclass' && isSameKind(origin.open, copied);
    }
    case 'shared':
    case 'dedicated':
      return origin.node === copied.node;
    default:
      return false;
  }
}

function isSameKind(one: ClientKind, other: ClientKind): boolean {
  return one.driver === other.driver && one.product === other.product;
}
