import type { Redis } from 'ioredis';

/** What ioredis keeps private, the same in every supported version. */
interface Connection {
  readonly status: string;
  readonly stream?: Holder;
  readonly reconnectTimeout: Holder | null;
  readonly commandQueue: Queue;
  readonly offlineQueue: Queue;
  /** What had no reply when the connection was lost; it is sent again. */
  readonly prevCommandQueue?: Queue | null;
  readonly condition?: Condition | null;
  readonly prevCondition?: Condition | null;
}

type Queue = { readonly length: number };
type Condition = { readonly subscriber: unknown };

/** A socket or a timer. A stream of the user's own may not be able to. */
interface Holder {
  ref?(): void;
  unref?(): void;
}

/**
 * Lets the process end while nothing is pending on a client, and holds it
 * while anything is, so that a script needs no `quit()` to end and never ends
 * before its last reply.
 *
 * Sockets and timers hold the process until they are told otherwise, so the
 * work is to let go when the last reply is in, and to hold again on the next
 * command.
 */
export function exitWhenIdle(client: Redis): void {
  const connection = client as unknown as Connection;
  let holds = true;

  function update(): void {
    holds = isPending(connection);
    for (const holder of [connection.stream, connection.reconnectTimeout]) {
      if (holds) holder?.ref?.();
      else holder?.unref?.();
    }
  }

  // Its new socket holds, as somebody may be waiting for the connection.
  client.on('connecting', () => {
    holds = true;
  });
  client.on('connect', () => {
    giveUpWaiting(client, update);
    // After ioredis' own listener: what is answered has left the queue.
    client.stream.on('data', () => {
      const { status, commandQueue } = connection;
      if (holds && status === 'ready' && commandQueue.length === 0) update();
    });
  });
  for (const event of ['ready', 'reconnecting', 'end']) {
    client.on(event, update);
  }

  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, stream) => {
    const reply = send(command, stream);
    if (!holds) update();
    return reply;
  };
}

/**
 * A server that accepts the connection and then says nothing is waited for as
 * long as one that does not accept it; ioredis itself would wait for ever.
 */
function giveUpWaiting(client: Redis, update: () => void): void {
  const { connectTimeout } = client.options;
  if (!connectTimeout) return;
  const timer = setTimeout(update, connectTimeout).unref();
  client.once('close', () => {
    clearTimeout(timer);
  });
}

/** How many commands have no reply yet. */
export function pendingOf(client: Redis): number {
  const { commandQueue, offlineQueue, prevCommandQueue } =
    client as unknown as Connection;
  return (
    commandQueue.length + offlineQueue.length + (prevCommandQueue?.length ?? 0)
  );
}

function isPending(connection: Connection): boolean {
  const { status, commandQueue, offlineQueue, prevCommandQueue } = connection;
  return (
    offlineQueue.length > 0 ||
    // Without a connection it holds the unanswered rest of a handshake.
    (status === 'ready' && commandQueue.length > 0) ||
    Boolean(prevCommandQueue?.length) ||
    Boolean(connection.condition?.subscriber) ||
    Boolean(connection.prevCondition?.subscriber)
  );
}
