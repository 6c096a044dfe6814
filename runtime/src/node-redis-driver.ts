import { errorMonitor } from 'node:events';
import type { Driver } from './client-directory.js';
import type { Options } from './client-key.js';
import { CLOSE_TIMEOUT_MS, next, withinTimeout } from './closing.js';
import { connectionName } from './connection-name.js';
import { reportConnectionErrors } from './connection-errors.js';
import { occupy } from './endpoints.js';
import { release } from './guard.js';
import { keepListeners } from './keep-listeners.js';
import type { NodeRedis, NodeRedisClient } from './node-redis-client.js';
import { withoutIdentities } from './node-redis-definitions.js';
import { guard } from './node-redis-guard.js';
import { exitWhenIdle } from './node-redis-idle.js';
import { Rest, strategyOf } from './node-redis-rest.js';
import { type Opening, rememberOpening } from './opening.js';
import {
  endpointOf,
  keyOf,
  type NodeRedisOptions,
  parseOptions,
  secretsOf,
} from './node-redis-options.js';

export function nodeRedisDriver(
  driver: NodeRedis,
): Driver<NodeRedisClient, NodeRedisOptions> {
  return {
    driver: driver.name,
    kind: 'shared',
    endpoint: endpointOf,
    parse: (first, second) => parseOptions(driver, first, second),
    key: (options) => keyOf(driver, options),

    open(options, opening) {
      const { socket, ...others } = options;
      const leave = occupy(opening, { ...others, ...socket });
      try {
        const { client, rest } = createResting(driver, options, opening);
        rememberOpening(client._self, opening);
        client.once('end', leave);
        // Nobody waits for this attempt: whoever does calls `connect()`.
        const hold = exitWhenIdle(client._self, rest);
        start(client);
        holdWhileConnecting(client._self, hold);
        guard(client._self, hold);
        return client;
      } catch (error) {
        leave();
        throw error;
      }
    },

    isEnded(client) {
      return !client.isOpen;
    },

    onEnd(client, listener) {
      client.once('end', listener);
      keepListeners(client._self);
    },

    close: closeGracefully,

    status(client) {
      if (client.isReady) return 'ready';
      return client.isOpen ? 'connecting' : 'end';
    },

    pending: () => undefined,
  };
}

/** Opens a client of the caller's own, which `await using` closes. */
export function openDedicated(
  driver: NodeRedis,
  options: NodeRedisOptions,
  opening: Opening,
): NodeRedisClient & AsyncDisposable {
  const client = create(driver, options, opening);
  start(client);
  return Object.assign(client, {
    [Symbol.asyncDispose]: () => closeGracefully(client),
  });
}

/** Who closes a client must know whether it is resting. */
const rests = new WeakMap<NodeRedisClient, Rest>();

/** A client that does not hold the process between two attempts to connect. */
function createResting(
  driver: NodeRedis,
  options: NodeRedisOptions,
  opening: Opening,
): { client: NodeRedisClient; rest: Rest } {
  const { reconnectStrategy } = options.socket;
  const rest = new Rest(strategyOf(reconnectStrategy, driver));
  // Commands must fail at once then, and cannot wait for an attempt.
  const { strategy } = options['disableOfflineQueue']
    ? { strategy: reconnectStrategy }
    : rest;
  const socket = { ...options.socket, reconnectStrategy: strategy };
  const client = create(driver, { ...options, socket }, opening, rest);
  // It has read them: these are for its duplicates and pools.
  (client.options?.['socket'] as Options)['reconnectStrategy'] =
    reconnectStrategy;
  rests.set(client._self, rest);
  return { client, rest };
}

function create(
  driver: NodeRedis,
  options: NodeRedisOptions,
  opening: Opening,
  rest?: Rest,
): NodeRedisClient {
  // node-redis writes into what it gets.
  const client = driver.createClient({
    ...withoutIdentities(options),
    socket: { ...options.socket },
  });
  reportConnectionErrors(client, opening, () => secretsOf(options));
  if (!options['name']) nameOnConnect(client._self, connectionName(opening));
  // It does not tell by 'end' that its reconnectStrategy has given up.
  client.on(errorMonitor, () => {
    if (!client.isOpen) client.emit('end');
  });
  rest?.attach(client._self);
  connectOnce(client._self);
  return client;
}

/**
 * The `name` of node-redis is part of its handshake, which would then fail for
 * a user who may not call CLIENT SETNAME.
 */
function nameOnConnect(client: NodeRedisClient, name: string): void {
  const { sendCommand } = client;
  client.on('ready', () => {
    const named = sendCommand.call(client, ['CLIENT', 'SETNAME', name]);
    named.catch(() => undefined);
  });
}

/** Commands wait for the connection; what goes wrong is an 'error' event. */
function start(client: NodeRedisClient): void {
  client.connect().catch(() => undefined);
}

/**
 * Code that opened its own client connects it once per user. Plain node-redis
 * fails the second time.
 */
function connectOnce(client: NodeRedisClient): void {
  const { connect } = client;
  let attempt: Promise<unknown> | undefined;
  client.connect = async function () {
    if (attempt === undefined || !client.isOpen) attempt = connect.call(client);
    await attempt;
    return this;
  };
}

function holdWhileConnecting(
  client: NodeRedisClient,
  hold: ReturnType<typeof exitWhenIdle>,
): void {
  const { connect } = client;
  client.connect = function () {
    return hold(() => connect.call(this));
  };
}

/**
 * Closes a client whatever its state. One that is connected, or about to be,
 * gets the replies of what it was given: they come before that of a PING.
 * `close()` of node-redis 5 could not be cut short after that.
 */
async function closeGracefully(
  client: NodeRedisClient,
  timeoutMs = CLOSE_TIMEOUT_MS,
): Promise<void> {
  release(client._self);
  if (rests.get(client._self)?.close()) client.emit('end');
  if (client.isOpen) await withinTimeout(finish(client), timeoutMs);
  if (client.isOpen) client.destroy();
}

function finish(client: NodeRedisClient): Promise<unknown> {
  // Replies come before it is ready, and it would take a close then for a loss.
  const ready = client.isReady || next(client, 'ready');
  return Promise.race([
    Promise.all([ready, client.sendCommand(['PING'])]),
    next(client, 'error', 'reconnecting', 'end'),
  ]);
}
