export type Work = () => unknown;

/**
 * How many times as long the first work takes as the second: the median over
 * rounds in which both run, in turns as to which is first, so that whatever
 * else the machine does meets both.
 */
export async function medianRatio(
  rounds: number,
  one: Work,
  other: Work,
): Promise<number> {
  const ratios: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const first = round % 2 === 0 ? one : other;
    const second = first === one ? other : one;
    const times = [await timeOf(first), await timeOf(second)] as const;
    const [ofOne, ofOther] = first === one ? times : [times[1], times[0]];
    if (round >= 0) ratios.push(ofOne / ofOther);
  }
  return median(ratios);
}

const WARM_UP_ROUNDS = 4;

async function timeOf(work: Work): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
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
