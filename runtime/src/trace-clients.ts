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

type Around = (
  self: Client,
  method: () => unknown,
  ...args: unknown[]
) => unknown;

const isHooked = new WeakSet<object>();

/** A client whose constructor has run. */
export interface Known {
  readonly client: Client;
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
    this.#known.set(client, { client, where });
    this.#hook(client, 'connect', (self, connect) =>
      this.#during(self, connect),
    );
    // The sockets of a cluster of ioredis are those of clients of its own.
    if (!('nodes' in client)) return;
    this.#hook(client, 'sendCommand', (self, send, command) => {
      const group = this.#find(self)?.group;
      // Before, it is queued and sent again.
      if (group !== undefined && self.status === 'ready') {
        count(group, command as SentCommand, configuredOf(self));
      }
      return send();
    });
  }

  /** Goes around a method of the class of a client. */
  #hook(client: Client, name: 'connect' | 'sendCommand', around: Around): void {
    const holder = holderOf(client, name);
    if (holder === undefined || isHooked.has(holder[name])) return;
    const method = holder[name];
    const hooked = function (this: Client, ...args: unknown[]): unknown {
      return around(this, () => method.apply(this, args), ...args);
    };
    isHooked.add(hooked);
    Object.defineProperty(holder, name, {
      ...Object.getOwnPropertyDescriptor(holder, name),
      value: hooked,
    });
  }

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
      if (known.client.status !== undefined) this.#waiting.add(known);
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
export function configuredOf({ options = {} }: Client): Configured {
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
