import type { RedisOptions } from 'ioredis';
import { ClientDirectory, type Driver } from './client-directory.js';
import { occupy } from './endpoints.js';
import { SharedRedisError } from './errors.js';
import type { Family } from './ioredis-family.js';
import { directoryOf } from './directories.js';
import { Subscriber, type Wanted } from './subscriber.js';
import type {
  MessageListener,
  RedisSubscriptions,
  Subscribe,
  Unsubscribe,
} from './subscribing.js';
import { COMMANDS, type Kind } from './topic.js';

type SubscriberDirectory = ClientDirectory<Subscriber, RedisOptions>;

function subscriberDriver(family: Family): Driver<Subscriber, RedisOptions> {
  const { driver } = family;
  return {
    ...driver,
    kind: 'subscriber',

    open(options, opening) {
      const leave = occupy(opening, { ...options });
      const subscriber = new Subscriber(family.RedisClass, options, opening);
      subscriber.client.once('end', leave);
      return subscriber;
    },

    isEnded(subscriber) {
      return subscriber.isEnded;
    },

    onEnd(subscriber, listener) {
      subscriber.client.once('end', listener);
    },

    close(subscriber, timeoutMs) {
      return subscriber.close(timeoutMs);
    },

    status(subscriber) {
      return driver.status(subscriber.client);
    },

    pending(subscriber) {
      return driver.pending(subscriber.client);
    },
  };
}

/** The connections of the subscriptions to one driver's servers. */
interface Connections {
  readonly ordinary: () => SubscriberDirectory;
  /**
   * Unsubscribing from the last channel of a shard makes ioredis deaf to all
   * others of the connection, and the other way round: they have one each.
   */
  readonly sharded: () => SubscriberDirectory;
}

function connectionsOf(family: Family): Connections {
  const directory = (name: string) =>
    directoryOf(
      `${family.name} ${name}`,
      () => new ClientDirectory(subscriberDriver(family)),
    );
  return {
    ordinary: directory('subscribers'),
    sharded: directory('sharded subscribers'),
  };
}

/** What subscribes with ioredis or with a fork of it. */
export function subscribingOf<Options extends object>(
  family: Family,
): Subscribe<Options> {
  const { ordinary, sharded } = connectionsOf(family);
  return async (urlOrOptions, channels, listener) => {
    const all = subscriptionsOf(channels);
    check(all, listener);
    if (all.shardChannels?.length) requireShardChannels(family);
    const parts = [
      join(ordinary, urlOrOptions, listener, [
        ...wanted('channels', all.channels),
        ...wanted('patterns', all.patterns),
      ]),
      join(sharded, urlOrOptions, listener, [
        ...wanted('shardChannels', all.shardChannels),
      ]),
    ];
    try {
      return inOne(await Promise.all(parts));
    } catch (error) {
      const joined = await Promise.allSettled(parts);
      const done = joined.filter((part) => part.status === 'fulfilled');
      await inOne(done.map((part) => part.value))();
      throw error;
    }
  };
}

function inOne(parts: readonly Unsubscribe[]): Unsubscribe {
  return async () => {
    await Promise.all(parts.map((unsubscribe) => unsubscribe()));
  };
}

async function join(
  directory: () => SubscriberDirectory,
  urlOrOptions: unknown,
  listener: MessageListener,
  wanted: Wanted,
): Promise<Unsubscribe> {
  if (wanted.length === 0) return () => Promise.resolve();
  const subscriber = directory().shared(urlOrOptions, undefined, undefined);
  return subscriber.subscribe(wanted, listener);
}

/** The methods are there in every version; the replies are not understood. */
function requireShardChannels({ name, RedisClass }: Family): void {
  const { Command } = RedisClass as unknown as {
    Command: { checkFlag?(flag: string, command: string): boolean };
  };
  if (Command.checkFlag?.('ENTER_SUBSCRIBER_MODE', 'ssubscribe')) return;
  throw new SharedRedisError(
    'ERR_SHARED_REDIS_ARGUMENTS',
    `This version of ${name} cannot subscribe to shard channels.`,
  );
}

function subscriptionsOf(
  channels: string | readonly string[] | RedisSubscriptions,
): RedisSubscriptions {
  if (typeof channels === 'string') return { channels: [channels] };
  return isList(channels) ? { channels } : channels;
}

/** What is wrong here would only show by silence. */
function check(subscriptions: unknown, listener: unknown): void {
  if (
    !isObject(subscriptions) ||
    !Object.entries(subscriptions).every(isKind)
  ) {
    throw new SharedRedisError(
      'ERR_SHARED_REDIS_ARGUMENTS',
      'subscribeRedis() takes channels as a text, an array of texts, or ' +
        'an object of such arrays: { channels, patterns, shardChannels }.',
    );
  }
  if (typeof listener !== 'function') {
    throw new SharedRedisError(
      'ERR_SHARED_REDIS_ARGUMENTS',
      'subscribeRedis() takes a function, the listener, as its last argument.',
    );
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isKind([kind, names]: [string, unknown]): boolean {
  return (
    Object.hasOwn(COMMANDS, kind) &&
    (names === undefined || (Array.isArray(names) && names.every(isText)))
  );
}

function isText(name: unknown): name is string {
  return typeof name === 'string';
}

/** `Array.isArray` does not tell a readonly array from an object. */
function isList<Item>(
  value: readonly Item[] | object,
): value is readonly Item[] {
  return Array.isArray(value);
}

function wanted(kind: Kind, names: readonly string[] = []): Wanted {
  return names.map((name) => [kind, name] as const);
}
