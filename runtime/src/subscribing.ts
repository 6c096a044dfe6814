/** What to listen to, where it is more than channels. */
export interface RedisSubscriptions {
  /** `SUBSCRIBE` */
  readonly channels?: readonly string[];
  /** `PSUBSCRIBE`, for example `news.*` */
  readonly patterns?: readonly string[];
  /** `SSUBSCRIBE`, for what `SPUBLISH` sends; ioredis 5.0 cannot. */
  readonly shardChannels?: readonly string[];
}

/**
 * Is called for each message; a promise that it returns is not waited for.
 *
 * @param message The message, as text.
 * @param channel The channel that it was sent to.
 * @param pattern The pattern that the channel fits, where that is subscribed.
 */
export type MessageListener = (
  message: string,
  channel: string,
  pattern?: string,
) => unknown;

/** Ends a subscription; safe to call twice. */
export type Unsubscribe = () => Promise<void>;

/** `subscribeRedis`, in the types of its driver. */
export type Subscribe<Options extends object> = (
  urlOrOptions: string | Options,
  channels: string | readonly string[] | RedisSubscriptions,
  listener: MessageListener,
) => Promise<Unsubscribe>;
