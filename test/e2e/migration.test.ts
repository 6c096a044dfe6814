import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Plan } from 'shared-redis-codemod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compileBlastApi, copyBlastApi } from '../support/blast-api.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { describeBlastApiBehaviour } from './blast-api-behaviour.ts';
import { driveService } from './drive.ts';
import { findings, run } from './story.ts';

/** The places the incident lists, as [place, verdict]. */
const SITES = [
  ['src/routes/health.ts:24:5', 'share'],
  ['src/services/auto-warmup-reconcile.ts:46:18', 'share'],
  ['src/services/blast-db-metadata.ts:40:21', 'share'],
  ['src/services/blast-db-metadata.ts:76:24', 'dedicate'],
  ['src/services/openapi-runtime.ts:20:18', 'share'],
  ['src/services/openapi-runtime.ts:32:22', 'share'],
  ['src/services/openapi-runtime.ts:37:7', 'share'],
  ['src/services/openapi-runtime.ts:54:18', 'share'],
  ['src/services/openapi-runtime.ts:64:18', 'share'],
  ['src/services/sidecar-metrics.ts:12:19', 'share'],
  ['src/tasks/blast/submit-lock.ts:34:17', 'share'],
] as const;

const FD_LIMIT = 256;
/** What the service holds open beside Redis: HTTP connections, the listener, its standard streams. */
const OTHER_SOCKETS = 12;

let before: string;
let after: string;

beforeAll(async () => {
  before = await copyBlastApi();
  after = await copyBlastApi();
  await compileBlastApi(before);
}, 60_000);

afterAll(async () => {
  await rm(before, { recursive: true });
  await rm(after, { recursive: true });
});

describe('the service of the incident, before migration', () => {
  it('has exactly the listed findings', async () => {
    const listed = SITES.map(
      ([place]) => `${place} shared-redis/no-direct-client`,
    );

    expect(await findings(before)).toEqual(listed);
  }, 60_000);

  it('is planned as ten shared clients and one dedicated one', async () => {
    const { exitCode, stdout } = await run(
      'shared-redis-codemod',
      ['.', '--plan', '-'],
      before,
    );
    const { version, sites, closes } = JSON.parse(stdout) as Plan;

    expect(exitCode).toBe(0);
    expect(version).toBe(3);
    const places = (isCall: boolean) =>
      sites
        .filter(({ form }) => (form === 'opener') === isCall)
        .map(({ file, line, column, verdict }) => [
          `${file}:${line}:${column}`,
          verdict,
        ]);
    expect(places(false)).toEqual(SITES);
    // The calls of the function that a file opens its client in.
    expect(places(true).map(([, verdict]) => verdict)).toEqual([
      'share',
      'share',
      'share',
      'share',
    ]);
    expect(closes.map(({ action }) => action)).toEqual(['keep', 'keep']);
  });

  it('dies of open sockets within its limit of file descriptors', async () => {
    await using server = await startRedisServer();
    const { died, connectionsByClientList } = await driveService({
      dir: before,
      redisUrl: server.url,
      calls: 20_000,
      fdLimit: FD_LIMIT,
    });

    expect(died?.error).toContain('EMFILE');
    expect(died?.atCall).toBeGreaterThan(220);
    expect(died?.atCall).toBeLessThan(FD_LIMIT);
    expect(connectionsByClientList).toBeGreaterThan(220);
  }, 60_000);
});

describe('the service of the incident, after migration', () => {
  beforeAll(async () => {
    const { exitCode, stderr } = await run(
      'shared-redis-codemod',
      ['.'],
      after,
    );
    expect(stderr).toContain('6 files rewritten');
    expect(exitCode).toBe(0);
    await compileBlastApi(after); // type-checks it, too
  }, 60_000);

  it('has no finding left', async () => {
    expect(await findings(after)).toEqual([]);
  }, 60_000);

  it('is byte for byte the same where nothing was opened', () => {
    const touched = new Set<string>(
      SITES.map(([place]) => place.replace(/:\d+:\d+$/, '')),
    );
    const original = hashes(before);
    const migrated = hashes(after);
    const changed = [...original.keys()].filter(
      (file) => original.get(file) !== migrated.get(file),
    );

    expect(changed).toEqual([...touched]);
  });

  it('does not change when it is migrated again', async () => {
    const once = hashes(after);
    const { exitCode } = await run('shared-redis-codemod', ['.'], after);

    expect(exitCode).toBe(0);
    expect(hashes(after)).toEqual(once);
  });

  it('answers 20,000 calls with a flat number of sockets', async () => {
    await using server = await startRedisServer();
    const { died, samples, connectionsByClientList } = await driveService({
      dir: after,
      redisUrl: server.url,
      calls: 20_000,
      fdLimit: FD_LIMIT,
    });
    const sockets = samples.map((sample) => sample.sockets);

    expect(died).toBeNull();
    expect(samples.at(-1)?.calls).toBe(20_000);
    expect(Math.max(...sockets)).toBeLessThanOrEqual(OTHER_SOCKETS);
    // The lock's client, the health probe's, and the subscriber.
    expect(connectionsByClientList).toBe(3);
  }, 120_000);
});

describeBlastApiBehaviour('before migration', () => Promise.resolve(before));
describeBlastApiBehaviour('after migration', () => Promise.resolve(after));

/** The content of each source file, by name. */
function hashes(dir: string): ReadonlyMap<string, string> {
  const files = readdirSync(join(dir, 'src'), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();
  return new Map(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(dir, file)))
        .digest('hex'),
    ]),
  );
}
