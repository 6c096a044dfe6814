import { type Goal, GOALS, type Measured, type Report } from './goals.ts';
import { digits } from './numbers.ts';

/** A figure beside its goal, as text. */
export interface Row {
  readonly what: string;
  readonly median: string;
  readonly than: string;
  readonly thanMedian: string;
  readonly figure: string;
  /** Empty where the row is there to compare. */
  readonly goal: string;
  readonly isMissed: boolean;
}

/** A row for each goal of a bench, in their order. */
export function rowsOf(
  name: keyof typeof GOALS,
  { figures }: Pick<Report, 'figures'>,
): readonly Row[] {
  const measured: Readonly<Record<string, Measured>> = figures;
  return Object.entries<Goal>(GOALS[name]).map(([key, goal]) =>
    rowOf(goal, measured[key]!),
  );
}

function rowOf(goal: Goal, { figure, median, thanMedian }: Measured): Row {
  const { atMost = Infinity, atLeast = -Infinity, unit } = goal;
  return {
    what: goal.what,
    median: median ?? '',
    than: goal.than ?? '',
    thanMedian: thanMedian ?? '',
    figure: withUnit(figure, unit),
    goal: limitOf(goal),
    isMissed: !(figure <= atMost && figure >= atLeast),
  };
}

function limitOf({ atMost, atLeast, unit }: Goal): string {
  const short = unit.startsWith('×') ? '×' : unit;
  if (atMost !== undefined) return `≤ ${withUnit(atMost, short)}`;
  return atLeast === undefined ? '' : `≥ ${withUnit(atLeast, short)}`;
}

function withUnit(value: number, unit: string): string {
  return `${digits(value)}${unit.startsWith('×') ? '' : ' '}${unit}`.trim();
}

export function verdictOf({ goal, isMissed }: Row): string {
  if (goal === '') return '';
  return isMissed ? '✗ missed' : '✓';
}

export function printTable(rows: readonly Row[]): void {
  printColumns(
    rows.map((row) => [
      row.than === '' ? row.what : `${row.what} / ${row.than}`,
      ...[row.figure, row.goal, verdictOf(row)],
    ]),
  );
}

/** Prints lines of as many cells; all but the first are flush right. */
export function printColumns(lines: readonly (readonly string[])[]): void {
  const widths = lines[0]!.map((_, column) =>
    Math.max(...lines.map((line) => line[column]!.length)),
  );
  for (const [first = '', ...others] of lines) {
    console.log(
      first.padEnd(widths[0]!),
      ...others.map((cell, at) => cell.padStart(widths[at + 1]!)),
    );
  }
}
