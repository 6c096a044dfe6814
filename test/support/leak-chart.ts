import {
  type LeakChart,
  type LeakSample,
  type LeakSeries,
  outcome,
  rounded,
  type Scales,
  scalesOf,
  TITLE,
} from './leak-scales.ts';

export type { LeakChart, LeakSample } from './leak-scales.ts';
export { renderSvgChart } from './leak-svg.ts';

export interface TerminalOptions {
  width: number;
  height: number;
  colour: boolean;
}

type Paint = (text: string) => string;

const X_AXIS = 'HTTP calls (logarithmic)';
const COLOURS = { before: 31, after: 32, limit: 33, faint: 2 };
const GLYPHS = { before: '•', after: '━', limit: '┄', died: '✗' };

export function renderTerminalChart(
  chart: LeakChart,
  { width, height, colour }: TerminalOptions,
): string {
  const scales = scalesOf(chart);
  const margin = Math.max(...scales.yTicks.map((t) => rounded(t).length)) + 1;
  const columns = width - margin - 1;
  const paint = (name: keyof typeof COLOURS): Paint =>
    colour ? (text) => `\x1b[${COLOURS[name]}m${text}\x1b[0m` : String;
  const row = (sockets: number) =>
    height - 1 - Math.round(scales.y(sockets) * (height - 1));

  const grid = Array.from({ length: height }, () =>
    Array<string>(columns).fill(' '),
  );
  grid[row(chart.limit)]?.fill(paint('limit')(GLYPHS.limit));
  for (const name of ['after', 'before'] as const) {
    const glyph = paint(name)(GLYPHS[name]);
    drawSeries(grid, chart[name], scales, row, glyph);
  }
  markDeath(grid, chart.before, scales, row, paint('before'));

  const labels = new Map(scales.yTicks.map((t) => [row(t), rounded(t)]));
  const faint = paint('faint');
  return [
    TITLE,
    '',
    ...grid.map((cells, i) => {
      const label = (labels.get(i) ?? '').padStart(margin);
      return `${faint(`${label}${labels.has(i) ? '┤' : '│'}`)}${cells.join('')}`;
    }),
    faint(`${' '.repeat(margin)}└${'─'.repeat(columns)}`),
    faint(' '.repeat(margin + 1) + tickLine(scales, columns)),
    faint(X_AXIS.padStart(width)),
    '',
    `  ${paint('before')(GLYPHS.before)} ${chart.before.label} — ${outcome(chart.before)}`,
    `  ${paint('after')(GLYPHS.after)} ${chart.after.label} — ${outcome(chart.after)}`,
    `  ${paint('limit')(GLYPHS.limit)} limit: ${rounded(chart.limit)} file descriptors`,
  ].join('\n');
}

function drawSeries(
  grid: string[][],
  { samples }: LeakSeries,
  scales: Scales,
  row: (sockets: number) => number,
  glyph: string,
): void {
  const columns = grid[0]?.length ?? 0;
  let previous: number | undefined;
  for (let column = 0; column < columns; column++) {
    const calls = scales.callsAt(column / (columns - 1));
    const sockets = socketsAt(samples, calls);
    if (sockets === undefined) continue;
    const current = row(sockets);
    // Down to where the previous column ended, so that steep parts hang together.
    const [top, bottom] = [current, previous ?? current].sort((a, b) => a - b);
    for (const cells of grid.slice(top, (bottom ?? current) + 1)) {
      cells[column] = glyph;
    }
    previous = current;
  }
}

/** Between two samples: on the line that joins them. */
function socketsAt(
  samples: readonly LeakSample[],
  calls: number,
): number | undefined {
  const next = samples.findIndex((sample) => sample.calls >= calls - 1e-6);
  const right = samples[next];
  if (!right) return undefined;
  const left = samples[next - 1] ?? right;
  const span = right.calls - left.calls || 1;
  const part = Math.max(0, (calls - left.calls) / span);
  return left.sockets + part * (right.sockets - left.sockets);
}

function markDeath(
  grid: string[][],
  { died, samples }: LeakSeries,
  scales: Scales,
  row: (sockets: number) => number,
  paint: Paint,
): void {
  const last = samples.at(-1);
  const cells = last && grid[row(last.sockets)];
  if (!died || !cells) return;
  const column = Math.round(scales.x(last.calls) * (cells.length - 1));
  Array.from(`${GLYPHS.died} EMFILE`).forEach((letter, i) => {
    if (column + i < cells.length) cells[column + i] = paint(letter);
  });
}

function tickLine(scales: Scales, columns: number): string {
  const line = Array<string>(columns).fill(' ');
  for (const tick of [...scales.xTicks].reverse()) {
    const label = rounded(tick);
    const centre = Math.round(scales.x(tick) * (columns - 1));
    const start = centre - Math.floor(label.length / 2);
    const first = Math.min(Math.max(start, 0), columns - label.length);
    const room = line.slice(first, first + label.length + 1);
    // A label that would touch its neighbour on the right is left out.
    if (room.some((letter) => letter !== ' ')) continue;
    Array.from(label).forEach((letter, i) => (line[first + i] = letter));
  }
  return line.join('').trimEnd();
}
