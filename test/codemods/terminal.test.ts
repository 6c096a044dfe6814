import { describe, expect, it } from 'vitest';

import { coloursOf, type Output } from '../../codemods/src/colours.ts';
import { diff } from '../../codemods/src/diff.ts';
import type { Site } from '../../codemods/src/plan.ts';
import { printedPlan } from '../../codemods/src/print-plan.ts';
import { progressLine } from '../../codemods/src/progress-line.ts';
import { groupByReason } from '../../codemods/src/reason-groups.ts';

const ESCAPE = '\u001B';
const PLAIN = coloursOf({ write: () => true });

/** A terminal, or a file, that remembers what was written. */
function output(isTTY: boolean, hasColours = true) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  return { isTTY, hasColors: () => hasColours, write, written };
}

function site(
  line: number,
  verdict: Site['verdict'],
  reason = 'only ordinary commands (GET)',
): Site {
  return {
    ...{ file: 'a.ts', line, column: 1, driver: 'ioredis', form: 'new' },
    ...{ scope: 'function', repeated: true, purpose: 'commands' },
    ...{ verdict, reason, evidence: [] },
  };
}

function printed(
  sites: readonly Site[],
  { verbose = false, failures = 0, to = {} } = {},
): string {
  return printedPlan(
    {
      root: process.cwd(),
      plan: {
        version: 3,
        paths: ['.'],
        options: {},
        sites,
        closes: [],
        files: {},
      },
      unmatched: [],
      failures: Array.from({ length: failures }, (_, at) => ({
        file: `broken${at}.ts`,
        message: 'no',
      })),
    },
    { colours: coloursOf({ write: () => true, ...to }), verbose },
  );
}

const MANY: readonly Site[] = [
  ...Array.from({ length: 30 }, (_, at) => site(at + 1, 'share')),
  ...Array.from({ length: 12 }, (_, at) =>
    site(100 + at, 'manual', `exported as \`client${at}\`: not seen`),
  ),
  site(200, 'manual', 'its close in line 8 must stay: it is used'),
];

describe('a plan on a screen', () => {
  it('is one line for each open where they are few', () => {
    expect(printed([site(3, 'share'), site(10, 'manual', 'stored')])).toBe(
      `open       verdict  runs      reason
a.ts:3:1   share    per call  only ordinary commands (GET)
a.ts:10:1  manual   per call  stored`,
    );
  });

  it('names the place in another file that a verdict rests on, once', () => {
    const purpose = 'handed';
    const evidence = [{ file: 'b.ts', line: 8, what: 'handed to keep' }];
    const named = 'its use in b.ts:8 cannot be followed';
    expect(
      printed([
        { ...site(1, 'manual', 'handed to `keep`'), purpose, evidence },
        { ...site(2, 'manual', named), purpose, evidence },
        { ...site(3, 'manual', 'its options are new'), evidence },
      ]),
    ).toBe(
      `open      verdict  runs      reason
a.ts:1:1  manual   per call  handed to \`keep\` (b.ts:8)
a.ts:2:1  manual   per call  its use in b.ts:8 cannot be followed
a.ts:3:1  manual   per call  its options are new`,
    );
  });

  it('is grouped by verdict and kind of reason where they are many', () => {
    expect(printed(MANY)).toBe(
      `share  30
  30  only ordinary commands (…)
      a.ts:1:1  a.ts:2:1  a.ts:3:1  and 27 more
manual  13
  12  exported as \`…\`: not seen
      a.ts:100:1  a.ts:101:1  a.ts:102:1  and 9 more
   1  its close in line 8 must stay: it is used
      a.ts:200:1
All of them: --verbose, --plan or --report.`,
    );
  });

  it('fits a screen however many reasons and failures there are', () => {
    const reasons = Array.from({ length: 60 }, (_, at) =>
      site(at + 1, 'manual', 'x'.repeat(at + 1)),
    );
    const lines = printed([...MANY, ...reasons], { failures: 99 }).split('\n');
    expect(lines.length).toBeLessThanOrEqual(32);
    expect(lines).toContain('  and 56 other reasons');
    expect(lines).toContain('and 89 more');
  });

  it('is complete with --verbose', () => {
    const lines = printed(MANY, { verbose: true, failures: 99 }).split('\n');
    expect(lines).toHaveLength(1 + MANY.length + 2 + 99);
  });

  it('does not show a password that a reason quotes', () => {
    const quoting = site(1, 'manual', 'a comment: “not redis://a:pw@b”');
    expect(printed([quoting])).toContain('“not redis://a:***@b”');
  });

  it('has colours on a terminal only, and not against its will', () => {
    const few = [site(1, 'share')];
    const on = (to: Partial<Output>) => printed(few, { to });
    expect(on(output(true))).toContain(ESCAPE);
    expect(on(output(true, false))).not.toContain(ESCAPE);
    expect(on(output(false))).not.toContain(ESCAPE);
  });
});

describe('reasons', () => {
  it('are of one kind where only code, quotations and numbers differ', () => {
    const kinds = (...reasons: readonly string[]) =>
      groupByReason(reasons.map((reason) => ({ reason }))).map(
        ({ reason, members }) => [members.length, reason],
      );
    expect(
      kinds('handed to `a()`, not seen', 'stored', 'handed to `b`, not seen'),
    ).toEqual([
      [2, 'handed to `…`, not seen'],
      [1, 'stored'],
    ]);
    expect(kinds('on purpose: “a”', 'on purpose: “b”')).toEqual([
      [2, 'on purpose: “…”'],
    ]);
    expect(kinds('in line 8: used', 'in line 12: used')).toEqual([
      [2, 'in line …: used'],
    ]);
    expect(
      kinds(`it subscribes (on('message'))`, 'it subscribes (SUBSCRIBE)'),
    ).toEqual([[2, 'it subscribes (…)']]);
    expect(kinds('a duplicate() asks')).toEqual([[1, 'a duplicate() asks']]);
  });
});

describe('a diff', () => {
  const change = { file: 'a.ts', before: 'a\nb\n', after: 'a\nc\n' };

  it('has no colours but on a terminal', () => {
    expect(diff([change], PLAIN)).toBe(
      '--- a/a.ts\n+++ b/a.ts\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n',
    );
    const coloured = diff([change], coloursOf(output(true)));
    expect(coloured).toContain(`${ESCAPE}[31m-b`);
    expect(coloured).toContain(`${ESCAPE}[32m+c`);
  });
});

describe('progress', () => {
  const judging = (done: number) =>
    ({ step: 'judging', done, total: 9 }) as const;

  it('is one line that is replaced, and cleared at the end', () => {
    const terminal = output(true);
    let now = 0;
    const line = progressLine(terminal, () => now);
    now = 400;
    line.show({ step: 'reading', done: 1, total: 9 });
    now = 600;
    line.show(judging(2));
    line.clear();
    expect(terminal.written).toEqual([
      `\r${ESCAPE}[2KReading 1 of 9 files`,
      `\r${ESCAPE}[2KJudging 2 of 9 files`,
      `\r${ESCAPE}[2K`,
    ]);
  });

  it('is not shown where it takes less than 300 ms, and not more than ten times a second', () => {
    const terminal = output(true);
    let now = 0;
    const line = progressLine(terminal, () => now);
    for (; now < 300; now++) line.show(judging(1));
    line.clear();
    expect(terminal.written).toEqual([]);
    for (; now < 1300; now++) line.show(judging(2));
    expect(terminal.written).toHaveLength(10);
  });

  it('is not written where nobody sees it', () => {
    const file = output(false);
    let now = 0;
    const line = progressLine(file, () => now);
    now = 1000;
    line.show(judging(1));
    line.clear();
    expect(file.written).toEqual([]);
  });
});
