import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Program } from '../support/program.ts';
import { ALTERNATIVES } from './alternatives.ts';
import type { Table } from './goals.ts';
import { progress } from './measure.ts';
import { count, time } from './numbers.ts';

const CALLS = 1_000;
const CONCURRENCY = 50;
const PATIENCE_MS = 3_000;

/** What each alternative does to the server and to its process. */
export async function processes(url: string): Promise<Table> {
  // eslint-disable-next-line shared-redis/no-direct-client
  const observer = new Redis(url);
  const rows: (readonly string[])[] = [];
  for (const name of Object.keys(ALTERNATIVES)) {
    progress(`a program with ${name}`);
    const before = await connectionsSoFar(observer);
    await using program = new Program(
      [
        ...[
          '--import',
          'tsx',
          join(import.meta.dirname, 'alternative-program.ts'),
        ],
        ...[name, url, String(CALLS), String(CONCURRENCY)],
      ],
      import.meta.dirname,
      {},
    );
    await program.prints('\n');
    const opened = (await connectionsSoFar(observer)) - before;
    const ending = await Promise.race([program.ends(), sleep(PATIENCE_MS)]);
    rows.push([
      name,
      count(opened),
      count(Number(program.stdout)),
      ending ? `yes, after ${time(ending.lingered)}` : 'no',
    ]);
  }
  await observer.quit();
  return {
    title: 'Connections and the end of the program',
    text: `A program that does ${count(CALLS)} GETs, ${CONCURRENCY} at once, and closes nothing by itself. Whether it ends without \`process.exit()\`: no, where it still ran ${PATIENCE_MS / 1_000} s after its last reply.`,
    head: [
      '',
      'connections that the server accepted',
      'descriptors open at once',
      'ends by itself',
    ],
    rows,
  };
}

async function connectionsSoFar(observer: Redis): Promise<number> {
  const stats = await observer.info('stats');
  return Number(/total_connections_received:(\d+)/.exec(stats)?.[1]);
}
