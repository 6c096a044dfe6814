import type { NodeRedisClient } from './node-redis-client.js';

/** Holds the process until the work is done. */
export type Hold = <Result>(work: Promise<Result>) => Promise<Result>;

/**
 * Lets the process end while nothing is pending on a client, and holds it while
 * anything is. `ref()` and `unref()` of node-redis are for its present socket
 * and for later ones, but do not reach one that is still connecting.
 */
export function exitWhenIdle(client: NodeRedisClient): Hold {
  let pending = 0;

  function update(): void {
    if (pending > 0 || client.isPubSubActive) client.ref();
    else client.unref();
  }

  client.on('connect', update);
  update();
  return (work) => {
    pending++;
    if (pending === 1) update();
    const done = () => {
      pending--;
      if (pending === 0) update();
    };
    work.then(done, done);
    return work;
  };
}
