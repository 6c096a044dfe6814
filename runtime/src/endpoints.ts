import type { Options } from './client-key.js';
import { SharedRedisError } from './errors.js';
import { serialise } from './serialise.js';
import { settings } from './settings.js';
import { warn } from './warnings.js';

/** What makes two sets of options two clients, and who asked for them. */
interface Opening {
  readonly options: Options;
  /** Its stack is put into words only when it is needed. */
  readonly where: Error;
}

interface Endpoint {
  readonly openings: Set<Opening>;
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
export function occupy(name: string, options: Options): () => void {
  const endpoint = endpoints.get(name) ?? newEndpoint(name);
  const { openings } = endpoint;
  const opening = { options, where: new Error('opened') };
  const leave = () => {
    openings.delete(opening);
    if (openings.size === 0) endpoints.delete(name);
  };
  openings.add(opening);
  if (openings.size > settings.maxClientsPerEndpoint) {
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
  const endpoint = { openings: new Set<Opening>(), warned: false };
  endpoints.set(name, endpoint);
  return endpoint;
}

function complain(name: string, endpoint: Endpoint): void {
  if (settings.onTooManyClients === 'throw') {
    throw new SharedRedisError(
      'ERR_SHARED_REDIS_TOO_MANY_CLIENTS',
      description(name, endpoint.openings),
    );
  }
  if (endpoint.warned) return;
  endpoint.warned = true;
  warn('SHARED_REDIS_TOO_MANY_CLIENTS', description(name, endpoint.openings));
}

/** Names of options and places in code, never a value: it may be a secret. */
function description(name: string, openings: ReadonlySet<Opening>): string {
  const all = [...openings];
  return (
    `${all.length} shared Redis clients for ${name}, and maxClientsPerEndpoint ` +
    `is ${settings.maxClientsPerEndpoint}. They differ in ${differences(all)}. ` +
    'An inline function or a new instance is another one on every call: ' +
    `define it once. Asked for by ${callSites(all)}.`
  );
}

/** The options that tell the clients apart, the most diverse ones first. */
function differences(openings: readonly Opening[]): string {
  const names = new Set(
    openings.flatMap(({ options }) => Object.keys(options)),
  );
  return [...names]
    .map((name) => ({ name, count: diversity(name, openings) }))
    .filter(({ count }) => count > 1)
    .sort((one, other) => other.count - one.count)
    .map(({ name, count }) => `${name} (${count} values)`)
    .join(', ');
}

function diversity(name: string, openings: readonly Opening[]): number {
  return new Set(openings.map(({ options }) => serialise(options[name]))).size;
}

function callSites(openings: readonly Opening[]): string {
  const sites = [...new Set(openings.map(({ where }) => callSite(where)))];
  const more = sites.length - MAX_CALL_SITES;
  const named = sites.slice(0, MAX_CALL_SITES).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

/** The first place of a stack that is not in this package. */
function callSite({ stack = '' }: Error): string {
  const places = stack.split('\n').slice(1).map(placeOf);
  const own = folderOf(places[0] ?? '');
  return places.find((place) => folderOf(place) !== own) ?? 'an unknown place';
}

/** `at name (file:1:2)` and `at file:1:2`. */
function placeOf(line: string): string {
  return (
    /\((.*)\)$/.exec(line)?.[1] ?? line.trim().replace(/^at (async )?/, '')
  );
}

function folderOf(place: string): string {
  return place.replace(/[^/\\]*$/, '');
}
