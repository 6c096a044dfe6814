import { ClientDirectory } from './client-directory.js';
import { dedicatedClientOf } from './dedicated-client.js';
import type { Family } from './ioredis-family.js';
import { directoryOf } from './reset.js';
import { lendingOf, type Lend } from './lending.js';

/** What an entry of the package makes public, in the types of its driver. */
export interface FamilyClients<Shared, Dedicated, Args extends unknown[]> {
  readonly get: (...args: Args) => Shared;
  readonly openDedicated: (...args: Args) => Dedicated;
  readonly withDedicated: Lend<Dedicated, Args>;
}

/** The clients of ioredis or of a fork of it. */
export function clientsOf<
  Shared,
  Dedicated extends AsyncDisposable,
  Args extends unknown[],
>(family: Family): FamilyClients<Shared, Dedicated, Args> {
  const { driver } = family;
  const directory = directoryOf(family.name, () => new ClientDirectory(driver));
  const open = dedicatedClientOf(family.RedisClass);
  const openDedicated = (...args: Args) =>
    directory.track(open(driver.parse(...args))) as unknown as Dedicated;
  return {
    get: (...[arg1, arg2, arg3]) =>
      directory.shared(arg1, arg2, arg3) as unknown as Shared,
    openDedicated,
    withDedicated: lendingOf(openDedicated),
  };
}
