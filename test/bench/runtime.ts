// It compares the registry with the clients that one opens without it.
/* eslint-disable shared-redis/no-direct-client */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Redis, type RedisOptions } from 'ioredis';
import { getRedisClient, resetRedisClients } from 'shared-redis';
import { startRedisServer } from '../support/redis-server.ts';
import { callAtOnce, medianRatio } from './measure.ts';
import { importCost, tarballSize } from './package-cost.ts';
import { atLeast, atMost, printTable, type Row } from './table.ts';

const LOOKUPS = 100_000;

/** The noisier the work, the more and shorter rounds: they keep the median. */
const ROUNDS = { lookups: 41, commands: 301, connections: 21 };

/** How many more of the fast calls, for times that compare. */
const MORE = 30;

/** Where results go, so that no loop is optimised away. */
export let sink: unknown;

function repeat(times: number, work: (i: number) => unknown): void {
  for (let i = 0; i < times; i++) sink = work(i);
}

/** Ten servers, or databases, are many for one process. */
async function hitByUrl(url: string): Promise<Row> {
  const urls = Array.from({ length: 10 }, (_, db) => `${url}/${db}`);
  const map = new Map(urls.map((each) => [each, getRedisClient(each)]));
  const ratio = await medianRatio(
    ROUNDS.lookups,
    () => repeat(LOOKUPS, (i) => getRedisClient(urls[i % 10]!)),
    () => repeat(LOOKUPS, (i) => map.get(urls[i % 10]!)),
  );
  return atMost(2, ratio, 'hit by URL / a bare Map.get');
}

async function hitByOptions(port: number): Promise<Row> {
  const options = (i: number): RedisOptions => ({
    port,
    host: '127.0.0.1',
    db: i % 10,
    password: '',
    lazyConnect: true,
  });
  const sorted = (given: object) =>
    JSON.stringify(given, Object.keys(given).sort());
  const ratio = await medianRatio(
    ROUNDS.lookups,
    () => repeat(LOOKUPS, (i) => getRedisClient(options(i))),
    () => repeat(LOOKUPS, (i) => sorted(options(i))),
  );
  return atMost(0.6, ratio, 'hit by 5 options / JSON.stringify of sorted ones');
}

async function throughput(url: string): Promise<Row[]> {
  const shared = getRedisClient(url);
  const raw = new Redis(url);
  await Promise.all([shared.set('key', 'value'), once(raw, 'ready')]);
  const get = (concurrency: number, client: Redis) => () =>
    callAtOnce(concurrency, 200, () => client.get('key'));
  const pipelines = (client: Redis) => () =>
    callAtOnce(1, 4, () => {
      const pipeline = client.pipeline();
      repeat(300, () => pipeline.get('key'));
      return pipeline.exec();
    });

  const rows: Row[] = [];
  for (const concurrency of [1, 100]) {
    const [ofRaw, ofShared] = [raw, shared].map((c) => get(concurrency, c));
    const ratio = await medianRatio(ROUNDS.commands, ofRaw!, ofShared!);
    const what = `GET throughput, ${concurrency} at once / raw ioredis`;
    rows.push(atLeast(0.98, ratio, what));
  }
  const ratio = await medianRatio(
    ROUNDS.commands,
    pipelines(raw),
    pipelines(shared),
  );
  rows.push(atLeast(0.98, ratio, 'pipelines of 300 GETs / raw ioredis'));
  await raw.quit();
  return rows;
}

async function perCall(url: string): Promise<Row[]> {
  const shared = () => getRedisClient(url).get('key');
  const opened = async () => {
    const client = new Redis(url);
    await client.get('key');
    await client.quit();
  };
  const rows: Row[] = [];
  for (const [concurrency, goal] of [
    [1, 20],
    [50, 40],
  ] as const) {
    const calls = 10 + 4 * concurrency;
    const ratio = await medianRatio(
      ROUNDS.connections,
      () => callAtOnce(concurrency, calls, opened),
      () => callAtOnce(concurrency, calls * MORE, shared),
    );
    const what = `new Redis() + quit() per call / getRedisClient, ${concurrency} at once`;
    rows.push(atLeast(goal, ratio * MORE, what));
  }
  return rows;
}

async function descriptors(url: string): Promise<Row> {
  const open = () => readdirSync('/dev/fd').length;
  await getRedisClient(url).ping();
  const before = open();
  let most = 0;
  let calls = 0;
  await callAtOnce(100, 20_000, async () => {
    await getRedisClient(url).get('key');
    if (++calls % 100 === 0) most = Math.max(most, open());
  });
  return atMost(0, most - before, 'descriptors more during 20,000 calls', '');
}

/** The floor says what the machine allows; it is part of the figure. */
async function timeToLoad(system: 'esm' | 'cjs', call: string): Promise<Row> {
  const { ofPackage, ofEmptyPackage } = await importCost(system);
  const floor = `an empty package: ${ofEmptyPackage.toFixed(1)} ms`;
  return atMost(5, ofPackage, `${call} after ioredis (${floor})`, ' ms');
}

async function packageCost(): Promise<Row[]> {
  const kilobytes = (await tarballSize()) / 1_000;
  return [
    await timeToLoad('esm', 'import'),
    await timeToLoad('cjs', 'require'),
    atMost(60, kilobytes, 'packed tarball', ' kB'),
  ];
}

/** In a process of its own: it would trace all others. */
async function tracing(url: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shared-redis-bench-'));
  const script = join(import.meta.dirname, 'trace-overhead.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', script, url],
    { env: { ...process.env, SHARED_REDIS_TRACE: join(folder, 'trace.json') } },
  );
  rmSync(folder, { recursive: true });
  const ratios = JSON.parse(stdout) as Record<string, number>;
  return Object.entries(ratios).map(([driver, ratio]) =>
    atLeast(0.97, ratio, `GET throughput, ${driver} traced / not traced`),
  );
}

await using server = await startRedisServer();
const { url, port } = server;
printTable([
  await hitByUrl(url),
  await hitByOptions(port),
  ...(await throughput(url)),
  ...(await perCall(url)),
  await descriptors(url),
  ...(await packageCost()),
  ...(await tracing(url)),
]);
await resetRedisClients();
