import type { EventEmitter } from 'node:events';
import type { RedisOptions } from 'ioredis';
import { isMistyped } from './mistyped-url.js';
import { identityOf, type Opening } from './opening.js';
import { settings } from './settings.js';
import { warn } from './warnings.js';

/**
 * Without any 'error' listener ioredis prints every failed attempt. This one
 * tells the application's `onError`, or warns once per outage and kind of
 * error, and leaves it to the listeners of the client when there are some.
 */
export function reportConnectionErrors(
  client: EventEmitter,
  opening: Opening,
  secrets: () => readonly unknown[],
): void {
  const reported = new Set<string>();
  client.on('ready', () => reported.clear());
  client.on('error', (error: ConnectionError) => {
    if (client.listenerCount('error') > 1) return;
    if (settings.onError) {
      tell(settings.onError, error, opening);
      return;
    }
    const kind = kindOf(error);
    if (reported.has(kind)) return;
    reported.add(kind);
    warn(
      'SHARED_REDIS_CONNECTION',
      `A ${opening.kind} Redis client cannot reach its server: ${withoutSecrets(error, secrets())}`,
    );
  });
}

/** What it throws is for the process: node-redis would not connect again. */
function tell(
  onError: NonNullable<typeof settings.onError>,
  error: Error,
  opening: Opening,
): void {
  try {
    onError(error, identityOf(opening));
  } catch (thrown) {
    process.nextTick(() => {
      throw thrown;
    });
  }
}

interface ConnectionError extends Error {
  readonly code?: string;
  /** Why a cluster's error is one. */
  readonly lastNodeError?: Error;
}

/** ECONNREFUSED and the like, or the first word of a reply: WRONGPASS, ERR. */
function kindOf(error: ConnectionError): string {
  return error.code ?? error.message.split(' ', 1)[0] ?? '';
}

/** What the messages of a client's errors may hold and nobody is to see. */
export function secretsOf(options: RedisOptions): readonly unknown[] {
  const { password, sentinelPassword, path, host } = options;
  return [
    password,
    sentinelPassword,
    ...(isMistyped(options) ? [path, host] : []),
  ];
}

/** Some servers repeat the arguments of a command they refuse. */
function withoutSecrets(
  { message, lastNodeError }: ConnectionError,
  secrets: readonly unknown[],
): string {
  return secrets.reduce<string>(
    (text, secret) =>
      typeof secret === 'string' && secret !== ''
        ? text.replaceAll(secret, '***')
        : text,
    lastNodeError ? `${message} ${lastNodeError.message}` : message,
  );
}
