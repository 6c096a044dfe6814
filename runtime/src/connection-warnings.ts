import type { EventEmitter } from 'node:events';
import type { RedisOptions } from 'ioredis';
import { isMistypedUrl } from './mistyped-url.js';
import { warn } from './warnings.js';

/**
 * Without any 'error' listener ioredis prints every failed attempt. This one
 * warns once per outage and kind of error, and leaves it to the listeners of
 * the application when there are some.
 */
export function warnOfConnectionErrors(
  client: EventEmitter,
  options: RedisOptions,
): void {
  const reported = new Set<string>();
  client.on('ready', () => reported.clear());
  client.on('error', (error: ConnectionError) => {
    const kind = kindOf(error);
    if (client.listenerCount('error') > 1 || reported.has(kind)) return;
    reported.add(kind);
    warn(
      'SHARED_REDIS_CONNECTION',
      `A shared Redis client cannot reach its server: ${withoutSecrets(error, options)}`,
    );
  });
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

/** Some servers repeat the arguments of a command they refuse. */
function withoutSecrets(
  { message, lastNodeError }: ConnectionError,
  options: RedisOptions,
): string {
  const secrets: unknown[] = [
    options.password,
    options.sentinelPassword,
    isMistypedUrl(options.path) ? options.path : undefined,
  ];
  return secrets.reduce<string>(
    (text, secret) =>
      typeof secret === 'string' && secret !== ''
        ? text.replaceAll(secret, '***')
        : text,
    lastNodeError ? `${message} ${lastNodeError.message}` : message,
  );
}
