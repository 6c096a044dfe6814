import { expect, it, test } from 'vitest';
import { inTurns, Timings } from './measure.ts';
import { digits, time } from './numbers.ts';

test('every work runs once in each round, warm-ups included', async () => {
  const runs: string[] = [];
  const work = (name: string) => ({ run: () => runs.push(name) });
  await inTurns(
    'nothing',
    { rounds: 3, warmUps: 1 },
    { one: work('one'), other: work('other') },
  );
  expect(runs.filter((name) => name === 'one')).toHaveLength(4);
  expect(runs.filter((name) => name === 'other')).toHaveLength(4);
});

test('each of three works runs equally often first, second and third', async () => {
  const runs: string[] = [];
  const work = (name: string) => ({ run: () => runs.push(name) });
  await inTurns(
    'nothing',
    { rounds: 6, warmUps: 0 },
    { a: work('a'), b: work('b'), c: work('c') },
  );
  const orders = Array.from({ length: 6 }, (_, round) =>
    runs.slice(3 * round, 3 * round + 3).join(''),
  );
  expect(orders.sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
});

test('a ratio is of what ran in the same round, whatever the pace of the others', () => {
  const timings = new Timings([
    { ours: 2, theirs: 1 },
    { ours: 200, theirs: 100 },
    { ours: 30, theirs: 10 },
  ]);
  expect(timings.timeOf('ours', 'theirs')).toEqual({
    figure: 2,
    median: '30 ms',
    thanMedian: '10 ms',
  });
});

test('what coming first costs cancels out over all orders', () => {
  // Whoever comes first takes four times as long; otherwise both are the same.
  const [first, second] = [
    { ours: 4, theirs: 1 },
    { ours: 1, theirs: 4 },
  ];
  const timings = new Timings([first, second, first, second, first], 2);
  expect(timings.timeOf('ours', 'theirs').figure).toBe(1);
});

test('who takes half the time is twice as fast', () => {
  const timings = new Timings([{ ours: 0.05, theirs: 0.1 }]);
  expect(timings.speedOf('ours', 'theirs')).toEqual({
    figure: 2,
    median: '50 µs',
    thanMedian: '100 µs',
  });
  expect(timings.throughputOf('ours', 'theirs')).toEqual({
    figure: 2,
    median: '20,000/s',
    thanMedian: '10,000/s',
  });
});

test('in each step of a round all works run, and a round is all its steps', async () => {
  const ran: string[] = [];
  const waiting = (name: string) => ({
    run: async (round: number, step: number) => {
      ran.push(`${name} ${round} ${step}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
  });
  const timings = await inTurns(
    'waiting',
    { rounds: 1, warmUps: 1, steps: 2 },
    { one: waiting('one'), other: waiting('other') },
  );
  expect(ran.slice(4)).toEqual([
    'other 1 0',
    'one 1 0',
    'one 1 1',
    'other 1 1',
  ]);
  expect(timings.shareOf('one', [2.5])).toBeLessThan(2.5 / 7);
});

test('a work of many calls is told by the call', async () => {
  const timings = await inTurns(
    'waiting',
    { rounds: 1, warmUps: 0 },
    {
      one: { calls: 1_000_000, run: () => undefined },
      other: { run: () => new Promise((resolve) => setTimeout(resolve, 5)) },
    },
  );
  expect(timings.speedOf('one', 'other').figure).toBeGreaterThan(1_000);
});

it.each([
  [0.0000412, '41.2 ns'],
  [0.9996, '1 ms'],
  [0.99949, '999 µs'],
  [12.345, '12.3 ms'],
  [16_500, '16.5 s'],
])('writes %f ms as %s', (ms, text) => {
  expect(time(ms)).toBe(text);
});

it.each([
  [0, '0'],
  [0.98765, '0.988'],
  [31_234.5, '31,200'],
])('writes %f as %s', (value, text) => {
  expect(digits(value)).toBe(text);
});
