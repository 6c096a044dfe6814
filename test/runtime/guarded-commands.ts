import type { Redis } from 'ioredis';
import { expect } from 'vitest';
import type { Observer } from './observer.ts';

/** A command: its name and its arguments. */
export type Words = [string, ...(string | number | Buffer)[]];

export const REFUSED: Words[] = [
  ['SUBSCRIBE', 'news'],
  ['subscribe', 'news'],
  ['Subscribe', 'news'],
  ['PSUBSCRIBE', 'news:*'],
  ['SSUBSCRIBE', 'news'],
  ['UNSUBSCRIBE', 'news'],
  ['PUNSUBSCRIBE'],
  ['SUNSUBSCRIBE'],
  ['MONITOR'],
  ['SYNC'],
  ['PSYNC', '?', -1],
  ['REPLCONF', 'listening-port', 1],
  ['BLPOP', 'none', 0],
  ['BRPOP', 'none', 0],
  ['BRPOPLPUSH', 'none', 'other', 0],
  ['BLMOVE', 'none', 'other', 'LEFT', 'LEFT', 0],
  ['BLMPOP', 0, 1, 'none', 'LEFT'],
  ['BZPOPMIN', 'none', 0],
  ['BZPOPMAX', 'none', 0],
  ['BZMPOP', 0, 1, 'none', 'MIN'],
  ['WAIT', 1, 0],
  ['WAITAOF', 0, 1, 0],
  ['XREAD', 'BLOCK', 0, 'STREAMS', 'none', '$'],
  ['XREAD', 'COUNT', 1, 'block', 0, 'STREAMS', 'none', '$'],
  ['XREAD', Buffer.from('BLOCK'), 0, 'STREAMS', 'none', '$'],
  ['XREADGROUP', 'GROUP', 'a', 'b', 'BLOCK', 0, 'STREAMS', 'none', '>'],
  ['XREADGROUP', 'GROUP', 'streams', 'b', 'BLOCK', 0, 'STREAMS', 'none', '>'],
  ['WATCH', 'key'],
  ['UNWATCH'],
  ['MULTI'],
  ['EXEC'],
  ['DISCARD'],
  ['RESET'],
  ['SELECT', 1],
  ['AUTH', 's3cret'],
  ['AUTH', 'user', 's3cret'],
  ['HELLO', 2, 'AUTH', 'default', 's3cret'],
  ['READONLY'],
  ['READWRITE'],
  ['ASKING'],
  ['CLIENT', 'REPLY', 'OFF'],
  ['client', 'reply', 'SKIP'],
  ['CLIENT', Buffer.from('REPLY'), 'OFF'],
  ['CLIENT', 'TRACKING', 'ON'],
  ['CLIENT', 'CACHING', 'YES'],
  ['CLIENT', 'NO-EVICT', 'ON'],
  ['CLIENT', 'NO-TOUCH', 'ON'],
  ['CLIENT', 'SETNAME', 'mine'],
  ['SCRIPT', 'DEBUG', 'YES'],
];

export const ALLOWED: Words[] = [
  ['GET', 'a'],
  ['SELECT', 0],
  ['select', '0'],
  ['HELLO'],
  ['CLIENT', 'ID'],
  ['CLIENT', 'LIST'],
  ['CLIENT', 'GETNAME'],
  ['CLIENT', 'SETNAME', 'guarded'],
  ['CLIENT', 'NO-SUCH-THING'],
  ['SCRIPT', 'EXISTS', 'sha'],
  ['PUBLISH', 'news', 'x'],
  ['PUBSUB', 'CHANNELS'],
  ['XREAD', 'STREAMS', 'block', '0'],
  ['XREAD', 'COUNT', 1, 'STREAMS', 'none', '0'],
  ['XREADGROUP', 'GROUP', 'block', 'block', 'STREAMS', 'none', '>'],
  ['XREADGROUP', 'GROUP', 'BLOCK', 'me', 'COUNT', 1, 'STREAMS', 'none', '>'],
];

export const refusal = (code = 'ERR_SHARED_REDIS_STATE') =>
  expect.objectContaining({ name: 'SharedRedisError', code }) as Error;

export const call = (to: Redis, [name, ...args]: Words) =>
  to.call(name, ...args);

export const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** That nothing about a connection called `guarded` has changed for its other users. */
export async function expectUndisturbed(
  client: Redis,
  observer: Observer,
): Promise<void> {
  expect(await client.client('GETNAME')).toBe('guarded');
  expect(await client.set('after', '1')).toBe('OK');
  expect(await observer.redis.get('after')).toBe('1');
}
