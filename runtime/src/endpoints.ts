import { callSite } from './call-site.js';
import type { Options } from './client-key.js';
import { SharedRedisError } from './errors.js';
import type { Opening } from './opening.js';
import { serialise } from './serialise.js';
import { settings } from './settings.js';
import { warn } from './warnings.js';

/** What makes two sets of options two clients, and who asked for them. */
interface Occupant {
  readonly options: Options;
  readonly opening: Opening;
}

interface Endpoint {
  readonly occupants: Set<Occupant>;
  warned: boolean;
}

const MAX_CALL_SITES = 5;

const endpoints = new Map<string, Endpoint>();

/**
 * Counts a client that is about to be opened to an endpoint. Options that are
 * new on every call, such as an inline function, make a new client each time:
 * the leak that sharing is to prevent.
 *
 * @returns To be called when the client has ended.
 * @throws SharedRedisError `ERR_SHARED_REDIS_TOO_MANY_CLIENTS` if configured.
 */
export function occupy(opening: Opening, options: Options): () => void {
  const name = `${opening.kind} Redis clients for ${opening.endpoint}`;
  const endpoint = endpoints.get(name) ?? newEndpoint(name);
  const { occupants } = endpoint;
  const occupant = { options, opening };
  const leave = () => {
    occupants.delete(occupant);
    if (occupants.size === 0) endpoints.delete(name);
  };
  occupants.add(occupant);
  if (occupants.size > settings.maxClientsPerEndpoint) {
    try {
      complain(name, endpoint);
    } catch (error) {
      leave();
      throw error;
    }
  }
  return leave;
}

function newEndpoint(name: string): Endpoint {
  const endpoint = { occupants: new Set<Occupant>(), warned: false };
  endpoints.set(name, endpoint);
  return endpoint;
}

function complain(name: string, endpoint: Endpoint): void {
  if (settings.onTooManyClients === 'throw') {
    throw new SharedRedisError(
      'ERR_SHARED_REDIS_TOO_MANY_CLIENTS',
      description(name, endpoint.occupants),
    );
  }
  if (endpoint.warned) return;
  endpoint.warned = true;
  warn('SHARED_REDIS_TOO_MANY_CLIENTS', description(name, endpoint.occupants));
}

/** Names of options and places in code, never a value: it may be a secret. */
function description(name: string, occupants: ReadonlySet<Occupant>): string {
  const all = [...occupants];
  const differing = differences(all);
  return [
    `${all.length} ${name}, and maxClientsPerEndpoint is ${settings.maxClientsPerEndpoint}.`,
    ...(differing === '' ? [] : [howTheyDiffer(differing)]),
    `Asked for by ${callSites(all)}.`,
  ].join(' ');
}

function howTheyDiffer(differing: string): string {
  return (
    `They differ in ${differing}. An inline function or a new instance ` +
    'is another one on every call: define it once.'
  );
}

/** The options that tell the clients apart, the most diverse ones first. */
function differences(occupants: readonly Occupant[]): string {
  const names = new Set(
    occupants.flatMap(({ options }) => Object.keys(options)),
  );
  return [...names]
    .map((name) => ({ name, count: diversity(name, occupants) }))
    .filter(({ count }) => count > 1)
    .sort((one, other) => other.count - one.count)
    .map(({ name, count }) => `${name} (${count} values)`)
    .join(', ');
}

function diversity(name: string, occupants: readonly Occupant[]): number {
  return new Set(occupants.map(({ options }) => serialise(options[name]))).size;
}

function callSites(occupants: readonly Occupant[]): string {
  const sites = [
    ...new Set(occupants.map(({ opening }) => callSite(opening.where))),
  ];
  const more = sites.length - MAX_CALL_SITES;
  const named = sites.slice(0, MAX_CALL_SITES).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}
