import type { TSESTree } from '@typescript-eslint/utils';

import { libraryUse } from '../verdicts/libraries/index.js';
import type { DriverName } from './drivers.js';
import type { FileIndex } from './file-index.js';
import { usesOf } from './flow/value-flow.js';
import type { Provenance } from './provenance.js';
import type { HandedOn, Use } from './uses.js';

/** The driver of a copy, as far as its uses tell. */
export interface HandedCopy {
  readonly driver: DriverName;
  readonly product: 'client';
  readonly certain: false;
}

/**
 * What `something.duplicate()` is where nothing says what it copies, but a
 * library that is known takes it for a Redis client:
 * `createAdapter(publisher, publisher.duplicate())`.
 */
export function handedCopy(
  call: TSESTree.CallExpression,
  index: FileIndex,
  provenance: Provenance,
): HandedCopy | undefined {
  const uses = usesOf(call, 'ioredis', index, provenance);
  if (!uses.some(isTakenForClient)) return undefined;
  // Of the drivers whose clients libraries take, only node-redis has to be told to connect.
  const driver = uses.some(isConnect) ? 'node-redis' : 'ioredis';
  return { driver, product: 'client', certain: false };
}

function isTakenForClient(use: Use): boolean {
  return use.kind === 'argument' && isOfLibrary(use);
}

function isOfLibrary({ origins, call, position, held }: HandedOn): boolean {
  const how = call.type === 'NewExpression' ? 'new' : 'call';
  return origins.some((origin) => {
    if (origin.kind !== 'module') return false;
    const { source: module, path } = origin;
    const found = libraryUse(
      { module, path },
      { how, position, path: held.path },
    );
    return found !== undefined && found.does !== 'mistakes';
  });
}

function isConnect(use: Use): boolean {
  return use.kind === 'call' && use.method === 'connect';
}
