// The last part of the messages of no-direct-client.

/** Of an open whose file shows nothing but ordinary commands. */
export const SHARE = "Use getRedisClient() from 'shared-redis'.";

export function noting(reason: string): string {
  return `Before you use getRedisClient() from 'shared-redis', note: ${reason}.`;
}

/** Of an open that needs a connection of its own. */
export function dedicating(reason: string): string {
  return `Use openDedicatedRedisClient() from 'shared-redis': ${reason}.`;
}
