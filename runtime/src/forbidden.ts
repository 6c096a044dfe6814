/** A method that does not compile: the compiler names the reason as what `this` would have to be. */
export type Forbidden<Reason> = (
  this: Reason,
  ...args: unknown[]
) => Promise<never>;

export type NotYoursToClose =
  'A shared Redis client is closed by resetRedisClients() only; open your own with openDedicatedRedisClient().';

export type NeedsItsOwnConnection =
  'This command changes or blocks the connection, which others share; open your own with openDedicatedRedisClient().';

/** For clusters, where `duplicate()` opens one of the caller's own. */
export type NotYoursInACluster =
  'A shared Redis client is closed by resetRedisClients() only; open your own with duplicate().';

export type NeedsAClusterClient =
  'This command changes or blocks connections that others share; open your own client with duplicate().';
