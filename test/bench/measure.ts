import { rate, time } from './numbers.ts';
import type { Measured } from './goals.ts';

/** Something to measure: what it runs, and how many calls that is. */
export interface Work {
  readonly calls?: number;
  run(round: number, step: number): unknown;
}

/** How often works run: the first rounds only warm up. */
export interface Rounds {
  readonly rounds: number;
  readonly warmUps?: number;
  /** How many steps a round has: all works do one before any does the next, so that they meet the same pace of the machine. */
  readonly steps?: number;
}

const REPORT_EACH_MS = 5_000;

/**
 * Measures works side by side: in each round all of them run, in another
 * order than before, so that whatever else the machine does meets all.
 *
 * @param what what the works are about, for those who wait
 */
export async function inTurns<Name extends string>(
  what: string,
  { rounds, warmUps = 4, steps = 1 }: Rounds,
  works: Readonly<Record<Name, Work>>,
): Promise<Timings<Name>> {
  const names = Object.keys(works) as Name[];
  const measured: Record<Name, number>[] = [];
  let reported = performance.now();
  for (let round = 0; round < warmUps + rounds; round++) {
    const times = {} as Record<Name, number>;
    for (const name of names) times[name] = 0;
    for (let step = 0; step < steps; step++) {
      for (const name of inOrderOf(round * steps + step, names)) {
        times[name] += await timePerCall(works[name], round, step);
      }
    }
    if (round >= warmUps) measured.push(times);
    if (performance.now() - reported < REPORT_EACH_MS) continue;
    reported = performance.now();
    progress(`${what}: ${round + 1} of ${warmUps + rounds}`);
  }
  return new Timings(measured, ordersOf(names));
}

const ordersOf = (names: readonly unknown[]) => 2 * names.length;

/** Over as many rounds as there are orders, each is at each place, and before and after each other, equally often. */
function inOrderOf<Name>(round: number, names: readonly Name[]): Name[] {
  const from = round % names.length;
  const turned = [...names.slice(from), ...names.slice(0, from)];
  const isBack = Math.floor(round / names.length) % 2 === 1;
  return isBack ? turned.reverse() : turned;
}

/** What the works took in each round, in ms for a call. */
export class Timings<Name extends string> {
  readonly #rounds: readonly Readonly<Record<Name, number>>[];
  readonly #orders: number;

  /** @param orders after how many rounds each order was there */
  constructor(rounds: readonly Readonly<Record<Name, number>>[], orders = 1) {
    this.#rounds = rounds;
    this.#orders = orders;
  }

  /** How many times as long the one takes as the other. */
  timeOf(one: Name, other: Name): Measured {
    return {
      figure: this.#ratio(one, other),
      median: time(this.#median(one)),
      thanMedian: time(this.#median(other)),
    };
  }

  /** How many times as fast the one is as the other, for works that are better told by how often they can be done. */
  throughputOf(one: Name, other: Name): Measured {
    const perSecond = (name: Name) => rate(1_000 / this.#median(name));
    return {
      figure: this.#ratio(other, one),
      median: perSecond(one),
      thanMedian: perSecond(other),
    };
  }

  /** How many times as fast the one is as the other. */
  speedOf(one: Name, other: Name): Measured {
    return {
      ...this.timeOf(one, other),
      figure: this.#ratio(other, one),
    };
  }

  /** Which share of the time of all rounds a part is, in ms of each round. */
  shareOf(name: Name, part: readonly number[]): number {
    return sum(part) / sum(this.#rounds.map((round) => round[name]));
  }

  /**
   * Of what was measured at the same time, so that the pace of the machine
   * cancels out, and over all orders, so that coming first or last does.
   */
  #ratio(one: Name, other: Name): number {
    const ratios = this.#rounds.map((round) => round[one] / round[other]);
    return median(turnsOf(ratios, this.#orders).map(geometricMean));
  }

  #median(name: Name): number {
    return median(this.#rounds.map((round) => round[name]));
  }
}

/** Values in whole turns of a length; what is left over counts where there is no whole one. */
function turnsOf(values: readonly number[], length: number): number[][] {
  const turns = Math.max(1, Math.floor(values.length / length));
  return Array.from({ length: turns }, (_, at) =>
    values.slice(at * length, (at + 1) * length),
  );
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(sum(values.map(Math.log)) / values.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}

async function timePerCall(
  work: Work,
  round: number,
  step: number,
): Promise<number> {
  const start = performance.now();
  await work.run(round, step);
  return (performance.now() - start) / (work.calls ?? 1);
}

/** Tells those who wait how far it is. */
export function progress(text: string): void {
  console.error(`… ${text}`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

/** Calls a function a number of times, so many at once. */
export async function callAtOnce(
  concurrency: number,
  calls: number,
  call: () => Promise<unknown>,
): Promise<void> {
  let left = calls;
  const caller = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
}
