import {
  type LeakChart,
  type LeakSeries,
  outcome,
  rounded,
  scalesOf,
  TITLE,
} from './leak-scales.ts';

/** So narrow that the words can be read on a phone, where the picture is smaller. */
const SIZE = { width: 440, height: 400 };
const SHOWN = 1.4;
const PLOT = { left: 50, right: 408, top: 104, bottom: 332 };
const MARGIN = 16;

// A background of its own, light or dark, so that the picture reads on any page.
const STYLE = `
  text { font: 14px system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #57606a; }
  .card { fill: #ffffff; stroke: #d0d7de; }
  .title { font-size: 17px; font-weight: 600; fill: #1f2328; }
  .grid { stroke: #d8dee4; }
  .axis { stroke: #8c959f; }
  .limit { stroke: #9a6700; stroke-dasharray: 6 5; stroke-width: 1.5; }
  .limit-text { fill: #9a6700; }
  .series { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
  .before { stroke: #cf222e; }
  .after { stroke: #1a7f37; }
  .before-text { fill: #cf222e; font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1; }
    .card { fill: #0d1117; stroke: #3d444d; }
    .title { fill: #f0f6fc; }
    .grid { stroke: #262c36; }
    .axis { stroke: #656c76; }
    .limit { stroke: #d29922; }
    .limit-text { fill: #d29922; }
    .before { stroke: #f85149; }
    .after { stroke: #3fb950; }
    .before-text { fill: #f85149; }
  }`;

export function renderSvgChart(chart: LeakChart): string {
  const scales = scalesOf(chart);
  const x = (calls: number) =>
    fixed(PLOT.left + scales.x(calls) * (PLOT.right - PLOT.left));
  const y = (sockets: number) =>
    fixed(PLOT.bottom - scales.y(sockets) * (PLOT.bottom - PLOT.top));
  const limitY = y(chart.limit);

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width * SHOWN}" height="${SIZE.height * SHOWN}" role="img" aria-labelledby="title desc">
<title id="title">${TITLE}</title>
<desc id="desc">${escaped(description(chart))}</desc>
<style>${STYLE}
</style>
<rect class="card" x="0.5" y="0.5" width="${SIZE.width - 1}" height="${SIZE.height - 1}" rx="8"/>
<text class="title" x="${MARGIN}" y="32">${TITLE}</text>
${legendEntry('before', chart.before, MARGIN, 58)}
${legendEntry('after', chart.after, MARGIN, 82)}
${scales.yTicks.map((tick) => yTick(tick, y(tick))).join('\n')}
${scales.xTicks.map((tick) => xTick(tick, x(tick))).join('\n')}
<line class="axis" x1="${PLOT.left}" y1="${PLOT.bottom}" x2="${PLOT.right}" y2="${PLOT.bottom}"/>
<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 50}" text-anchor="middle">HTTP calls (logarithmic)</text>
<line class="limit" x1="${PLOT.left}" y1="${limitY}" x2="${PLOT.right}" y2="${limitY}"/>
<text class="limit-text" x="${PLOT.left + 6}" y="${limitY - 7}">limit: ${rounded(chart.limit)} file descriptors</text>
<path class="series after" d="${path(chart.after, x, y)}"/>
<path class="series before" d="${path(chart.before, x, y)}"/>
${deathMark(chart.before, x, y)}
</svg>
`;
}

type Place = (value: number) => number;

function description({ before, after, limit }: LeakChart): string {
  return `Under a limit of ${rounded(limit)} file descriptors. ${before.label}: ${outcome(before)}. ${after.label}: ${outcome(after)}.`;
}

function legendEntry(
  name: 'before' | 'after',
  series: LeakSeries,
  x: number,
  y: number,
): string {
  return `<line class="series ${name}" x1="${x}" y1="${y - 4}" x2="${x + 20}" y2="${y - 4}"/>
<text x="${x + 28}" y="${y}">${escaped(`${series.label} — ${outcome(series)}`)}</text>`;
}

function yTick(sockets: number, y: number): string {
  return `<line class="grid" x1="${PLOT.left}" y1="${y}" x2="${PLOT.right}" y2="${y}"/>
<text x="${PLOT.left - 10}" y="${y + 4}" text-anchor="end">${rounded(sockets)}</text>`;
}

function xTick(calls: number, x: number): string {
  return `<line class="axis" x1="${x}" y1="${PLOT.bottom}" x2="${x}" y2="${PLOT.bottom + 6}"/>
<text x="${x}" y="${PLOT.bottom + 24}" text-anchor="middle">${rounded(calls)}</text>`;
}

/** Samples closer together than a pixel add bytes and nothing to see. */
function path({ samples }: LeakSeries, x: Place, y: Place): string {
  const last = samples.at(-1);
  let drawnTo = -Infinity;
  const points = samples.filter((sample) => {
    const visible = x(sample.calls) - drawnTo >= 1 || sample === last;
    if (visible) drawnTo = x(sample.calls);
    return visible;
  });
  const places = points.map((p) => `${x(p.calls)} ${y(p.sockets)}`);
  return places.length === 0 ? '' : `M${places.join('L')}`;
}

function deathMark(series: LeakSeries, x: Place, y: Place): string {
  const last = series.samples.at(-1);
  if (!series.died || !last) return '';
  const [cx, cy] = [x(last.calls), y(last.sockets)];
  return `<path class="series before" d="M${cx - 6} ${cy - 6}l12 12m0 -12l-12 12"/>
<text class="before-text" x="${cx + 14}" y="${cy + 20}">${outcome(series)}</text>`;
}

function fixed(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
