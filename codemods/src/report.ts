import { join, relative } from 'node:path';

import { createTwoFilesPatch } from 'diff';
import type { Verdict } from 'eslint-plugin-shared-redis/verdicts';
import pc from 'picocolors';

import type { Place, Site } from './plan.js';
import type { Change, ProjectPlan } from './project.js';

const COLOUR: Readonly<Record<Verdict, (text: string) => string>> = {
  share: pc.green,
  dedicate: pc.cyan,
  manual: pc.yellow,
};

/** The plan as a table: one line for each site, then the closes and what could not be done. */
export function planTable({ root, plan, failures }: ProjectPlan): string {
  const from = relative(process.cwd(), root);
  const placeOf = ({ file, line, column }: Place): string =>
    `${join(from, file)}:${line}:${column}`;
  const rows = plan.sites.map((site) => [
    placeOf(site),
    site.verdict,
    whenOpened(site),
    site.reason,
  ]);
  const sites = alignColumns([['open', 'verdict', 'runs', 'reason'], ...rows]);
  const closes = alignColumns(
    plan.closes.map((close) => [placeOf(close), close.action, close.reason]),
  );
  return [
    ...(rows.length > 0 ? colourVerdicts(sites) : []),
    ...(closes.length > 0 ? ['', pc.bold('closes'), ...closes] : []),
    ...(failures.length > 0 ? ['', pc.bold('not done')] : []),
    ...failures.map(({ file, message }) =>
      pc.red(`${join(from, file)}: ${message}`),
    ),
  ].join('\n');
}

/** One line that says how much was found, and how much of it is done or is to be done by hand. */
export function summary(
  { plan, filesSeen, changes, failures }: ProjectPlan,
  written: boolean,
): string {
  const count = (verdict: Verdict): number =>
    plan.sites.filter((site) => site.verdict === verdict).length;
  return [
    `${counted(plan.sites.length, 'open')} in ${counted(filesSeen, 'file')}: ` +
      `${count('share')} share, ${count('dedicate')} dedicate, ${count('manual')} manual.`,
    `${counted(changes.length, 'file')} ${written ? 'rewritten' : 'to rewrite'}.`,
    ...(failures.length > 0 ? [`${failures.length} not done.`] : []),
  ].join(' ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** The changes as a unified diff, as `git apply` takes it. */
export function diff(changes: readonly Change[]): string {
  return changes
    .map(({ file, before, after }) =>
      createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after).replace(
        /^=+\n/,
        '',
      ),
    )
    .join('');
}

function whenOpened({ scope, repeated }: Site): string {
  switch (scope) {
    case 'constructor':
    case 'field':
      return 'per instance';
    case 'function':
      return repeated ? 'per call' : 'once';
    case 'import':
      return repeated ? 'in a loop' : 'at import';
  }
}

function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<number[]>(
    (known, row) =>
      row.map((cell, column) => Math.max(cell.length, known[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function colourVerdicts([header, ...rows]: readonly string[]): string[] {
  return [
    pc.bold(header ?? ''),
    ...rows.map((row) =>
      row.replace(
        / (share|dedicate|manual) /,
        (_, verdict: Verdict) => ` ${COLOUR[verdict](verdict)} `,
      ),
    ),
  ];
}
