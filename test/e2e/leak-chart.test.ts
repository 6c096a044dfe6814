import { describe, expect, it } from 'vitest';
import {
  type LeakChart,
  type LeakSample,
  renderSvgChart,
  renderTerminalChart,
} from '../support/leak-chart.ts';

const chart: LeakChart = {
  limit: 256,
  before: {
    label: 'Before: a connection per call',
    samples: series(235, (calls) => calls + 5),
    died: { atCall: 234 },
  },
  after: {
    label: 'After: <shared> connections',
    samples: series(20_000, () => 10),
    died: null,
  },
};

const SIZE = { width: 72, height: 16 };

describe('renderTerminalChart', () => {
  const text = renderTerminalChart(chart, { ...SIZE, colour: false });

  it('fits the given width', () => {
    for (const line of text.split('\n').slice(0, SIZE.height + 5)) {
      expect(line.length).toBeLessThanOrEqual(SIZE.width);
    }
  });

  it('marks the death, the limit and the last call', () => {
    expect(text).toContain('✗ EMFILE');
    expect(text).toContain('EMFILE at call 234');
    expect(text).toContain('10 sockets after 20,000 calls');
    expect(text).toContain('limit: 256 file descriptors');
  });

  it('draws the series without death as one flat line to the right edge', () => {
    const rows = text.split('\n').filter((line) => line.endsWith('━'));
    expect(rows).toHaveLength(1);
  });

  it('differs by nothing but colours when coloured', () => {
    const coloured = renderTerminalChart(chart, { ...SIZE, colour: true });
    expect(coloured).not.toBe(text);
    // eslint-disable-next-line no-control-regex
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(text);
  });

  it('draws a run without any sample', () => {
    const nothing = { label: 'None', samples: [], died: null };
    const empty = { limit: 256, before: nothing, after: nothing };
    expect(renderTerminalChart(empty, { ...SIZE, colour: false })).toContain(
      'None — 0 sockets after 0 calls',
    );
    expect(renderSvgChart(empty)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('renderSvgChart', () => {
  const svg = renderSvgChart(chart);

  it('stands alone and can be read aloud', () => {
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc"/);
    expect(svg).toMatch(/<desc id="desc">.*EMFILE at call 234.*<\/desc>/);
    expect(svg.match(/https?:/g)).toHaveLength(1); // The namespace.
  });

  it('has round ticks, up to the last call', () => {
    const ticks = [...svg.matchAll(/>([\d,]+)<\/text>/g)].map(([, t]) => t);
    expect(ticks).toEqual([
      ...['0', '50', '100', '150', '200', '250', '300'],
      ...['1', '10', '100', '1,000', '20,000'],
    ]);
  });

  it('escapes labels', () => {
    expect(svg).toContain('After: &lt;shared&gt; connections');
    expect(svg).not.toContain('<shared>');
  });

  it('leaves out samples nobody could see', () => {
    expect(svg.length).toBeLessThan(20_000);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

function series(
  calls: number,
  sockets: (calls: number) => number,
): LeakSample[] {
  return Array.from({ length: calls }, (_, i) => ({
    calls: i + 1,
    sockets: sockets(i + 1),
  }));
}
