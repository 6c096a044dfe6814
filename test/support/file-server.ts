import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

import { HOST } from './server-process.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Serves the files of a folder below a path, as any host of static files does. */
export async function serveFiles(folder: string, base: string) {
  const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url!, 'http://host').pathname);
    const name = path.slice(base.length).replace(/(^|\/)$/, '$1index.html');
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    readFile(path.startsWith(base) ? join(folder, name) : '').then(
      (content) => response.setHeader('content-type', type).end(content),
      () => response.writeHead(404).end(),
    );
  }).listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${port}${base}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
