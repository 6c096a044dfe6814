import { CACHES } from './caches.js';
import { CLIENTS } from './clients.js';
import type { Libraries } from './library.js';
import { LIMITS } from './limits.js';
import { LOCKS } from './locks.js';
import { QUEUES } from './queues.js';
import { REALTIME } from './realtime.js';
import { SESSIONS } from './sessions.js';

/** To add a library, read its source and add a row to its theme. */
export const LIBRARIES_BY_THEME: Readonly<Record<string, Libraries>> = {
  Queues: QUEUES,
  Locks: LOCKS,
  'Rate limits': LIMITS,
  Sessions: SESSIONS,
  Caches: CACHES,
  'Messages between processes': REALTIME,
  'Clients in other hands': CLIENTS,
};

/** What libraries do with a Redis client, by the module that exports it. */
export const LIBRARIES: Libraries = Object.assign(
  {},
  ...Object.values(LIBRARIES_BY_THEME),
) as Libraries;
