const DEFAULT = { host: 'localhost', port: 6379 };

/**
 * The server that a socket is opened to, without credentials: `host:port/db`,
 * or the path of its socket.
 *
 * @param args of `net.connect()` or `tls.connect()`
 * @param db the database, where it is known
 */
export function endpointOf(
  args: readonly unknown[],
  db: number | undefined,
): string {
  const { host, port, path } = targetOf(args);
  const server =
    path === undefined ? serverOf(host, port) : shown(path, SOCKET);
  return db === undefined || Number.isNaN(db) ? server : `${server}/${db}`;
}

/** A mistyped URL ends up in these, with its credentials: only what is plain is shown. */
const HOST = /^([\w.-]+|[\da-f.]*:[\da-f.:]+)$/i;
const PORT = /^\d+$/;
const SOCKET = /^(\/|\\\\)[^@?#]*$/;

function serverOf(host: unknown, port: unknown): string {
  return `${shown(host ?? DEFAULT.host, HOST)}:${shown(port ?? DEFAULT.port, PORT)}`;
}

function shown(part: unknown, plain: RegExp): string {
  const text = String(part);
  return plain.test(text) ? text : '***';
}

interface Target {
  readonly host?: unknown;
  readonly port?: unknown;
  readonly path?: unknown;
}

/** All the forms that Node takes: options, a path, a port and a host. */
function targetOf([first, second]: readonly unknown[]): Target {
  if (Array.isArray(first)) return targetOf(first);
  if (typeof first === 'object' && first !== null) return first;
  if (typeof first === 'string' && Number.isNaN(Number(first))) {
    return { path: first };
  }
  return { port: first, host: typeof second === 'string' ? second : undefined };
}
