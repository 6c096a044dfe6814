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
import { dependenciesOf } from '../support/dependencies.ts';
import { startRedisServer } from '../support/redis-server.ts';
import {
  ALTERNATIVES,
  type AlternativeName,
  OURS,
  PER_CALL,
  POOL,
  SINGLETON,
} from './alternatives.ts';
import type { Figures, Measured, Report } from './goals.ts';
import {
  callAtOnce,
  inTurns,
  progress,
  type Timings,
  type Work,
} from './measure.ts';
import { onOneProcessor } from './one-processor.ts';
import { importCost, tarballSize } from './package-cost.ts';
import { processes } from './processes.ts';

const LOOKUPS = 100_000;
const PIPELINE = 300;

/** The noisier the work, the more and shorter rounds: they keep the median. */
const ROUNDS = { lookups: 41, commands: 301, connections: 21 };

/** How many more of the calls that open nothing, for times that compare. */
const MORE = 30;

/** Where results go, so that no loop is optimised away. */
export let sink: unknown;

function repeat(times: number, work: (i: number) => unknown): void {
  for (let i = 0; i < times; i++) sink = work(i);
}

const lookups = (work: (i: number) => unknown) => ({
  calls: LOOKUPS,
  run: () => repeat(LOOKUPS, work),
});

/** Ten servers, or databases, are many for one process. */
async function hitByUrl(url: string): Promise<Measured> {
  const urls = Array.from({ length: 10 }, (_, db) => `${url}/${db}`);
  const map = new Map(urls.map((each) => [each, getRedisClient(each)]));
  const timings = await inTurns(
    'getting a client by URL',
    { rounds: ROUNDS.lookups },
    {
      shared: lookups((i) => getRedisClient(urls[i % 10]!)),
      map: lookups((i) => map.get(urls[i % 10]!)),
    },
  );
  return timings.timeOf('shared', 'map');
}

async function hitByOptions(port: number): Promise<Measured> {
  const options = (i: number): RedisOptions => ({
    port,
    host: '127.0.0.1',
    db: i % 10,
    password: '',
    lazyConnect: true,
  });
  const sorted = (given: object) =>
    JSON.stringify(given, Object.keys(given).sort());
  const timings = await inTurns(
    'getting a client by options',
    { rounds: ROUNDS.lookups },
    {
      shared: lookups((i) => getRedisClient(options(i))),
      json: lookups((i) => sorted(options(i))),
    },
  );
  return timings.timeOf('shared', 'json');
}

async function againstRaw(
  url: string,
): Promise<Pick<Figures<'runtime'>, 'rawOne' | 'rawMany' | 'rawPipelines'>> {
  const shared = getRedisClient(url);
  const raw = new Redis(url);
  await Promise.all([shared.set('key', 'value'), once(raw, 'ready')]);
  const compare = async (
    what: string,
    calls: number,
    run: (client: Redis) => unknown,
  ) => {
    const timings = await inTurns(
      `${what}, beside raw ioredis`,
      { rounds: ROUNDS.commands },
      {
        raw: { calls, run: () => run(raw) },
        shared: { calls, run: () => run(shared) },
      },
    );
    return timings.throughputOf('shared', 'raw');
  };
  const gets = (concurrency: number) =>
    compare(`GETs, ${concurrency} at once`, 200, (client) =>
      callAtOnce(concurrency, 200, () => client.get('key')),
    );
  const figures = {
    rawOne: await gets(1),
    rawMany: await gets(100),
    rawPipelines: await compare('pipelines', 4, (client) =>
      callAtOnce(1, 4, () => {
        const pipeline = client.pipeline();
        repeat(PIPELINE, () => pipeline.get('key'));
        return pipeline.exec();
      }),
    ),
  };
  await raw.quit();
  return figures;
}

/** GETs, so many at once, by all alternatives. */
async function alternatives(
  url: string,
  concurrency: number,
): Promise<Timings<AlternativeName>> {
  const calls = 10 + 4 * concurrency;
  const names = Object.keys(ALTERNATIVES) as AlternativeName[];
  const opened = names.map((name) => [name, ALTERNATIVES[name](url)] as const);
  const works = {} as Record<AlternativeName, Work>;
  for (const [name, { get }] of opened) {
    const many = name === PER_CALL ? calls : calls * MORE;
    const run = () => callAtOnce(concurrency, many, () => get('key'));
    works[name] = { calls: many, run };
  }
  const timings = await inTurns(
    `GETs, ${concurrency} at once, by the alternatives`,
    { rounds: ROUNDS.connections },
    works,
  );
  for (const [, { end }] of opened) await end();
  return timings;
}

async function descriptors(url: string): Promise<Measured> {
  progress('20,000 calls');
  const open = () => readdirSync('/dev/fd').length;
  await getRedisClient(url).ping();
  const before = open();
  let most = 0;
  let calls = 0;
  await callAtOnce(100, 20_000, async () => {
    await getRedisClient(url).get('key');
    if (++calls % 100 === 0) most = Math.max(most, open());
  });
  return { figure: most - before };
}

/** In a process of its own: it would trace all others. */
async function tracing(
  url: string,
): Promise<Pick<Figures<'runtime'>, 'tracedIoredis' | 'tracedNodeRedis'>> {
  progress('GETs, traced and not');
  const folder = mkdtempSync(join(tmpdir(), 'shared-redis-bench-'));
  const script = join(import.meta.dirname, 'trace-overhead.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', script, url],
    { env: { ...process.env, SHARED_REDIS_TRACE: join(folder, 'trace.json') } },
  );
  rmSync(folder, { recursive: true });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof tracing>>;
}

export async function bench(): Promise<Report<'runtime'>> {
  await using server = await startRedisServer();
  const { url, port } = server;
  const first = {
    descriptors: await descriptors(url),
    hitByUrl: await hitByUrl(url),
    hitByOptions: await hitByOptions(port),
    ...(await againstRaw(url)),
  };
  await resetRedisClients();
  const one = await onOneProcessor(async () => {
    await using own = await startRedisServer();
    return await alternatives(own.url, 1);
  });
  const many = await alternatives(url, 50);
  return {
    about:
      'A Redis server on the same machine, reached over the loopback interface, and values of a few bytes: what a client costs itself shows most there. Where clients are compared with 1 GET at once, they and the server run on one processor.',
    figures: {
      ...first,
      perCallOne: one.throughputOf(OURS, PER_CALL),
      perCallMany: many.throughputOf(OURS, PER_CALL),
      singletonOne: one.throughputOf(OURS, SINGLETON),
      singletonMany: many.throughputOf(OURS, SINGLETON),
      poolOne: one.throughputOf(OURS, POOL),
      poolMany: many.throughputOf(OURS, POOL),
      import: await importCost('esm'),
      require: await importCost('cjs'),
      dependencies: { figure: dependenciesOf('runtime').length },
      tarball: { figure: (await tarballSize()) / 1_000 },
      ...(await tracing(url)),
    },
    tables: [await processes(url)],
  };
}
