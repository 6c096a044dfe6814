/** A figure beside its goal. */
export interface Row {
  readonly what: string;
  readonly goal: string;
  readonly figure: string;
  readonly isMet: boolean;
}

export const atMost = (
  limit: number,
  figure: number,
  what: string,
  unit = '×',
): Row => row(what, `≤ ${limit}`, figure, unit, figure <= limit);

export const atLeast = (limit: number, figure: number, what: string): Row =>
  row(what, `≥ ${limit}`, figure, '×', figure >= limit);

function row(
  what: string,
  limit: string,
  figure: number,
  unit: string,
  isMet: boolean,
): Row {
  const rounded = Number(figure.toPrecision(3));
  return { what, goal: limit + unit, figure: `${rounded}${unit}`, isMet };
}

export function printTable(rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, goal, figure, isMet } of rows) {
    const verdict = isMet ? '✓' : '✗ missed';
    console.log(
      what.padEnd(width),
      goal.padStart(9),
      figure.padStart(10),
      verdict,
    );
  }
}
