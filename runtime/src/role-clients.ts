import type { ClientDirectory } from './client-directory.js';
import { urlSourceOf } from './redis-roles.js';

/** Reads options whose login a function knows, and which changes. */
export type RotatingParser<Options> = (
  url: () => string,
  options: unknown,
) => Options;

/** Finds the shared client of a role, with options that its URL leaves open. */
export function roleClientsOf<Client extends object, Options extends object>(
  directory: () => ClientDirectory<Client, Options>,
  parseRotating: RotatingParser<Options>,
): (role: string, options: unknown) => Client {
  return (role, options) => {
    const url = urlSourceOf(role);
    return typeof url === 'string'
      ? directory().shared(url, options, undefined, role)
      : directory().sharedByMeaning(parseRotating(url, options), role);
  };
}
