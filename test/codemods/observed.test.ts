import { createHash } from 'node:crypto';
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

import { observedIn } from '../../codemods/src/observations.ts';
import { planAgain } from '../../codemods/src/plan-again.ts';
import type { Plan } from '../../codemods/src/plan.ts';
import { apply, plan, type ProjectPlan } from '../../codemods/src/project.ts';
import { readTrace, type Trace } from '../../codemods/src/trace.ts';

type Open = Trace['processes'][number]['opens'][number];

const COMMANDS = `import Redis from 'ioredis';

export async function get(key: string) {
  const redis = new Redis('redis://a');
  const value = await redis.get(key);
  await redis.quit();
  return value;
}
`;

const UNKNOWN = `import Redis from 'ioredis';
import { use } from 'somewhere';

use(new Redis('redis://a'));
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shared-redis-observed-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** `a.ts:4:17` */
function frame(place: string): Open['stack'][number] {
  const [file = '', line, column] = place.split(':');
  return { file, line: Number(line), column: Number(column) };
}

/** What was opened at some place, called from others. */
function opened(
  places: string | readonly string[],
  { opened = 1, ...more }: Partial<Open> = {},
): Open {
  const stack = [places].flat().map(frame);
  const [site] = stack;
  return {
    driver: 'ioredis@6.0.0',
    ...(site === undefined ? {} : { site }),
    stack,
    opened,
    open: opened,
    commands: opened,
    stateful: {},
    ...more,
  };
}

function observed(opens: readonly Open[], files = {}): ProjectPlan {
  const text = JSON.stringify({ version: 1, processes: [{ opens, files }] });
  const observations = observedIn([readTrace(text)], folder);
  return plan(['.'], { cwd: folder, observations });
}

const SUBSCRIBED = { stateful: { SUBSCRIBE: 3 } };

describe('an open that was seen subscribing', () => {
  const SEEN = 'it was seen sending SUBSCRIBE when the program ran';

  it('is dedicated where the code alone would share it, and keeps its close', () => {
    write('a.ts', COMMANDS);
    const project = observed([opened('a.ts:4:17', SUBSCRIBED)]);
    expect(project.plan).toMatchObject({
      sites: [
        {
          verdict: 'dedicate',
          reason: `${SEEN}, so it needs a connection of its own`,
          observed: { opened: 1, stateful: ['SUBSCRIBE'] },
        },
      ],
      closes: [{ action: 'keep' }],
    });
    apply(project);
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toContain(
      `openDedicatedRedisClient('redis://a')`,
    );
  });

  it('stays manual where it is manual, and its reason says what was seen', () => {
    write('a.ts', UNKNOWN);
    expect(observed([opened('a.ts:4:5', SUBSCRIBED)]).plan.sites).toMatchObject(
      [
        {
          verdict: 'manual',
          reason: expect.stringContaining(
            `${SEEN}: it must not be shared`,
          ) as string,
        },
      ],
    );
  });

  it('is manual where there is no dedicated client of its kind', () => {
    write(
      'a.ts',
      `import { Cluster } from 'ioredis';
const cluster = new Cluster(['redis://a']);
await cluster.get('key');
`,
    );
    expect(
      observed([opened('a.ts:2:17', SUBSCRIBED)]).plan.sites,
    ).toMatchObject([{ verdict: 'manual' }]);
    expect(observed([opened('a.ts:2:17')]).plan.sites).toMatchObject([
      { verdict: 'share' },
    ]);
  });

  it('in an opener keeps all of its calls from sharing', () => {
    write(
      'a.ts',
      `import Redis from 'ioredis';
const open = () => new Redis('redis://a');
await open().get('a');
await open().get('b');
`,
    );
    const verdicts = observed([
      opened(['a.ts:2:20', 'a.ts:3:7'], SUBSCRIBED),
      opened(['a.ts:2:20', 'a.ts:4:7']),
    ]).plan.sites.map(({ line, verdict, observed: seen }) => [
      line,
      verdict,
      seen?.opened,
    ]);
    expect(verdicts).toEqual([
      [2, 'dedicate', 2],
      [3, 'dedicate', 1],
      [4, 'dedicate', 1],
    ]);
  });
});

describe('an open that was seen with ordinary commands only', () => {
  it.each([
    ['share', COMMANDS, 'a.ts:4:17'],
    ['manual', UNKNOWN, 'a.ts:4:5'],
  ])('stays %s', (verdict, text, place) => {
    write('a.ts', text);
    const { sites } = plan(['.'], { cwd: folder }).plan;
    const seen = { opened: 500, open: 500, commands: 500, stateful: [] };
    expect(sites).toMatchObject([{ verdict }]);
    expect(observed([opened(place, { opened: 500 })]).plan.sites).toEqual(
      sites.map((site) => ({ ...site, observed: seen })),
    );
  });
});

describe('the order of a plan', () => {
  it('begins with what opened most', () => {
    for (const name of ['a', 'b', 'c']) write(`${name}.ts`, COMMANDS);
    const files = observed([
      opened('b.ts:4:17', { opened: 2 }),
      opened('c.ts:4:17', { opened: 500 }),
    ]).plan.sites.map(({ file }) => file);
    expect(files).toEqual(['c.ts', 'b.ts', 'a.ts']);
  });

  it('adds up stacks, processes and traces', () => {
    write('a.ts', COMMANDS);
    const open = opened(['a.ts:4:17', 'b.ts:1:1'], { opened: 2 });
    const one = { opens: [open, opened('a.ts:4:17')], files: {} };
    const trace = readTrace(
      JSON.stringify({ version: 1, processes: [one, one] }),
    );
    const observations = observedIn([trace, trace], folder);
    expect(
      plan(['.'], { cwd: folder, observations }).plan.sites[0]?.observed,
    ).toMatchObject({ opened: 12 });
  });
});

describe('the place of an open', () => {
  it('is any line of its expression', () => {
    write(
      'a.ts',
      `import Redis from 'ioredis';
const redis = new Redis({
  host: 'a',
});
await redis.get('a');
`,
    );
    expect(observed([opened('a.ts:3:3')]).unmatched).toEqual([]);
  });

  it('is told by the column where several are in a line', () => {
    write(
      'a.ts',
      `import Redis from 'ioredis';
const one = new Redis('redis://a'), two = new Redis('redis://b');
await one.get('a');
await two.get('a');
`,
    );
    const [first, second] = observed([opened('a.ts:2:43', SUBSCRIBED)]).plan
      .sites;
    expect(first).toMatchObject({ column: 43, verdict: 'dedicate' });
    expect(second).toMatchObject({ column: 13, verdict: 'share' });
    expect(second).not.toHaveProperty('observed');
  });

  it('counts from the working directory, also where a folder of it is planned', () => {
    write('src/a.ts', COMMANDS);
    const text = JSON.stringify({
      version: 1,
      processes: [{ opens: [opened('src/a.ts:4:17')], files: {} }],
    });
    const observations = observedIn([readTrace(text)], folder);
    expect(
      plan(['src'], { cwd: folder, observations }).plan.sites,
    ).toMatchObject([{ file: 'a.ts', observed: { opened: 1 } }]);
  });

  const MAP = {
    version: 3,
    sources: ['../src/a.ts'],
    names: [],
    // The first place of line 2 is line 4, column 17 of the source.
    mappings: ';AAGgB',
  };

  it('is found by the source map next to compiled code', () => {
    write('src/a.ts', COMMANDS);
    write('dist/a.js', '');
    write('dist/a.js.map', JSON.stringify(MAP));
    expect(observed([opened('dist/a.js:2:9')]).plan.sites).toMatchObject([
      { file: 'src/a.ts', observed: { opened: 1 } },
    ]);
  });

  it('is found by the source map at the end of compiled code', () => {
    write('src/a.ts', COMMANDS);
    const base64 = Buffer.from(JSON.stringify(MAP)).toString('base64');
    write(
      'dist/a.js',
      `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${base64}\n`,
    );
    expect(observed([opened('dist/a.js:2:9')]).unmatched).toEqual([]);
  });

  it('is reported where there is no open', () => {
    write('a.ts', COMMANDS);
    const lost = opened('dist/a.js:2:9');
    expect(observed([lost]).unmatched).toEqual([lost]);
  });

  it('is not reported for what a dependency opens', () => {
    write('a.ts', COMMANDS);
    const { unmatched } = observed([
      opened('main.ts:2:9', { via: 'bullmq → Queue' }),
      opened([]),
    ]);
    expect(unmatched).toEqual([]);
  });
});

describe('a plan with observations', () => {
  const written = (): Plan => {
    write('a.ts', COMMANDS);
    return observed([opened('a.ts:4:17', SUBSCRIBED)]).plan;
  };
  const again = (edited: Plan) => planAgain(edited, { cwd: folder }).plan;

  it('is carried out without the trace', () => {
    const before = written();
    expect(again(before).sites).toEqual(before.sites);
  });

  it('can be edited: whoever knows better has the last word', () => {
    const { sites, ...rest } = written();
    const edited = sites.map((site) => ({
      ...site,
      verdict: 'share' as const,
    }));
    expect(again({ ...rest, sites: edited }).sites).toMatchObject([
      { verdict: 'share', reason: 'decided by hand' },
    ]);
  });
});

describe('a trace that does not fit', () => {
  const hash = (text: string) =>
    createHash('sha256').update(text).digest('hex');

  it('is refused where a file with opens has changed', () => {
    write('a.ts', COMMANDS);
    expect(() =>
      observed([opened('a.ts:4:17')], { 'a.ts': hash('before') }),
    ).toThrow(
      'The trace is stale: a.ts has changed since. Trace the program again.',
    );
  });

  it('is taken where only other files have changed', () => {
    write('a.ts', COMMANDS);
    write('main.ts', 'run();\n');
    const files = { 'a.ts': hash(COMMANDS), 'main.ts': hash('before') };
    expect(observed([opened('a.ts:4:17')], files).unmatched).toEqual([]);
  });

  it.each([
    ['{ "version": 1', 'trace.json is not JSON'],
    ['{ "version": 2 }', 'has version 2, and this command reads version 1'],
    ['{}', 'is no trace of shared-redis/trace: version is missing'],
    [
      '{ "version": 1, "processes": [{ "files": {}, "opens": [{}] }] }',
      'processes[0].opens[0].driver is missing',
    ],
  ])('%s is refused, with the reason', (text, message) => {
    expect(() => readTrace(text, 'trace.json')).toThrow(message);
  });
});
