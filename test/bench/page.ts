import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { BenchName, Report, Table } from './goals.ts';
import type { Machine } from './machine.ts';
import { type Row, rowsOf, verdictOf } from './table.ts';

/** Where `docs/benchmarks.md` is. */
export const BENCHMARKS_PAGE = new URL(
  '../../docs/benchmarks.md',
  import.meta.url,
);

/** What a run of all benches found. */
export interface Run {
  /** As in 2026-01-31. */
  readonly date: string;
  readonly machine: Machine;
  readonly reports: { readonly [Name in BenchName]: Report<Name> };
}

const HEAD = `# Benchmarks

<!-- Written by \`npm run bench\`. -->

What the packages cost, beside what one would use without them. \`npm run bench\` measures it on your machine, in less than ten minutes when it does nothing else, and writes this page anew.

What is compared runs in the same process or as the same kind of command, in turns, so that whatever else the machine does meets both. A ratio is the median over all turns, each of which is the mean of every order, not the quotient of the two medians. Ratios tell more than times, which depend on the machine. Rows without a goal are there to compare.`;

const TITLES: Readonly<Record<BenchName, string>> = {
  runtime: 'The runtime',
  rules: 'The rules',
  codemod: 'The codemod',
};

/** What is known of the alternatives, and cannot be measured. */
const NOTES: Readonly<Partial<Record<BenchName, string>>> = {
  runtime:
    'A client per call is `new Redis()`, the command and `quit()`. The hand-written singleton is a `Map` of clients by URL. generic-pool is the pool that the maintainer of ioredis [points to](https://github.com/redis/ioredis/issues/331); its latest release, 3.9.0, is of September 2022. A command waits there until one of the clients is free; a shared client sends commands without waiting for the replies to others.',
};

/** The text of the page. */
export async function benchmarksPage(run: Run): Promise<string> {
  const filepath = fileURLToPath(BENCHMARKS_PAGE);
  const style = await resolveConfig(filepath);
  const names = Object.keys(TITLES) as BenchName[];
  const text = [
    HEAD,
    markdownTable({ head: ['', run.date], rows: Object.entries(run.machine) }),
    ...names.flatMap((name) => sectionOf(name, run.reports[name])),
  ].join('\n\n');
  return format(text, { ...style, filepath });
}

function sectionOf(name: BenchName, report: Report): readonly string[] {
  const rows = rowsOf(name, report);
  return [
    `## ${TITLES[name]}`,
    report.about,
    NOTES[name] ?? '',
    markdownTable({
      head: ['what', 'median', 'beside', 'its median', 'figure', 'goal', ''],
      rows: rows.map(cellsOf),
    }),
    ...report.tables.flatMap(tableOf),
  ];
}

const cellsOf = (row: Row): readonly string[] => [
  ...[row.what, row.median, row.than, row.thanMedian],
  ...[row.figure, row.goal, verdictOf(row)],
];

const tableOf = ({ title, text, head, rows }: Table): readonly string[] => [
  `### ${title}`,
  text,
  markdownTable({ head, rows }),
];

function markdownTable({ head, rows }: Pick<Table, 'head' | 'rows'>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}
