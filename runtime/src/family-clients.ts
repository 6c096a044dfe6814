import { ClientDirectory } from './client-directory.js';
import { dedicatedClientOf } from './dedicated-client.js';
import type { Family } from './ioredis-family.js';
import { lendingOf, type Lend } from './lending.js';
import type { RedisRole } from './redis-roles.js';
import { directoryOf } from './directories.js';
import { roleClientsOf } from './role-clients.js';

/** What an entry of the package makes public, in the types of its driver. */
export interface FamilyClients<
  Shared,
  Dedicated,
  Args extends unknown[],
  Options extends object,
> {
  readonly get: (...args: Args) => Shared;
  readonly getOfRole: (role: RedisRole, options?: Options) => Shared;
  readonly openDedicated: (...args: Args) => Dedicated;
  readonly withDedicated: Lend<Dedicated, Args>;
}

/** The clients of ioredis or of a fork of it. */
export function clientsOf<
  Shared,
  Dedicated extends AsyncDisposable,
  Args extends unknown[],
  Options extends object,
>(family: Family): FamilyClients<Shared, Dedicated, Args, Options> {
  const { driver } = family;
  const directory = directoryOf(family.name, () => new ClientDirectory(driver));
  const ofRole = roleClientsOf(directory, family.parseRotating);
  const open = dedicatedClientOf(family.RedisClass);
  const openDedicated = (...args: Args) =>
    directory().dedicated(args, open) as unknown as Dedicated;
  return {
    get: (...[arg1, arg2, arg3]) =>
      directory().shared(arg1, arg2, arg3) as unknown as Shared,
    getOfRole: (role, options) => ofRole(role, options) as unknown as Shared,
    openDedicated,
    withDedicated: lendingOf(openDedicated),
  };
}
