import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { Configured, SentCommand } from './connection-state.js';
import type { Group, Groups } from './trace-groups.js';
import { whereFrom } from './trace-stack.js';
import { count } from './trace-usage.js';

/**
 * What the clients of all drivers have in common, by public names: so any copy
 * and version is found, also in a bundle, and no module has to be hooked.
 */
interface Client {
  readonly connect: Method;
  readonly sendCommand: Method;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Of ioredis and iovalkey. */
  readonly status?: string;
  readonly stream?: unknown;
  /** Of node-redis. */
  readonly isOpen?: boolean;
}

type Method = (this: Client, ...args: unknown[]) => unknown;

const METHODS = ['sendCommand', 'duplicate', 'connect'] as const;

/** A method that all clients of ioredis and its forks have, and no other. */
const OF_IOREDIS = 'defineCommand';

/** A client whose constructor has run. */
export interface Known {
  readonly client: Client;
  /** Whether its commands are counted as it sends them, and not on its socket. */
  readonly isCounted: boolean;
  /** Missing as soon as it is in a group. */
  where?: Error;
  group?: Group;
}

/** Notices the clients of a process, and to which of them a socket belongs. */
export class Clients {
  readonly #groups: Groups;
  readonly #known = new WeakMap<object, Known>();
  /** By the options of a socket: node-redis has one object of its own for all sockets of a client. */
  readonly #byOptions = new WeakMap<object, Known>();
  /** Clients of ioredis whose socket has not been seen yet. */
  readonly #waiting = new Set<Known>();
  readonly #hooks = new WeakSet<object>();
  #connecting: Known | undefined;

  constructor(groups: Groups) {
    this.#groups = groups;
  }

  /** Starts to notice. Every client is an emitter, and calls this before it connects. */
  start(): void {
    const emitters = EventEmitter as unknown as {
      init: (this: object, ...args: unknown[]) => void;
    };
    const { init } = emitters;
    const isClient = (emitter: object): emitter is Client =>
      METHODS.every(
        (name) =>
          name in emitter &&
          typeof (emitter as Record<string, unknown>)[name] === 'function',
      );
    const notice = (client: Client): void => {
      this.#notice(client, whereFrom(emitters.init));
    };
    emitters.init = function (...args) {
      init.apply(this, args);
      if (isClient(this)) notice(this);
    };
  }

  /** The client that opens a socket, where it can be told yet. */
  ownerByOptions(options: unknown): Known | undefined {
    if (typeof options !== 'object' || options === null) return undefined;
    const owner = this.#connecting ?? this.#byOptions.get(options);
    if (owner !== undefined) this.#byOptions.set(options, owner);
    return owner;
  }

  /** The client that has taken a socket. */
  ownerOf(socket: Socket): Known | undefined {
    for (const known of this.#waiting) {
      if (known.client.stream === socket) {
        this.#waiting.delete(known);
        return known;
      }
      if (known.client.status === 'end') this.#waiting.delete(known);
    }
    return undefined;
  }

  #notice(client: Client, where: Error): void {
    const isCounted = OF_IOREDIS in client;
    this.#known.set(client, { client, isCounted, where });
    this.#hook(client, 'connect', this.#connected);
    if (isCounted) this.#hook(client, 'sendCommand', this.#counted);
  }

  /** Replaces a method of the class of a client, once. */
  #hook(
    client: Client,
    name: 'connect' | 'sendCommand',
    around: (method: Method) => Method,
  ): void {
    const holder = holderOf(client, name);
    if (holder === undefined || this.#hooks.has(holder[name])) return;
    const hook = around(holder[name]);
    this.#hooks.add(hook);
    // Where a class is frozen, its clients are not traced.
    Reflect.defineProperty(holder, name, {
      ...Object.getOwnPropertyDescriptor(holder, name),
      value: hook,
    });
  }

  readonly #connected = (connect: Method): Method => {
    const during = this.#during.bind(this);
    return function (...args) {
      return during(this, () => connect.apply(this, args));
    };
  };

  /** ioredis has each command in one place, in words; to read it on the socket costs more. */
  readonly #counted = (send: Method): Method => {
    const known = this.#known;
    // A subclass calls the method of its base, which is hooked as well.
    let last: unknown;
    return function (command, stream, node) {
      // Before, it is queued and comes here again, and the driver sets up the connection.
      if (command !== last && this.status === 'ready') {
        last = command;
        const group = known.get(this)?.group;
        if (group !== undefined) {
          count(group, command as SentCommand, this as unknown as Configured);
        }
      }
      return send.call(this, command, stream, node);
    };
  };

  /** node-redis opens its socket before `connect()` returns, ioredis later. */
  #during(self: Client, connect: () => unknown): unknown {
    const known = this.#find(self);
    if (known === undefined) return connect();
    const outer = this.#connecting;
    this.#connecting = known;
    try {
      return connect();
    } finally {
      this.#connecting = outer;
      this.#enterGroup(known);
      if (known.isCounted) this.#waiting.add(known);
    }
  }

  /** node-redis hands out objects that inherit from the client. */
  #find(self: object): Known | undefined {
    let object: object | null = self;
    while (object !== null) {
      const known = this.#known.get(object);
      if (known !== undefined) return known;
      object = Object.getPrototypeOf(object) as object | null;
    }
    return undefined;
  }

  #enterGroup(known: Known): void {
    const { where } = known;
    if (where === undefined) return;
    delete known.where;
    const client = new WeakRef(known.client);
    known.group = this.#groups.opened(where, () => isOpen(client.deref()));
  }
}

function isOpen(client: Client | undefined): boolean {
  if (client === undefined) return false;
  const { status } = client;
  return status === undefined ? client.isOpen === true : status !== 'end';
}

/** How a client is configured, in the words of ioredis. */
export function configuredOf({
  options = {},
}: Pick<Client, 'options'>): Configured {
  const { db, database, readOnly, readonly, connectionName, name } = options;
  const named = connectionName ?? name;
  return {
    options: {
      db: Number(db ?? database ?? 0),
      readOnly: (readOnly ?? readonly) === true,
      ...(typeof named === 'string' ? { connectionName: named } : {}),
    },
  };
}

/** The object of a chain of prototypes that has a method itself. */
function holderOf(client: Client, method: string): Client | undefined {
  let object: object | null = client;
  while (object !== null) {
    if (Object.hasOwn(object, method)) return object as Client;
    object = Object.getPrototypeOf(object) as object | null;
  }
  return undefined;
}
