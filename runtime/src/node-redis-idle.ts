import type { NodeRedisClient } from './node-redis-client.js';
import type { Rest } from './node-redis-rest.js';

/** Holds the process until the work is done, on a client that connects. */
export type Hold = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets the process end while nothing is pending on a client, and holds it while
 * anything is. `ref()` and `unref()` of node-redis are for its present socket
 * and for later ones, but do not reach one that is still connecting.
 */
export function exitWhenIdle(client: NodeRedisClient, rest: Rest): Hold {
  let pending = 0;

  const isIdle = (): boolean => pending === 0 && !client.isPubSubActive;

  function update(): void {
    if (isIdle()) client.unref();
    else client.ref();
  }

  rest.isAllowed = isIdle;
  client.on('connect', update);
  update();
  return (work) => {
    pending++;
    if (pending === 1) update();
    const done = () => {
      pending--;
      if (pending === 0) update();
    };
    const result = rest.awake(work);
    result.then(done, done);
    return result;
  };
}
