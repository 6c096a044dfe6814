import type { EventEmitter } from 'node:events';

/**
 * Keeps the listeners that a shared client has by now, which are the
 * registry's, from `removeAllListeners()` of one of its users: without them a
 * lost connection would hold the process, and the registry would not hear of
 * the client's end.
 */
export function keepListeners(client: EventEmitter): void {
  const own = new Set<unknown>(
    client.eventNames().flatMap((name) => client.rawListeners(name)),
  );
  const removeAll = client.removeAllListeners.bind(client);
  client.removeAllListeners = (...names: [string | symbol] | []) => {
    const all = names.length > 0 ? names : client.eventNames();
    for (const name of all) {
      const kept = client.rawListeners(name).filter((each) => own.has(each));
      removeAll(name);
      for (const each of kept) client.on(name, each as () => void);
    }
    return client;
  };
}
