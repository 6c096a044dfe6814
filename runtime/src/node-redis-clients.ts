import { ClientDirectory } from './client-directory.js';
import { directoryOf } from './directories.js';
import { type Lend, lendingOf } from './lending.js';
import type { NodeRedis } from './node-redis-client.js';
import { withIdentities } from './node-redis-definitions.js';
import { nodeRedisDriver, openDedicated } from './node-redis-driver.js';
import { parseRotating } from './node-redis-options.js';
import type { RedisRole } from './redis-roles.js';
import { roleClientsOf } from './role-clients.js';

/** What an entry makes public, in the types of its package. */
interface NodeRedisClients<Dedicated, Args extends unknown[]> {
  readonly get: (...args: Args) => unknown;
  readonly getOfRole: (role: RedisRole, options?: unknown) => unknown;
  readonly openDedicated: (...args: Args) => Dedicated;
  readonly withDedicated: Lend<Dedicated, Args>;
}

/** The clients of `redis` or of `@redis/client`. */
export function clientsOf<
  Dedicated extends AsyncDisposable,
  Args extends unknown[],
>(redis: NodeRedis): NodeRedisClients<Dedicated, Args> {
  const driver = nodeRedisDriver(redis);
  const directory = directoryOf(redis.name, () => new ClientDirectory(driver));
  const open = (...args: Args) =>
    directory().dedicated(args, (options, opening) =>
      openDedicated(redis, options, opening),
    ) as unknown as Dedicated;
  const ofRole = roleClientsOf(directory, (url, options) =>
    parseRotating(redis, url, options),
  );
  return {
    get: (...args) => {
      const [first, second] = args.map(withIdentities);
      return directory().shared(first, second, undefined);
    },
    getOfRole: (role, options) => ofRole(role, withIdentities(options)),
    openDedicated: open,
    withDedicated: lendingOf(open),
  };
}
