import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** How many connections there have been. */
  readonly accepted: () => number;
  /**
   * Forwards nothing more on the connections that are open, and tells neither
   * side: what a cable, a firewall or a dead machine does. New ones work.
   */
  hang(): void;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const HOST = '127.0.0.1';

/** Stands between clients and a server, to lose what is between them. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server = createServer((socket) => {
    accepted++;
    const upstream = connect(target, HOST);
    socket.pipe(upstream).pipe(socket);
    for (const end of [socket, upstream]) {
      sockets.add(end);
      end.on('error', () => undefined);
      end.once('close', () => sockets.delete(end));
    }
  }).listen(0, HOST);
  await once(server, 'listening');

  async function stop(): Promise<void> {
    if (!server.listening) return;
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  }

  return {
    port: (server.address() as AddressInfo).port,
    accepted: () => accepted,
    hang() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
