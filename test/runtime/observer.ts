import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { RedisClass } from '../../runtime/src/ioredis-class.ts';

/** A connection beside the registry that tells what the server sees. */
export class Observer {
  readonly redis: Redis;

  constructor(port: number, password?: string) {
    this.redis = new RedisClass({
      host: '127.0.0.1',
      port,
      ...(password && { password }),
    });
  }

  /** The connections of the server, without this one. */
  async connections(): Promise<number> {
    const list = (await this.redis.client('LIST')) as string;
    return list.trim().split('\n').length - 1;
  }

  /** Waits for a number of connections, for closes that are under way. */
  async settlesAt(expected: number): Promise<number> {
    for (let attempt = 0; attempt < 100; attempt++) {
      if ((await this.connections()) === expected) break;
      await sleep(20);
    }
    return this.connections();
  }

  /** Waits until one of the connections is listed so. */
  async sees(connection: RegExp): Promise<void> {
    while (!connection.test((await this.redis.client('LIST')) as string)) {
      await sleep(5);
    }
  }

  /** Ends the connections of every other client from the server's side. */
  async killOthers(): Promise<void> {
    await this.redis.call('CLIENT', 'KILL', 'TYPE', 'normal');
  }
}

/** The next event of a client; unlike `events.once`, whatever errors come first. */
export function next(client: Redis, event: string): Promise<unknown> {
  return new Promise((resolve) => client.once(event, resolve));
}
