import { SharedRedisError } from './errors.js';
import type { RedisClientIdentity } from './opening.js';
import { processWide } from './process-wide.js';
import {
  checkedSources,
  type RedisRoles,
  type RedisUrlSource,
} from './redis-roles.js';

/** What {@link configureRedisClients} can change. */
export interface RedisClientSettings {
  /** Where the URLs of roles come from. Those left out stay as they are. */
  roles: Partial<RedisRoles>;
  /**
   * What a call does that a shared client forbids:
   * - `'throw'` (default): it fails, with an error that says what to use;
   * - `'warn'`, for the time of a migration: it causes one process warning per
   *   kind of call. Commands are sent all the same; closes do nothing.
   */
  onForbiddenCall: 'throw' | 'warn';
  /**
   * Called for each connection error of a client that has no listener of its
   * own for them, instead of the one process warning per outage. The error is
   * the driver's, whose message may hold what the server said.
   */
  onError: ((error: Error, client: RedisClientIdentity) => void) | undefined;
  /** How many shared clients of one server are unsuspicious. Default 20. */
  maxClientsPerEndpoint: number;
  /**
   * What happens above that number:
   * - `'warn'` (default): one process warning per server, which names the
   *   options that differ and the places that asked for the clients;
   * - `'throw'`: a further client is not opened, with the same message.
   */
  onTooManyClients: 'throw' | 'warn';
}

interface Settings extends Omit<RedisClientSettings, 'roles'> {
  readonly roles: Record<string, RedisUrlSource>;
}

export const settings = processWide('settings', (): Settings => ({
  roles: {
    ops: { env: ['OPS_REDIS_URL', 'REDIS_URL'] },
    broker: { env: ['BROKER_REDIS_URL', 'REDIS_URL'] },
  },
  onForbiddenCall: 'throw',
  onError: undefined,
  maxClientsPerEndpoint: 20,
  onTooManyClients: 'warn',
}));

interface Check {
  readonly isMet: (value: unknown) => boolean;
  readonly expected: string;
}

const THROW_OR_WARN: Check = {
  isMet: (value) => value === 'throw' || value === 'warn',
  expected: "'throw' or 'warn'",
};

const CHECKS: Record<keyof RedisClientSettings, Check> = {
  roles: {
    isMet: (value) =>
      isObject(value) && Object.values(value).every(isUrlSource),
    expected: 'an object of URLs, functions or { env: … }, by role',
  },
  onForbiddenCall: THROW_OR_WARN,
  onError: {
    isMet: (value) => value === undefined || typeof value === 'function',
    expected: 'a function',
  },
  maxClientsPerEndpoint: {
    isMet: (value) => typeof value === 'number' && value >= 0,
    expected: 'a number',
  },
  onTooManyClients: THROW_OR_WARN,
};

/**
 * Changes settings of the whole process; those left out stay as they are. For
 * the start of an application, before it uses its clients.
 *
 * @param changes The settings that change.
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` for a setting that does
 * not exist or a value that it does not take; then nothing is changed.
 */
export function configureRedisClients(
  changes: Partial<RedisClientSettings>,
): void {
  for (const [name, value] of Object.entries(changes)) check(name, value);
  const { roles, ...others } = changes;
  Object.assign(settings, others);
  Object.assign(settings.roles, roles && checkedSources(roles));
}

/** @returns Makes all settings what they were at this call. */
export function rememberSettings(): () => void {
  const known = { ...settings, roles: { ...settings.roles } };
  return () => {
    Object.assign(settings, known);
  };
}

function check(name: string, value: unknown): void {
  if (!Object.hasOwn(CHECKS, name)) {
    throw new SharedRedisError(
      'ERR_SHARED_REDIS_ARGUMENTS',
      `configureRedisClients() has no setting ${JSON.stringify(name)}, only ` +
        `${Object.keys(CHECKS).join(', ')}.`,
    );
  }
  const { isMet, expected } = CHECKS[name as keyof RedisClientSettings];
  if (isMet(value)) return;
  throw new SharedRedisError(
    'ERR_SHARED_REDIS_ARGUMENTS',
    `configureRedisClients(): ${name} has to be ${expected}.`,
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isUrlSource(value: unknown): boolean {
  if (isObject(value)) return 'env' in value && areNames([value.env].flat());
  return typeof value === 'string' || typeof value === 'function';
}

function areNames(names: readonly unknown[]): boolean {
  return names.length > 0 && names.every((name) => typeof name === 'string');
}
