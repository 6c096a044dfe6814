import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BlastApi, startBlastApi } from '../support/blast-api.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { runLockScenario } from './lock-scenario.ts';

const SUBSCRIBER = 'blast-db-invalidate';
const PATIENTLY = { timeout: 10_000, interval: 20 };

interface Answer {
  status: number;
  body: unknown;
}

/**
 * What the service does, whoever opens its connections: the same tests run
 * before and after the migration. `service` resolves to the folder of a
 * compiled service.
 */
export function describeBlastApiBehaviour(
  name: string,
  service: () => Promise<string>,
): void {
  describe(`blast-api ${name}`, () => {
    let dir: string;
    let blastDbs: string;
    let server: RedisServer;
    let redis: Redis;
    let api: BlastApi;

    beforeAll(async () => {
      dir = await service();
      blastDbs = await mkdtemp(join(tmpdir(), 'blast-db-'));
      server = await startRedisServer();
      redis = new Redis(server.url);
      redis.on('error', () => {}); // One test takes the server away.
      api = await startBlastApi({
        dir,
        redisUrl: server.url,
        env: { BLASTDB: blastDbs, WARMUP_TIMEOUT_MS: '60000' },
      });
    }, 60_000);

    afterAll(async () => {
      await api.stop();
      redis.disconnect();
      await server.stop();
      await rm(blastDbs, { recursive: true });
    });

    const get = (path: string) => call(api, 'GET', path);
    const post = (path: string, body?: object) => call(api, 'POST', path, body);
    const put = (path: string, body: object) => call(api, 'PUT', path, body);

    describe('submit lock', () => {
      const submission = { submitter: 'ada', query: '>q\nACGT' };

      it('queues a submission and frees the lock', async () => {
        const first = await post('/api/blast/submit', submission);
        const second = await post('/api/blast/submit', submission);

        expect(first).toMatchObject({ status: 202, body: submission });
        expect(second.status).toBe(202);
        expect(await redis.exists('blast:submit-lock:ada')).toBe(0);
        expect(await post('/api/blast/claim')).toMatchObject({
          body: { job: first.body },
        });
      });

      it('refuses a submission while the submitter holds the lock', async () => {
        await redis.set('blast:submit-lock:eve', 'held', 'PX', 10_000);
        const eve = { ...submission, submitter: 'eve' };

        expect((await post('/api/blast/submit', eve)).status).toBe(409);
        expect((await post('/api/blast/submit', submission)).status).toBe(202);
        expect(await redis.get('blast:submit-lock:eve')).toBe('held');
      });

      it('queues a submission again once a dead holder expires', async () => {
        await redis.set('blast:submit-lock:joe', 'dead', 'PX', 150);
        const joe = { ...submission, submitter: 'joe' };

        expect((await post('/api/blast/submit', joe)).status).toBe(409);
        await vi.waitFor(
          async () =>
            expect((await post('/api/blast/submit', joe)).status).toBe(202),
          PATIENTLY,
        );
      });

      it('excludes, expires and is safe to release late', async () => {
        expect(await runLockScenario(dir, server.url)).toEqual({
          whileHeld: null,
          tokensDiffer: true,
          lateRelease: false,
          afterLateRelease: 'token of the second holder',
          ownRelease: true,
          afterOwnRelease: null,
        });
      });
    });

    describe('database metadata', () => {
      it('answers from the cache until the database is invalidated', async () => {
        await subscriberId(redis);
        await writeDatabase(blastDbs, 'nt', 10);
        expect(await get('/api/blast-db/nt')).toMatchObject(sequences(10));

        await writeDatabase(blastDbs, 'nt', 20);
        expect(await get('/api/blast-db/nt')).toMatchObject(sequences(10));

        expect(await post('/api/blast-db/nt/invalidate')).toEqual({
          status: 202,
          body: { name: 'nt', receivers: 1 },
        });
        await eventually(() => get('/api/blast-db/nt'), sequences(20));
      });

      it('hears invalidations again after its connection was killed', async () => {
        const before = await subscriberId(redis);
        await redis.client('KILL', 'ID', before);
        await vi.waitFor(
          async () => expect(await subscriberId(redis)).not.toBe(before),
          PATIENTLY,
        );
        await writeDatabase(blastDbs, 'nr', 1);
        await get('/api/blast-db/nr');
        await writeDatabase(blastDbs, 'nr', 2);

        await post('/api/blast-db/nr/invalidate');
        await eventually(() => get('/api/blast-db/nr'), sequences(2));
      });

      it('knows no database without metadata', async () => {
        expect((await get('/api/blast-db/none')).status).toBe(404);
      });
    });

    describe('OpenAPI runtime', () => {
      const service = { baseUrl: 'http://10.0.0.7:8000', version: '3.1.0' };

      it('lists and returns what was registered', async () => {
        expect(await get('/api/openapi/services')).toEqual({
          status: 200,
          body: { services: [] },
        });
        await put('/api/openapi/services/elastic-blast', service);
        await put('/api/openapi/services/blast-split', service);

        expect(await get('/api/openapi/services/elastic-blast')).toEqual({
          status: 200,
          body: { name: 'elastic-blast', ...service },
        });
        expect(await get('/api/openapi/services')).toMatchObject({
          body: {
            services: [{ name: 'blast-split' }, { name: 'elastic-blast' }],
          },
        });
        expect((await get('/api/openapi/services/none')).status).toBe(404);
      });

      it('keeps a token for as long as it is told to', async () => {
        const path = '/api/openapi/tokens/elastic-blast';
        expect((await get(path)).status).toBe(404);
        await put(path, { token: 'secret', ttlSeconds: 600 });

        expect(await get(path)).toEqual({
          status: 200,
          body: { token: 'secret' },
        });
        const ttl = await redis.ttl('openapi:token:elastic-blast');
        expect(ttl).toBeGreaterThan(590);
        expect(ttl).toBeLessThanOrEqual(600);
      });
    });

    it('tracks warm-ups in flight and gives up on stale ones', async () => {
      expect((await post('/api/warmup', { database: 'nt' })).status).toBe(202);
      expect((await post('/api/warmup', { database: 'nt' })).status).toBe(409);
      const longAgo = new Date(Date.now() - 120_000).toISOString();
      await redis.hset('blast:autowarmup:inflight', 'swissprot', longAgo);

      expect(await get('/api/warmup')).toMatchObject({
        body: { inflight: [{ database: 'swissprot' }, { database: 'nt' }] },
      });
      expect(await post('/api/warmup/reconcile')).toEqual({
        status: 200,
        body: { givenUp: ['swissprot'] },
      });
      expect((await call(api, 'DELETE', '/api/warmup/nt')).status).toBe(200);
      expect((await call(api, 'DELETE', '/api/warmup/nt')).status).toBe(404);
      expect(await get('/api/warmup')).toMatchObject({
        body: { inflight: [] },
      });
    });

    it('collects a snapshot for the monitor', async () => {
      await redis.set('some-key', 'some-value');
      const { status, body } = await get('/api/metrics');

      expect(status).toBe(200);
      expect(body).toEqual({
        takenAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
        process: {
          rssBytes: positive(),
          heapUsedBytes: positive(),
          uptimeSeconds: positive(),
        },
        redis: {
          usedMemoryBytes: positive(),
          connectedClients: positive(),
          keys: positive(),
        },
      });
    });

    // The last one: it takes the server away.
    it('reports its health, degraded while Redis is down', async () => {
      const healthy = { status: 200, body: { status: 'ok' } };
      expect(await get('/api/health')).toMatchObject(healthy);
      expect(await get('/api/health?extended=1')).toMatchObject({
        ...healthy,
        body: { redis: { ok: true, latencyMs: positive() } },
      });

      await server.stop();
      expect(await get('/api/health')).toMatchObject(healthy);
      expect(await get('/api/health?extended=1')).toMatchObject({
        status: 503,
        body: { status: 'degraded', redis: { ok: false } },
      });

      server = await startRedisServer({ port: server.port });
      await eventually(() => get('/api/health?extended=1'), healthy);
    }, 20_000);
  });
}

async function call(
  api: BlastApi,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${api.url}${path}`, {
    method,
    body: body ? JSON.stringify(body) : null,
  });
  return { status: response.status, body: await response.json() };
}

function eventually(
  ask: () => Promise<Answer>,
  expected: object,
): Promise<void> {
  return vi.waitFor(
    async () => expect(await ask()).toMatchObject(expected),
    PATIENTLY,
  );
}

/** The connection on which the service listens; waits until there is one. */
function subscriberId(redis: Redis): Promise<string> {
  return vi.waitFor(async () => {
    const list = (await redis.client('LIST')) as string;
    const entry = list
      .split('\n')
      .find((line) => line.includes(`name=${SUBSCRIBER} `));
    expect(entry ?? 'no subscriber').toContain(' sub=1 ');
    return /\bid=(\d+)/.exec(entry ?? '')?.[1] ?? '';
  }, PATIENTLY);
}

async function writeDatabase(
  folder: string,
  name: string,
  count: number,
): Promise<void> {
  const metadata = {
    dbname: name,
    'number-of-sequences': count,
    'number-of-letters': count * 1000,
    'last-updated': '2026-01-15T08:00:00',
  };
  await writeFile(join(folder, `${name}.njs`), JSON.stringify(metadata));
}

function sequences(count: number): object {
  return { status: 200, body: { sequences: count } };
}

function positive(): unknown {
  return expect.toSatisfy((value: number) => value > 0);
}
