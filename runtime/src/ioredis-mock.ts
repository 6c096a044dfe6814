import type { Command, Redis, RedisOptions } from 'ioredis';
import { isRefused } from './guard.js';
import type { RedisClass } from './ioredis-class.js';
import type { Traits } from './ioredis-family.js';

/**
 * Whether tests have put ioredis-mock in the place of ioredis. Its class has
 * the methods of users, and none of those that only ioredis itself calls.
 */
export function isMock({ prototype }: { readonly prototype: object }): boolean {
  return !('sendCommand' in prototype);
}

/** What is there of a client of ioredis-mock besides its commands. */
interface MockClient {
  readonly connected: boolean;
}

export function mockTraitsOf(RedisClass: RedisClass): Traits {
  return {
    // All of them are in the options of every client.
    defaultOptions: {},

    parse(args) {
      // It tells what it is given by the number of its arguments.
      const length = args.findLastIndex((arg) => arg != null) + 1;
      const given = args.slice(0, length) as [RedisOptions];
      const reader = new RedisClass(...given);
      reader.disconnect();
      return reader.options;
    },

    prepare: guardCommands,

    status(client) {
      return isConnected(client) ? 'ready' : 'wait';
    },

    // Commands are done when they are called.
    pending: () => 0,
  };
}

function isConnected(client: Redis): boolean {
  return (client as unknown as MockClient).connected;
}

type Send = (...args: unknown[]) => unknown;

/**
 * Its commands are functions of each client which do not meet in one place.
 * Those of a pipeline are others, which are out of reach.
 */
function guardCommands(client: Redis): void {
  const commands = client as unknown as Record<string, Send>;
  const original = { ...commands };
  for (const [name, send] of Object.entries(original)) {
    if (typeof send !== 'function' || name.startsWith('_')) continue;
    commands[name] = (...args) => {
      const command = commandOf(name, args);
      if (isRefused(client, command, false)) return command.promise;
      // A quit() that only causes a warning has become another command.
      const changed = command.name !== plain(name);
      return changed
        ? original[command.name]?.(...command.args)
        : send(...args);
    };
  }
  commands['connect'] = async (...args) => {
    if (!isConnected(client)) await original['connect']?.(...args);
  };
}

/** What the guard reads of a command of ioredis. */
function commandOf(name: string, args: unknown[]): Command {
  const { promise, reject } = withReject();
  const command = { name: plain(name), args: args.flat(), promise, reject };
  return command as unknown as Command;
}

function withReject() {
  let reject!: (error: Error) => void;
  const promise = new Promise<never>((_, fail) => {
    reject = fail;
  });
  return { promise, reject };
}

function plain(name: string): string {
  return name.replace(/Buffer$/, '');
}
