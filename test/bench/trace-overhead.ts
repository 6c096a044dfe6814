// What `shared-redis/trace` costs: clients that were opened before it was
// loaded are not traced, so one process has both kinds. Prints the throughput
// of traced clients by that of others, by driver, as JSON.
/* eslint-disable shared-redis/no-direct-client */
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { callAtOnce, medianRatio } from './measure.ts';

const ROUNDS = 301;
const [url = ''] = process.argv.slice(2);

interface Reader {
  get(key: string): Promise<unknown>;
}

const open = async (): Promise<Record<string, Reader>> => ({
  ioredis: new Redis(url),
  'node-redis': await createClient({ url }).connect(),
});

const plain = await open();
await import('shared-redis/trace');
const traced = await open();

const ratios: Record<string, number> = {};
for (const [driver, client] of Object.entries(plain)) {
  const [ofPlain, ofTraced] = [client, traced[driver]!].map(
    (each) => () => callAtOnce(1, 200, () => each.get('key')),
  );
  ratios[driver] = await medianRatio(ROUNDS, ofPlain!, ofTraced!);
}
console.log(JSON.stringify(ratios));
process.exit();
