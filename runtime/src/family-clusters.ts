import { ClientDirectory } from './client-directory.js';
import { clusterDriver } from './cluster-driver.js';
import type { Family } from './ioredis-family.js';
import { directoryOf } from './directories.js';

type Get<Shared, Node, Options> = (
  startupNodes: readonly Node[],
  options?: Options,
) => Shared;

/** What gives the shared clusters of ioredis or of a fork of it. */
export function clustersOf<Shared, Node, Options>(
  family: Family,
): Get<Shared, Node, Options> {
  const directory = directoryOf(
    `${family.name} clusters`,
    () => new ClientDirectory(clusterDriver(family)),
  );
  return (startupNodes, options) =>
    directory().shared(startupNodes, options, undefined) as unknown as Shared;
}
