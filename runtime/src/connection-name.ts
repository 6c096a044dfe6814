import type { RedisOptions } from 'ioredis';
import type { Opening } from './opening.js';

const PREFIX = 'shared-redis:';

/**
 * The name of a connection in `CLIENT LIST`: what it is for and a number drawn
 * by lot, which say nothing about the options. It is no part of a client's key.
 */
export function connectionName({ id, kind, role }: Opening): string {
  // The server refuses names with other characters.
  return `${PREFIX}${(role ?? kind).replace(/[^!-~]/g, '-')}:${id}`;
}

/** Options with that name, unless the user chose one: those of another client have that one's. */
export function named(options: RedisOptions, opening: Opening): RedisOptions {
  const { connectionName: given } = { ...options, ...unnamed(options) };
  return { ...options, connectionName: given || connectionName(opening) };
}

/** What a copy of these options has to change to be nameless again. */
export function unnamed({ connectionName: name }: RedisOptions): {
  connectionName?: string;
} {
  return name?.startsWith(PREFIX)
    ? ({ connectionName: undefined } as object)
    : {};
}
