import type { MessageListener } from './subscribing.js';
import { warn } from './warnings.js';

/** The kinds of topics, and the commands that subscribe and unsubscribe. */
export const COMMANDS = {
  channels: ['subscribe', 'unsubscribe'],
  patterns: ['psubscribe', 'punsubscribe'],
  shardChannels: ['ssubscribe', 'sunsubscribe'],
} as const;

export type Kind = keyof typeof COMMANDS;

export type Send = (
  command: (typeof COMMANDS)[Kind][number],
  name: string,
) => Promise<unknown>;

/** One wish to listen; the same function may be in several. */
export interface Subscription {
  readonly listener: MessageListener;
}

/** One channel or pattern of a connection, and who listens to it. */
export class Topic {
  readonly subscriptions = new Set<Subscription>();
  readonly #kind: Kind;
  readonly #name: string;
  readonly #send: Send;
  /** What the server knows: not certain while a command is on its way. */
  #isSubscribed: boolean | undefined = false;
  #work: Promise<unknown> = Promise.resolve();

  constructor(kind: Kind, name: string, send: Send) {
    this.#kind = kind;
    this.#name = name;
    this.#send = send;
  }

  /**
   * Makes the server send messages if, and only if, somebody listens. Commands
   * go out one after the other, and each for what is wanted by then.
   */
  sync(): Promise<void> {
    const work = this.#work.then(() => this.#apply());
    this.#work = work.catch(() => undefined);
    return work;
  }

  /**
   * The connection is gone, and with it what the server knew.
   *
   * @returns Whether that was a subscription. One on its way is sent again.
   */
  lose(): boolean {
    const wasSubscribed = this.#isSubscribed === true;
    this.#isSubscribed = false;
    return wasSubscribed;
  }

  deliver(message: string, channel: string, pattern?: string): void {
    // A listener may remove others, and add some for later messages.
    for (const subscription of [...this.subscriptions]) {
      if (this.subscriptions.has(subscription)) {
        void call(subscription.listener, message, channel, pattern);
      }
    }
  }

  async #apply(): Promise<void> {
    const isWanted = this.subscriptions.size > 0;
    if (isWanted === this.#isSubscribed) return;
    const [enter, leave] = COMMANDS[this.#kind];
    this.#isSubscribed = undefined;
    await this.#send(isWanted ? enter : leave, this.#name);
    this.#isSubscribed = isWanted;
  }
}

/** What a listener does wrong concerns neither the others nor the process. */
async function call(
  listener: MessageListener,
  ...message: Parameters<MessageListener>
): Promise<void> {
  try {
    await listener(...message);
  } catch (error) {
    // Whoever rejects may do so without a reason.
    const { stack } = Object(error) as { stack?: string };
    warn(
      'SHARED_REDIS_LISTENER',
      `A listener of subscribeRedis failed: ${stack ?? String(error)}`,
    );
  }
}
