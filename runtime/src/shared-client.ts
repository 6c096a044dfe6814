import type { Command, Redis, RedisOptions } from 'ioredis';
import { connectOnce } from './connect-once.js';
import { unnamed } from './connection-name.js';
import { isRefused, mayClose, refusedMonitor } from './guard.js';
import type { RedisClass } from './ioredis-class.js';
import { renewLogin } from './rotating-login.js';

type Callback<Result> = (error?: Error | null, result?: Result) => void;
type Stream = Parameters<Redis['sendCommand']>[1];

/**
 * A driver's client that only its registry can close, and whose connection no
 * user can change for the others.
 */
export function sharedClientOf(
  RedisClass: RedisClass,
  parse: (url: string) => RedisOptions,
): new (options: RedisOptions) => Redis {
  return class SharedClient extends RedisClass {
    /** Every command comes through here, however it was called. */
    override sendCommand(command: Command, stream?: Stream): unknown {
      return isRefused(this, command, Boolean(stream))
        ? command.promise
        : super.sendCommand(command, stream);
    }

    override disconnect(reconnect = false): void {
      // ioredis itself calls disconnect(true) to connect anew.
      if (reconnect || mayClose(this, 'disconnect'))
        super.disconnect(reconnect);
    }

    override end(): void {
      if (mayClose(this, 'end')) super.disconnect();
    }

    override monitor(callback?: Callback<Redis>): Promise<Redis> {
      return refusedMonitor<Redis>(this, callback) ?? super.monitor(callback);
    }

    /** ioredis itself calls it for every attempt. */
    override connect(callback?: Callback<void>): Promise<void> {
      const attempt = () => {
        renewLogin(this, parse);
        return super.connect(callback);
      };
      return connectOnce(this, attempt, callback);
    }

    /** It is a client of the caller's own, which has no name of ours. */
    override duplicate(override?: Partial<RedisOptions>): Redis {
      return super.duplicate({ ...unnamed(this.options), ...override });
    }
  };
}
