import { resetProcess } from './process-wide.js';

/**
 * Closes and forgets every client of the process, shared and dedicated ones:
 * for shutdown and between tests. Clients that are connected finish what was
 * sent, for up to 2 seconds each; nothing acknowledged is lost. The next
 * `getRedisClient` opens anew. Also runs when Node emits `beforeExit`.
 */
export function resetRedisClients(): Promise<void> {
  return resetProcess();
}
