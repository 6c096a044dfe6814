import type { Redis, RedisOptions } from 'ioredis';
import { closeGracefully, next } from './closing.js';
import { named } from './connection-name.js';
import { reportConnectionErrors, secretsOf } from './connection-errors.js';
import type { RedisClass } from './ioredis-class.js';
import type { Opening } from './opening.js';
import type { MessageListener, Unsubscribe } from './subscribing.js';
import { type Kind, type Send, type Subscription, Topic } from './topic.js';
import { warn } from './warnings.js';

/** The channels and patterns that one listener is for. */
export type Wanted = readonly (readonly [Kind, name: string])[];

/**
 * What subscriptions cannot do without. ioredis resends what had no reply, but
 * does not subscribe again: it would forget what a second loss interrupts.
 */
const NEEDED: RedisOptions = {
  autoResendUnfulfilledCommands: true,
  autoResubscribe: false,
  enableOfflineQueue: true,
};

/**
 * One connection for the subscriptions of many listeners. It lives until the
 * last of them leaves.
 */
export class Subscriber {
  readonly client: Redis;
  readonly #topics: Record<Kind, Map<string, Topic>> = {
    channels: new Map(),
    patterns: new Map(),
    shardChannels: new Map(),
  };
  readonly #subscriptions = new Set<Subscription>();
  /** What has to be subscribed again. */
  readonly #lost = new Set<Topic>();
  #handshake: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(RedisClass: RedisClass, options: RedisOptions, opening: Opening) {
    this.client = new RedisClass(named({ ...options, ...NEEDED }, opening));
    reportConnectionErrors(this.client, opening, () => secretsOf(options));
    this.#receive();
    this.#recover();
  }

  get isEnded(): boolean {
    return this.#closing !== undefined || this.client.status === 'end';
  }

  close(timeoutMs?: number): Promise<void> {
    this.#closing ??= closeGracefully(this.client, timeoutMs);
    return this.#closing;
  }

  /** Settles when the server has subscribed to all of it, or refused to. */
  async subscribe(
    wanted: Wanted,
    listener: MessageListener,
  ): Promise<Unsubscribe> {
    const subscription = { listener };
    const topics = wanted.map(([kind, name]) => this.#topic(kind, name));
    this.#subscriptions.add(subscription);
    for (const topic of topics) topic.subscriptions.add(subscription);
    const unsubscribe = () => this.#leave(subscription, wanted);
    try {
      await Promise.all(topics.map((topic) => topic.sync()));
      return unsubscribe;
    } catch (error) {
      await unsubscribe();
      throw error;
    }
  }

  async #leave(subscription: Subscription, wanted: Wanted): Promise<void> {
    this.#subscriptions.delete(subscription);
    for (const [kind, name] of wanted) {
      this.#topics[kind].get(name)?.subscriptions.delete(subscription);
    }
    if (this.#subscriptions.size === 0) return this.close();
    await Promise.all(wanted.map(([kind, name]) => this.#tidy(kind, name)));
  }

  async #tidy(kind: Kind, name: string): Promise<void> {
    const topics = this.#topics[kind];
    const topic = topics.get(name);
    // A failure leaves messages that nobody listens to, at worst.
    await topic?.sync().catch(() => undefined);
    if (topic?.subscriptions.size !== 0 || topics.get(name) !== topic) return;
    topics.delete(name);
    this.#lost.delete(topic);
  }

  #topic(kind: Kind, name: string): Topic {
    const known = this.#topics[kind].get(name);
    if (known !== undefined) return known;
    const topic = new Topic(kind, name, this.#send);
    this.#topics[kind].set(name, topic);
    return topic;
  }

  // ioredis 5 sends a SUBSCRIBE in the middle of its own handshake, which fails.
  readonly #send: Send = async (command, name) => {
    await this.#handshake;
    await this.client[command](name);
  };

  #receive(): void {
    const { channels, patterns, shardChannels } = this.#topics;
    this.client.on('message', (channel: string, message: string) => {
      channels.get(channel)?.deliver(message, channel);
    });
    this.client.on('pmessage', (pattern, channel, message: string) => {
      patterns.get(pattern)?.deliver(message, channel, pattern);
    });
    // To the server, and in its messages, these have the prefix of keys.
    const { length } = this.client.options.keyPrefix ?? '';
    this.client.on('smessage', (prefixed: string, message: string) => {
      const channel = prefixed.slice(length);
      shardChannels.get(channel)?.deliver(message, channel);
    });
  }

  #recover(): void {
    this.client.on('connect', () => {
      this.#handshake = next(this.client, 'ready', 'close');
    });
    this.client.on('close', () => {
      for (const topic of this.#allTopics()) {
        if (topic.lose()) this.#lost.add(topic);
      }
    });
    this.client.on('ready', () => {
      for (const topic of this.#lost) void this.#resubscribe(topic);
    });
    this.client.on('end', () => {
      if (this.#closing === undefined && this.#lost.size > 0) {
        warnOfLoss('its connection has ended and is not opened again');
      }
    });
  }

  async #resubscribe(topic: Topic): Promise<void> {
    try {
      await topic.sync();
      this.#lost.delete(topic);
    } catch (error) {
      // Without a connection, the next one brings another try.
      if (this.client.status === 'ready') warnOfLoss(String(error));
    }
  }

  *#allTopics(): Iterable<Topic> {
    for (const topics of Object.values(this.#topics)) yield* topics.values();
  }
}

function warnOfLoss(reason: string): void {
  warn('SHARED_REDIS_SUBSCRIPTION', `A Redis subscription is lost: ${reason}.`);
}
