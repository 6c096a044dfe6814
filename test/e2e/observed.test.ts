import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';

import type { Plan, Trace } from 'shared-redis-codemod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  compileBlastApi,
  copyBlastApi,
  startBlastApi,
} from '../support/blast-api.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { send } from './drive.ts';
import { run } from './story.ts';

const CALLS = 25;
const LOCK = 'src/tasks/blast/submit-lock.ts';
const WATCHED = 'src/services/blast-db-metadata.ts';

let dir: string;
let printed: string;

/** The service as it is, traced while it answers some requests. */
beforeAll(async () => {
  dir = await copyBlastApi();
  await compileBlastApi(dir, ['--sourceMap']);
  await using redis = await startRedisServer();
  const service = await startBlastApi({
    dir,
    redisUrl: redis.url,
    env: { NODE_OPTIONS: '--import shared-redis/trace' },
  });
  // It stops when nobody is connected.
  const agent = new Agent();
  try {
    for (let call = 0; call < CALLS; call++) {
      // Odd ones submit a search.
      const { status } = await send(service.url, agent, 2 * call + 1, call);
      expect(status).toBeLessThan(400);
    }
  } finally {
    await service.stop();
  }
  printed = service.stderr();
}, 60_000);

afterAll(() => rm(dir, { recursive: true }));

const trace = () =>
  JSON.parse(
    readFileSync(join(dir, 'shared-redis-trace.json'), 'utf8'),
  ) as Trace;

const observe = (...args: string[]) =>
  run(
    'shared-redis-codemod',
    ['--observed', 'shared-redis-trace.json', ...args],
    dir,
  );

const planned = async () =>
  JSON.parse((await observe('--plan', '-')).stdout) as Plan;

describe('the leaking service, traced', () => {
  it('prints the leak, with the place in the compiled code', () => {
    expect(printed).toMatch(
      new RegExp(`${CALLS} +${CALLS} .*dist/tasks/blast/submit-lock.js:`),
    );
  });

  it('has opened a client per call, and closed none', () => {
    const [process] = trace().processes;
    const [first] = process?.opens ?? [];
    expect(first).toMatchObject({ opened: CALLS, open: CALLS, stateful: {} });
  });
});

describe('its plan with --observed', () => {
  it('finds the source through the source map, and puts the leak first', async () => {
    const { sites } = await planned();
    expect(sites[0]).toMatchObject({
      file: LOCK,
      verdict: 'share',
      observed: { opened: CALLS, open: CALLS, stateful: [] },
    });
  });

  it('says in the line how often it was seen to open', async () => {
    const { stdout, stderr } = await observe('--dry-run');
    expect(stderr).toMatch(
      new RegExp(`^open .*\n${LOCK}:.*seen opening ${CALLS} clients`),
    );
    expect(stdout).toContain('getRedisClient');
    expect(stderr).not.toContain('at no open of this plan');
  });

  it('has the same verdicts for what was not seen', async () => {
    const { stdout } = await run('shared-redis-codemod', ['--plan', '-'], dir);
    const before = JSON.parse(stdout) as Plan;
    const verdicts = ({ sites }: Plan) =>
      sites
        .map(({ file, line, column, verdict }) =>
          [file, line, column, verdict].join(':'),
        )
        .sort();
    expect(verdicts(await planned())).toEqual(verdicts(before));
    expect(verdicts(before)).toContain(`${WATCHED}:76:24:dedicate`);
  });

  it('is carried out with --apply, without the trace', async () => {
    await observe('--plan', 'plan.json');
    await rm(join(dir, 'shared-redis-trace.json'));
    const { exitCode, stderr } = await run(
      'shared-redis-codemod',
      ['--apply', 'plan.json', '--force'],
      dir,
    );
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(dir, LOCK), 'utf8')).toContain('getRedisClient(');
  });
});
