import { syncBuiltinESMExports } from 'node:module';
import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import { type Clients, configuredOf } from './trace-clients.js';
import { addEndpoint, type Groups } from './trace-groups.js';
import { endpointOf } from './trace-endpoint.js';
import { whereFrom } from './trace-stack.js';
import { isWatched, Usage } from './trace-usage.js';
import { CommandReader, isCommand } from './trace-wire.js';

type Write = (
  this: unknown,
  chunk: unknown,
  encoding: unknown,
  done: unknown,
) => boolean;
interface Writing {
  readonly write: Write;
}
type Connect = (this: unknown, ...args: unknown[]) => Socket;
type Module = Record<string, Connect>;

/**
 * Reads what is written to sockets that speak Redis: those of known clients,
 * and those of libraries that have a client of their own.
 */
export function traceSockets(clients: Clients, groups: Groups): void {
  const watchedConnect = (connect: Connect): Connect => {
    const watching = function (this: unknown, ...args: unknown[]): Socket {
      const socket = connect.apply(this, args);
      watch(socket, args, whereFrom(watching));
      return socket;
    };
    return watching;
  };

  /** Looks at what comes first; other protocols are left alone then. */
  function watch(socket: Socket, args: readonly unknown[], where: Error): void {
    const { write } = socket as unknown as Writing;
    const opener = clients.ownerByOptions(args[0]);
    const next = (): Write => {
      const owner = opener ?? clients.ownerOf(socket);
      const client = owner && configuredOf(owner.client);
      const group =
        owner?.group ?? groups.opened(where, () => !socket.destroyed);
      addEndpoint(group, endpointOf(args, client?.options.db));
      return owner?.isCounted === true
        ? write
        : reading(write, new Usage(group, client));
    };
    setWrite(socket, (chunk, encoding, done) => {
      setWrite(socket, isCommand(chunk) ? next() : write);
      return (socket as unknown as Writing).write(chunk, encoding, done);
    });
  }

  const modules = [net, tls] as unknown as readonly Module[];
  for (const module of modules) {
    for (const name of ['connect', 'createConnection']) {
      const connect = module[name];
      if (connect !== undefined) module[name] = watchedConnect(connect);
    }
  }
  syncBuiltinESMExports();
}

function reading(write: Write, usage: Usage): Write {
  const reader = new CommandReader(usage.sent, isWatched);
  return function (chunk, encoding, done) {
    reader.read(chunk, encoding);
    const isTaken = write.call(this, chunk, encoding, done);
    if (!isTaken) usage.heldBack();
    return isTaken;
  };
}

/** Set and not deleted: that would make each use of the socket slower. */
function setWrite(socket: Socket, write: Write): void {
  Object.defineProperty(socket, 'write', {
    value: write,
    configurable: true,
    writable: true,
  });
}
