import type { RedisOptions } from 'ioredis';
import { subscribingOf } from './family-subscriptions.js';
import { ioredis } from './ioredis-driver.js';

/**
 * Calls a function for every message of some channels, until told otherwise.
 * All subscriptions whose URL or options mean the same have one connection,
 * opened for the first and closed after the last. It subscribes again whenever
 * it had to reconnect; messages sent in the meantime are lost, as always with
 * Redis.
 *
 * A listener that throws or rejects causes a process warning
 * (`SHARED_REDIS_LISTENER`) and nothing else.
 *
 * @param urlOrOptions The server, as for {@link getRedisClient}.
 * @param channels Names of channels, or patterns and shard channels too. Who
 * listens to a channel and to a pattern that fits it is called for each.
 * @param listener Is called for each message.
 * @returns Once the server has subscribed: the function that unsubscribes this
 * listener, and no other. It may be called twice.
 * @throws SharedRedisError `ERR_SHARED_REDIS_ARGUMENTS` when ioredis cannot
 * read the URL or options, or cannot subscribe to shard channels. What the
 * server refuses fails with its error, and all of the call is undone.
 * @see https://redis.io/docs/latest/develop/pubsub/#delivery-semantics
 * @function
 */
export const subscribeRedis = subscribingOf<RedisOptions>(ioredis);
