/** A method that does not compile: the compiler names the reason as what `this` would have to be. */
export type Forbidden<Reason> = (
  this: Reason,
  ...args: unknown[]
) => Promise<never>;

export type NotYoursToClose =
  'A shared Redis client is closed by resetRedisClients() only; open your own with openDedicatedRedisClient().';

export type NeedsItsOwnConnection =
  'This command changes or blocks the connection, which others share; open your own with openDedicatedRedisClient().';
