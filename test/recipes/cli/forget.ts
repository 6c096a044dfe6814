import { parseArgs } from 'node:util';
import { getRedisClient } from 'shared-redis';

const { positionals } = parseArgs({ allowPositionals: true });
const [pattern] = positionals;
if (pattern === undefined) throw new Error('Usage: forget <pattern>');

// A person waits for it: better a clear error than a long silence.
const redis = getRedisClient(process.env.REDIS_URL!, {
  maxRetriesPerRequest: 2,
});

let forgotten = 0;
for await (const keys of redis.scanStream({ match: pattern, count: 1_000 })) {
  const batch = keys as string[];
  if (batch.length > 0) forgotten += await redis.unlink(...batch);
}
console.log(`Forgot ${forgotten} keys.`);
