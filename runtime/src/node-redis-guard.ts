import type { SharedRedisError } from './errors.js';
import {
  isOnlyWarned,
  isReleased,
  mayClose,
  refusalOf,
  tolerate,
} from './guard.js';
import type { NodeRedisClient, Words } from './node-redis-client.js';
import type { Hold } from './node-redis-idle.js';

/** What closes a client, and what it answers when it only causes a warning. */
const CLOSES = {
  close: undefined,
  disconnect: undefined,
  QUIT: 'OK',
  quit: 'OK',
};

/** What changes the connection without going through `sendCommand`. */
const TAKES = {
  SUBSCRIBE: ['SUBSCRIBE', 'subscribe'],
  UNSUBSCRIBE: ['UNSUBSCRIBE', 'unsubscribe'],
  PSUBSCRIBE: ['PSUBSCRIBE', 'pSubscribe'],
  PUNSUBSCRIBE: ['PUNSUBSCRIBE', 'pUnsubscribe'],
  SSUBSCRIBE: ['SSUBSCRIBE', 'sSubscribe'],
  SUNSUBSCRIBE: ['SUNSUBSCRIBE', 'sUnsubscribe'],
  MONITOR: ['MONITOR', 'monitor'],
  RESET: ['reset'],
};

type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Makes a client one that only its registry can close, and whose connection no
 * user can change for the others. node-redis makes its classes by itself, so
 * the methods are replaced on the object that all views of a client inherit.
 */
export function guard(client: NodeRedisClient, hold: Hold): void {
  guardCommands(client, hold);
  const methods = client as unknown as Record<string, Method>;
  for (const [name, answer] of Object.entries(CLOSES)) {
    replace(
      methods,
      name,
      (close) =>
        function (...args) {
          const work = async () =>
            mayClose(client, name) ? await close.apply(this, args) : answer;
          const outcome = work();
          tolerate(outcome);
          return outcome;
        },
    );
  }
  replace(
    methods,
    'destroy',
    (destroy) =>
      function () {
        if (mayClose(client, 'destroy')) destroy.call(this);
      },
  );
  for (const [command, names] of Object.entries(TAKES)) {
    for (const name of names) {
      replace(
        methods,
        name,
        (take) =>
          async function (...args) {
            const refusal = refusalFor(client, [command], false);
            if (refusal && mustFail(client, command, refusal)) throw refusal;
            return hold(() => Promise.resolve(take.apply(this, args)));
          },
      );
    }
  }
}

function replace(
  methods: Record<string, Method>,
  name: string,
  change: (method: Method) => Method,
): void {
  const method = methods[name];
  if (method !== undefined) methods[name] = change(method);
}

function guardCommands(client: NodeRedisClient, hold: Hold): void {
  const { sendCommand, _executeMulti, _executePipeline } = client;
  const { reAuthenticate } = client;
  let isOwn = false;

  client.sendCommand = function (words, options) {
    const answer = isOwn ? undefined : answerInstead(client, words);
    return answer ?? hold(() => sendCommand.call(this, words, options));
  };
  client._executeMulti = function (commands, ...rest) {
    return (
      refusedBatch(client, commands, true) ??
      hold(() => _executeMulti.call(this, commands, ...rest))
    );
  };
  client._executePipeline = function (commands, ...rest) {
    return (
      refusedBatch(client, commands, false) ??
      hold(() => _executePipeline.call(this, commands, ...rest))
    );
  };
  // Its AUTH comes through `sendCommand`, before this call returns.
  client.reAuthenticate = (credentials) => {
    isOwn = true;
    try {
      return reAuthenticate(credentials);
    } finally {
      isOwn = false;
    }
  };
}

/** What becomes of a command that must not be sent. */
function answerInstead(
  client: NodeRedisClient,
  words: Words,
): Promise<unknown> | undefined {
  const refusal = refusalFor(client, words, false);
  if (refusal === undefined) return undefined;
  if (mustFail(client, String(words[0]), refusal)) {
    return Promise.reject(refusal);
  }
  return isClose(refusal) ? Promise.resolve('OK') : undefined;
}

/** Nothing of a batch is sent when one of its commands must not be. */
function refusedBatch(
  client: NodeRedisClient,
  commands: readonly { readonly args: Words }[],
  inTransaction: boolean,
): Promise<never> | undefined {
  for (const { args } of commands) {
    const refusal = refusalFor(client, args, inTransaction);
    if (refusal === undefined) continue;
    if (mustFail(client, String(args[0]), refusal) || isClose(refusal)) {
      return Promise.reject(refusal);
    }
  }
  return undefined;
}

function refusalFor(
  client: NodeRedisClient,
  [name, ...args]: Words,
  inTransaction: boolean,
): SharedRedisError | undefined {
  if (isReleased(client)) return undefined;
  const { database, readonly, name: connectionName } = client.options ?? {};
  return refusalOf(
    { name: String(name), args: [...args], inTransaction },
    {
      options: {
        db: Number(database ?? 0),
        readOnly: readonly === true,
        connectionName: connectionName as string,
      },
    },
  );
}

function mustFail(
  client: NodeRedisClient,
  call: string,
  refusal: SharedRedisError,
): boolean {
  return !isOnlyWarned(client, call, refusal);
}

function isClose({ code }: SharedRedisError): boolean {
  return code === 'ERR_SHARED_REDIS_CLOSE';
}
