import { rm } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { compileBlastApi, copyBlastApi } from '../support/blast-api.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { describeBlastApiBehaviour } from './blast-api-behaviour.ts';
import { driveService } from './drive.ts';

const copies: string[] = [];

afterAll(async () => {
  for (const dir of copies) await rm(dir, { recursive: true });
});

async function compiledCopy(): Promise<string> {
  const dir = await copyBlastApi();
  copies.push(dir);
  await compileBlastApi(dir);
  return dir;
}

describeBlastApiBehaviour('before migration', compiledCopy);

describe('blast-api under load', () => {
  it('runs out of file descriptors before migration', async () => {
    const dir = await compiledCopy();
    await using server = await startRedisServer();
    const { died, samples, connectionsByClientList } = await driveService({
      dir,
      redisUrl: server.url,
      calls: 20_000,
      fdLimit: 256,
    });

    expect(died?.error).toContain('EMFILE');
    expect(died?.atCall).toBeGreaterThan(220);
    expect(died?.atCall).toBeLessThan(256);
    expect(connectionsByClientList).toBeGreaterThan(220);
    expect(samples.at(-1)?.sockets).toBeGreaterThan(220);
  }, 60_000);
});
