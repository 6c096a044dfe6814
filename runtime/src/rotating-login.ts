import type { Redis, RedisOptions } from 'ioredis';

/** Options with one of ours, which drivers leave alone. */
interface RotatingOptions extends RedisOptions {
  /** Knows the URL of the moment. By its identity it is part of the key. */
  rotatingUrl?: () => string;
}

/** Options without the login of their URL, which is asked for each time. */
export function withRotatingLogin(
  options: RedisOptions,
  url: () => string,
  ofUrl: RedisOptions,
): RedisOptions {
  const rotating: RotatingOptions = { ...options, rotatingUrl: url };
  if (ofUrl.username) delete rotating.username;
  if (ofUrl.password) delete rotating.password;
  return rotating;
}

/**
 * Gives a client that is about to connect the login of the moment. When it is
 * not to be had, the one of before may still do.
 */
export function renewLogin(
  client: Redis,
  parse: (url: string) => RedisOptions,
): void {
  const options: RotatingOptions = client.options;
  if (options.rotatingUrl === undefined) return;
  try {
    const ofUrl = parse(options.rotatingUrl());
    if (ofUrl.username) options.username = ofUrl.username;
    if (ofUrl.password) options.password = ofUrl.password;
  } catch (error) {
    // The first attempt is made before anybody can listen.
    process.nextTick(() => client.emit('error', error));
  }
}
