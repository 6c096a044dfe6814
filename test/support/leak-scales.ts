/** Draws the open sockets of a service over its calls, before and after. */
export interface LeakChart {
  before: LeakSeries;
  after: LeakSeries;
  /** The limit of open file descriptors under which both ran. */
  limit: number;
}

export interface LeakSeries {
  label: string;
  samples: readonly LeakSample[];
  died: { atCall: number } | null;
}

export interface LeakSample {
  calls: number;
  sockets: number;
}

export const TITLE = 'Open sockets of one process over its calls';

/** Both charts place everything by fractions of the plot. */
export interface Scales {
  xTicks: number[];
  yTicks: number[];
  /** 0 at one call, 1 at the most calls; logarithmic. */
  x(calls: number): number;
  callsAt(fraction: number): number;
  /** 0 without sockets, 1 at the highest tick. */
  y(sockets: number): number;
}

export function scalesOf({ before, after, limit }: LeakChart): Scales {
  const samples = [...before.samples, ...after.samples];
  const maxCalls = Math.max(10, ...samples.map(({ calls }) => calls));
  const maxSockets = Math.max(limit, ...samples.map(({ sockets }) => sockets));
  const yTicks = linearTicks(maxSockets * 1.1);
  const top = yTicks.at(-1) ?? 1;
  return {
    xTicks: logTicks(maxCalls),
    yTicks,
    x: (calls) => Math.log(Math.max(calls, 1)) / Math.log(maxCalls),
    callsAt: (fraction) => maxCalls ** fraction,
    y: (sockets) => sockets / top,
  };
}

/** From 0 to the first round number that is not below `max`. */
function linearTicks(max: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(max / 6));
  const step =
    [1, 2, 5, 10].map((n) => n * magnitude).find((n) => max / n <= 6) ?? max;
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, i) => i * step);
}

/** `max`, and the powers of ten whose labels have room before its own. */
function logTicks(max: number): number[] {
  const powers = Math.floor(Math.log10(max / 4) + 1e-9);
  return [...Array.from({ length: powers + 1 }, (_, i) => 10 ** i), max];
}

export function rounded(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

export function outcome({ died, samples }: LeakSeries): string {
  if (died) return `EMFILE at call ${rounded(died.atCall)}`;
  const { calls, sockets } = samples.at(-1) ?? { calls: 0, sockets: 0 };
  return `${rounded(sockets)} sockets after ${rounded(calls)} calls`;
}
