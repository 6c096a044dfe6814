import { processWide } from './process-wide.js';

export interface RedisClientSettings {
  /**
   * What a call does that a shared client forbids:
   * - `'throw'` (default): it fails, with an error that says what to use;
   * - `'warn'`, for the time of a migration: it causes one process warning per
   *   kind of call. Commands are sent all the same; closes do nothing.
   */
  onForbiddenCall: 'throw' | 'warn';
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

export const settings = processWide('settings', (): RedisClientSettings => ({
  onForbiddenCall: 'throw',
  maxClientsPerEndpoint: 20,
  onTooManyClients: 'warn',
}));

/**
 * Changes settings of the whole process; those left out stay as they are. For
 * the start of an application, before it uses its clients.
 */
export function configureRedisClients(
  changes: Partial<RedisClientSettings>,
): void {
  Object.assign(settings, changes);
}
