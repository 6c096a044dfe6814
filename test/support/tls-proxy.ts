import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';

/** Both sides' options for TLS by a key they share: no certificates needed. */
export const TLS_BY_KEY = `({
  ciphers: 'PSK',
  maxVersion: 'TLSv1.2',
  checkServerIdentity: () => undefined,
  pskCallback: () => ({ identity: 'test', psk: Buffer.alloc(16, 1) }),
})`;

export interface TlsProxy {
  readonly port: number;
  stop(): Promise<void>;
}

/** Speaks TLS in front of a server that may not be built with it. */
export async function startTlsProxy(target: number): Promise<TlsProxy> {
  const sockets = new Set<TLSSocket>();
  const server = createServer(
    {
      ciphers: 'PSK',
      maxVersion: 'TLSv1.2',
      pskCallback: () => Buffer.alloc(16, 1),
    },
    (socket) => {
      sockets.add(socket);
      const upstream = connect(target, '127.0.0.1');
      socket.pipe(upstream).pipe(socket);
      for (const end of [socket, upstream]) end.on('error', () => undefined);
    },
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
