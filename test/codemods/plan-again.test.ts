import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Close, Plan, Site } from '../../codemods/src/plan.ts';
import { planAgain } from '../../codemods/src/plan-again.ts';
import { apply, plan } from '../../codemods/src/project.ts';

const CLIENT = `import Redis from 'ioredis';

export async function get(key: string) {
  const redis = new Redis('redis://a');
  const value = await redis.get(key);
  await redis.quit();
  return value;
}
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shared-redis-plan-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function planned(): Plan {
  return plan(['.'], { cwd: folder }).plan;
}

/** The plan with something changed in its first open and its first close. */
function edited(site: Partial<Site>, close: Partial<Close> = {}): Plan {
  const { sites, closes, ...rest } = planned();
  return {
    ...rest,
    sites: sites.map((each, at) => (at === 0 ? { ...each, ...site } : each)),
    closes: closes.map((each, at) => (at === 0 ? { ...each, ...close } : each)),
  };
}

function again(written: Plan): Plan {
  return planAgain(written, { cwd: folder }).plan;
}

/** The file after the plan is carried out. */
function carryOut(written: Plan, file = 'a.ts'): string {
  expect(apply(planAgain(written, { cwd: folder }))).toEqual([]);
  return readFileSync(join(folder, file), 'utf8');
}

describe('a plan that nobody edited', () => {
  it('is carried out as it is', () => {
    write('a.ts', CLIENT);
    expect(carryOut(planned())).toContain(`getRedisClient('redis://a')`);
  });
});

describe('an edited plan', () => {
  it('is carried out as it was edited', () => {
    write('a.ts', CLIENT);
    const text = carryOut(edited({ verdict: 'dedicate' }));
    expect(text).toContain(`openDedicatedRedisClient('redis://a')`);
    expect(text).toContain('await redis.quit();');
  });

  it('says in its sites and closes what became of them', () => {
    write('a.ts', CLIENT);
    expect(again(edited({ verdict: 'manual' }))).toMatchObject({
      sites: [{ verdict: 'manual', reason: 'decided by hand' }],
      closes: [{ action: 'keep', reason: 'the client stays as it is' }],
    });
  });

  it('leaves the opens alone that nobody edited', () => {
    write('a.ts', CLIENT);
    write('b.ts', CLIENT);
    expect(carryOut(edited({ verdict: 'manual' }), 'b.ts')).toContain(
      'getRedisClient',
    );
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe(CLIENT);
  });

  it('keeps a close that is to be kept', () => {
    write('a.ts', CLIENT);
    const text = carryOut(edited({}, { action: 'keep' }));
    expect(text).toContain('getRedisClient');
    expect(text).toContain('await redis.quit();');
  });

  it('refuses a verdict that has no rewrite, and names the open', () => {
    write(
      'a.ts',
      'import Redis from "ioredis";\nclass Mine extends Redis {}\nnew Mine();\n',
    );
    expect(() => again(edited({ verdict: 'share' }))).toThrow(
      'Nothing was rewritten: a.ts:3:1 cannot be "share": it opens a subclass of the driver: the registry would open the driver itself.',
    );
  });

  it('shares a cluster by the function for clusters', () => {
    write(
      'a.ts',
      'import { Cluster } from "ioredis";\nexport const c = new Cluster([]);\n',
    );
    expect(carryOut(edited({ verdict: 'share' }))).toContain('getRedisCluster');
  });

  it('refuses a cluster of its own, which the registry does not open', () => {
    write(
      'a.ts',
      'import { Cluster } from "ioredis";\nnew Cluster([]).get("a");\n',
    );
    expect(() => again(edited({ verdict: 'dedicate' }))).toThrow(
      'Nothing was rewritten: a.ts:2:1 cannot be "dedicate": the registry opens no cluster of one’s own',
    );
  });

  it('refuses to remove a close that is no statement of its own', () => {
    write('a.ts', CLIENT.replace('await redis.quit', 'const end = redis.quit'));
    expect(() => again(edited({}, { action: 'remove' }))).toThrow(
      'Nothing was rewritten: the close a.ts:6:21 cannot be removed',
    );
  });
});

describe('a stale plan', () => {
  it('is refused where a file has changed or is gone', () => {
    write('a.ts', CLIENT);
    write('b.ts', CLIENT);
    const written = planned();
    write('a.ts', `${CLIENT}\n`);
    rmSync(join(folder, 'b.ts'));
    expect(() => again(written)).toThrow(
      'The plan is stale: a.ts has changed; b.ts is gone. Nothing was rewritten. Plan again with --plan.',
    );
  });

  it('is refused where a new file opens a connection', () => {
    write('a.ts', CLIENT);
    const written = planned();
    write('b.ts', CLIENT);
    expect(() => again(written)).toThrow('b.ts:4:17 is not in it');
  });

  it('is refused where an open or a close was taken out of it', () => {
    write('a.ts', CLIENT);
    expect(() => again({ ...planned(), sites: [] })).toThrow(
      'a.ts:4:17 is not in it',
    );
    expect(() => again({ ...planned(), closes: [] })).toThrow(
      'the close a.ts:6:15 is not in it',
    );
  });

  it('is refused where it names an open or a close that there is not', () => {
    write('a.ts', CLIENT);
    expect(() => again(edited({ line: 5 }))).toThrow('a.ts:5:17 opens nothing');
    expect(() => again(edited({}, { line: 5 }))).toThrow(
      'a.ts:5:15 closes nothing',
    );
  });

  it('is refused where an open is judged otherwise now, whatever its file', () => {
    write('a.ts', CLIENT);
    expect(() =>
      again(edited({ reason: 'another', purpose: 'state' })),
    ).toThrow('a.ts:4:17 is judged anew (only ordinary commands (GET))');
  });

  it('names no more than five of its changes', () => {
    for (const name of 'abcdefg') write(`${name}.ts`, CLIENT);
    const written = planned();
    for (const name of 'abcdefg') write(`${name}.ts`, '');
    expect(() => again(written)).toThrow('e.ts has changed; and 2 more.');
  });
});
