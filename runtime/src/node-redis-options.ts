import { differencesOf, type Options } from './client-key.js';
import { SharedRedisError } from './errors.js';
import type { NodeRedis } from './node-redis-client.js';
import { processWide } from './process-wide.js';

/** Options without a URL, which is one of the ways to spell them. */
export interface NodeRedisOptions extends Options {
  readonly socket: Options;
}

/** What node-redis takes where an option is left out, by the flat name. */
const DEFAULTS: Options = {
  'socket.host': 'localhost',
  'socket.port': 6379,
  'socket.connectTimeout': 5000,
  'socket.keepAlive': true,
  'socket.noDelay': true,
};

/** node-redis tests these for truth only. */
const FALSY_MEANS_UNSET = [
  'clientInfoTag',
  'clientSideCache',
  'commandsQueueMaxLength',
  'credentialsProvider',
  'database',
  'disableClientInfo',
  'disableOfflineQueue',
  'emitInvalidate',
  'keyPrefix',
  'name',
  'password',
  'pingInterval',
  'readonly',
  'socket.socketTimeout',
  'username',
];

/**
 * The options that `createClient` makes of its own, or of a URL and the rest:
 * what the URL says wins. A copy, as node-redis writes into what it gets.
 *
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS`, without credentials.
 */
export function parseOptions(
  driver: NodeRedis,
  first: unknown,
  second?: unknown,
): NodeRedisOptions {
  const given =
    typeof first === 'string' ? optionsOf(second) : optionsOf(first);
  const { url, socket, ...rest } = given;
  const address = typeof first === 'string' ? first : url;
  const options = { ...rest, socket: { ...(socket as Options | undefined) } };
  if (!address) return options;
  try {
    return withUrl(options, parserOf(driver)(address as string));
  } catch (error) {
    throw argumentsError(driver, error);
  }
}

/** Options whose login the URL gives anew for every attempt to connect. */
export function parseRotating(
  driver: NodeRedis,
  url: () => string,
  given: unknown,
): NodeRedisOptions {
  const now = url();
  const options = parseOptions(driver, now, given);
  const ofUrl = parseOptions(driver, now);
  if (!ofUrl['username'] && !ofUrl['password']) return options;
  return {
    ...options,
    username: undefined,
    password: undefined,
    credentialsProvider: loginOf(driver, url),
  };
}

/** All copies of this package use one directory, and so one login. */
const { logins, passwords } = processWide('node-redis logins', () => ({
  logins: new WeakMap<() => string, object>(),
  /** The last one that each login gave, which no message is to hold. */
  passwords: new WeakMap<object, unknown>(),
}));

/** One per function, as functions count by identity. */
function loginOf(driver: NodeRedis, url: () => string): object {
  const known = logins.get(url);
  if (known !== undefined) return known;
  const login = {
    type: 'async-credentials-provider',
    credentials: () => {
      const { username, password } = parseOptions(driver, url());
      passwords.set(login, password);
      return Promise.resolve({ username, password });
    },
  };
  logins.set(url, login);
  return login;
}

/** What the messages of a client's errors may hold and nobody is to see. */
export function secretsOf(options: NodeRedisOptions): readonly unknown[] {
  const { password, credentialsProvider } = options;
  return [password, passwords.get(credentialsProvider as object)];
}

/** Equal for options of equal meaning, different for any others. */
export function keyOf(driver: NodeRedis, options: NodeRedisOptions): string {
  const defaults = { ...DEFAULTS, RESP: driver.defaultProtocol };
  return differencesOf(normalised(options, defaults), defaults);
}

/** The server of a client, for messages. */
export function endpointOf({ socket }: NodeRedisOptions): string {
  const { path, host, port } = socket as Address;
  return path ?? `${host ?? 'localhost'}:${port ?? 6379}`;
}

/** Where a socket leads, as node-redis reads it. */
interface Address {
  readonly path?: string;
  readonly host?: string;
  readonly port?: number;
}

function optionsOf(value: unknown): Options {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object') return { ...value };
  throw new SharedRedisError(
    'ERR_SHARED_REDIS_ARGUMENTS',
    `createClient() takes options, not a ${typeof value}.`,
  );
}

type UrlParser = (url: string) => NodeRedisOptions;

const parsers = new WeakMap<NodeRedis, UrlParser>();

/** A static method of the class, which not every version exports. */
function parserOf(driver: NodeRedis): UrlParser {
  const known = parsers.get(driver);
  if (known !== undefined) return known;
  // Opens nothing: node-redis connects when it is told to.
  const { constructor } = driver.createClient();
  const { parseURL } = constructor as unknown as { parseURL: UrlParser };
  parsers.set(driver, parseURL);
  return parseURL;
}

function withUrl(
  options: NodeRedisOptions,
  {
    socket,
    username,
    password,
    credentialsProvider,
    ...parsed
  }: NodeRedisOptions,
): NodeRedisOptions {
  const [wanted, given] = [options.socket['tls'], socket['tls']];
  if (wanted !== undefined && given !== undefined && wanted !== given) {
    throw new TypeError('the URL and socket.tls contradict each other');
  }
  // The provider is made of the other two, as it is from options.
  const login = credentialsProvider
    ? { username, password, credentialsProvider: undefined }
    : {};
  return {
    ...options,
    ...parsed,
    ...login,
    socket: { ...options.socket, ...socket },
  };
}

function normalised(
  { socket, ...options }: NodeRedisOptions,
  defaults: Options,
): Options {
  const flat: Options = { ...options };
  for (const [name, value] of Object.entries(socket)) {
    flat[`socket.${name}`] = value;
  }
  for (const name of FALSY_MEANS_UNSET) flat[name] ||= undefined;
  flat['socket.tls'] = flat['socket.tls'] === true || undefined;
  if (flat['credentialsProvider']) {
    flat['username'] = flat['password'] = undefined;
  }
  if (flat['socket.path']) {
    flat['socket.host'] = flat['socket.port'] = undefined;
  }
  for (const [name, value] of Object.entries(defaults)) flat[name] ??= value;
  return flat;
}

/** The driver's error may hold the URL, password included: as a property. */
function argumentsError(driver: NodeRedis, error: unknown): SharedRedisError {
  const message = error instanceof Error ? error.message : String(error);
  return new SharedRedisError(
    'ERR_SHARED_REDIS_ARGUMENTS',
    `${driver.name} cannot read these arguments: ${message}`,
  );
}
