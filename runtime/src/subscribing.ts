import type { MessageListener } from './topic.js';

/** What to listen to, where it is more than channels. */
export interface RedisSubscriptions {
  /** `SUBSCRIBE` */
  readonly channels?: readonly string[];
  /** `PSUBSCRIBE`, for example `news.*` */
  readonly patterns?: readonly string[];
  /** `SSUBSCRIBE`, for what `SPUBLISH` sends; ioredis 5.0 cannot. */
  readonly shardChannels?: readonly string[];
}

/** Ends a subscription; safe to call twice. */
export type Unsubscribe = () => Promise<void>;

/** `subscribeRedis`, in the types of its driver. */
export type Subscribe<Options extends object> = (
  urlOrOptions: string | Options,
  channels: string | readonly string[] | RedisSubscriptions,
  listener: MessageListener,
) => Promise<Unsubscribe>;
