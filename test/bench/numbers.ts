const UNITS = [
  ['s', 1_000],
  ['ms', 1],
  ['µs', 1e-3],
  ['ns', 1e-6],
] as const;

const FORMAT = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** What is measured has three digits that say something. */
export const digits = (value: number): string => FORMAT.format(value);

/** A number of things, which are counted and not measured. */
export const count = (value: number): string => value.toLocaleString('en');

/** A time in ms, in the unit in which it reads best. */
export function time(ms: number): string {
  const rounded = Number(ms.toPrecision(3));
  const [unit, size] =
    UNITS.find(([, each]) => rounded >= each) ?? UNITS.at(-1)!;
  return `${digits(ms / size)} ${unit}`;
}

export const rate = (perSecond: number): string => `${digits(perSecond)}/s`;
