import type { Redis } from 'ioredis';

/**
 * Without any 'error' listener ioredis prints every failed attempt. This one
 * warns once per outage and kind of error, and leaves it to the listeners of
 * the application when there are some.
 */
export function warnOfConnectionErrors(client: Redis): void {
  const reported = new Set<string>();
  client.on('ready', () => reported.clear());
  client.on('error', (error: Error) => {
    const kind = kindOf(error);
    if (client.listenerCount('error') > 1 || reported.has(kind)) return;
    reported.add(kind);
    process.emitWarning(
      `A shared Redis client cannot reach its server: ${withoutSecrets(error.message, client)}`,
      { type: 'SharedRedisWarning', code: 'SHARED_REDIS_CONNECTION' },
    );
  });
}

/** ECONNREFUSED and the like, or the first word of a reply: WRONGPASS, ERR. */
function kindOf(error: Error & { code?: string }): string {
  return error.code ?? error.message.split(' ', 1)[0] ?? '';
}

/** Some servers repeat the arguments of a command they refuse. */
function withoutSecrets(message: string, { options }: Redis): string {
  const secrets = [options.password, options.sentinelPassword];
  return secrets.reduce<string>(
    (text, secret) => (secret ? text.replaceAll(secret, '***') : text),
    message,
  );
}
