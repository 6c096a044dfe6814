// What `shared-redis/trace` costs: clients that were opened before it was
// loaded are not traced, so one process has both kinds. Prints the throughput
// of traced clients beside that of others, by the goal of the driver, as JSON.
/* eslint-disable shared-redis/no-direct-client */
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import type { Measured } from './goals.ts';
import { callAtOnce, inTurns } from './measure.ts';

const ROUNDS = 301;
const [url = ''] = process.argv.slice(2);

interface Reader {
  get(key: string): Promise<unknown>;
}

const open = async (): Promise<Record<string, Reader>> => ({
  tracedIoredis: new Redis(url),
  tracedNodeRedis: await createClient({ url }).connect(),
});

const plain = await open();
await import('shared-redis/trace');
const traced = await open();

const figures: Record<string, Measured> = {};
for (const [goal, client] of Object.entries(plain)) {
  const gets = (reader: Reader) => ({
    calls: 200,
    run: () => callAtOnce(1, 200, () => reader.get('key')),
  });
  const timings = await inTurns(
    goal,
    { rounds: ROUNDS },
    { plain: gets(client), traced: gets(traced[goal]!) },
  );
  figures[goal] = timings.throughputOf('traced', 'plain');
}
console.log(JSON.stringify(figures));
process.exit();
