import { join, relative } from 'node:path';

import type { Verdict } from 'eslint-plugin-shared-redis/verdicts';

import { type Colours, verdictColour } from './colours.js';
import { placeOf } from './places.js';
import { type Place, type Site, VERDICTS } from './plan.js';
import type { Failure, ProjectPlan } from './project.js';
import { groupByReason, type ReasonGroup } from './reason-groups.js';
import { redact } from './redact.js';
import type { TracedOpen } from './trace.js';
import { counted, foundIn, whenSeen } from './words.js';

/** So many opens are listed one by one; more are grouped by their reasons, to fit a screen. */
const LISTED = 20;
/** How much of a group, and how many groups, are shown of many. */
const SHOWN = { places: 3, groups: 6, failures: 10, observed: 5 };

/** How to print a plan. */
export interface PrintOptions {
  readonly colours: Colours;
  /** Whether to list everything, however much it is. */
  readonly verbose: boolean;
}

type Printed = Pick<ProjectPlan, 'root' | 'plan' | 'failures' | 'unmatched'>;

/**
 * The opens of a plan, its closes and what could not be done: one by one, or
 * in groups where they are many. A reason can quote a comment, and a comment
 * can hold a password, which is not shown.
 */
export function printedPlan(
  { root, plan: written, failures, unmatched }: Printed,
  { colours, verbose }: PrintOptions,
): string {
  const from = relative(process.cwd(), root);
  const namesOf = (place: Place): string =>
    placeOf({ ...place, file: join(from, place.file) });
  const plan = {
    ...written,
    sites: written.sites.map((site) => withPlaceElsewhere(site, from)),
  };
  const isListed = verbose || plan.sites.length <= LISTED;
  const { sites, closes } = isListed
    ? listed(plan, namesOf, colours)
    : grouped(plan, namesOf, colours);
  const sections = [
    isListed ? [] : headed('opened most', mostOpened(plan, namesOf), colours),
    sites,
    headed('closes', closes, colours),
    headed(
      'seen when the program ran, at no open of this plan',
      firstOf(
        unmatched.map(placeAndCount),
        verbose ? Infinity : SHOWN.observed,
      ),
      colours,
    ),
    headed('not done', notDone(failures, from, verbose, colours), colours),
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  return redact(text);
}

/** One line that says how much was found, and how much of it is done or is to be done by hand. */
export function summary(
  { plan, filesSeen, changes, failures }: ProjectPlan,
  written: boolean,
): string {
  const count = (verdict: Verdict): number =>
    plan.sites.filter((site) => site.verdict === verdict).length;
  return [
    `${foundIn(plan.sites, filesSeen)}: ` +
      `${count('share')} share, ${count('dedicate')} dedicate, ${count('manual')} manual.`,
    `${counted(changes.length, 'file')} ${written ? 'rewritten' : 'to rewrite'}.`,
    ...(failures.length > 0 ? [`${failures.length} not done.`] : []),
  ].join(' ');
}

interface Lines {
  readonly sites: readonly string[];
  readonly closes: readonly string[];
}

type NamesOf = (place: Place) => string;

/** An open whose reason says where its client is lost or needs to be alone, if that is in another file. */
function withPlaceElsewhere(site: Site, from: string): Site {
  const { file, purpose, reason, evidence } = site;
  const [first] = evidence;
  if (purpose === 'commands' || !first || first.file === file) return site;
  const isNamed = reason.includes(`${first.file}:${first.line}`);
  const place = `${join(from, first.file)}:${first.line}`;
  return isNamed ? site : { ...site, reason: `${reason} (${place})` };
}

function listed(
  { sites, closes }: ProjectPlan['plan'],
  namesOf: NamesOf,
  colours: Colours,
): Lines {
  const rows = sites.map((site) => [
    namesOf(site),
    site.verdict,
    whenSeen(site),
    site.reason,
  ]);
  const [head = '', ...lines] = alignColumns([
    ['open', 'verdict', 'runs', 'reason'],
    ...rows,
  ]);
  return {
    sites:
      rows.length === 0
        ? []
        : [
            colours.bold(head),
            ...lines.map((line) => withVerdictColoured(line, colours)),
          ],
    closes: alignColumns(
      closes.map((close) => [namesOf(close), close.action, close.reason]),
    ),
  };
}

/** The opens that were seen, of those that come first. */
function mostOpened(
  { sites }: ProjectPlan['plan'],
  namesOf: NamesOf,
): readonly string[] {
  const seen = sites.filter(({ observed }) => observed !== undefined);
  return alignColumns(
    seen
      .slice(0, SHOWN.observed)
      .map((site) => [namesOf(site), site.verdict, whenSeen(site)]),
  );
}

/** Why it may be that there is no open: what is compiled has other lines. */
function placeAndCount({ site, opened, driver }: TracedOpen): string {
  const place = site === undefined ? 'unknown' : placeOf(site);
  return `${place} opened ${counted(opened, 'client')} of ${driver}: not below the planned paths, started in another folder, or compiled without a source map`;
}

function grouped(
  { sites, closes }: ProjectPlan['plan'],
  namesOf: NamesOf,
  colours: Colours,
): Lines {
  const ofVerdict = (verdict: Verdict): readonly string[] => {
    const members = sites.filter((site) => site.verdict === verdict);
    if (members.length === 0) return [];
    const head = `${verdict}  ${members.length}`;
    return [
      colours.bold(verdictColour(verdict, colours)(head)),
      ...groupLines(groupByReason(members), namesOf, colours),
    ];
  };
  const byAction = (['remove', 'keep'] as const).flatMap((action) => {
    const members = closes.filter((close) => close.action === action);
    return groupByReason(members).map(
      (group) => `${action} ${group.members.length}  ${group.reason}`,
    );
  });
  return {
    sites: [
      ...VERDICTS.flatMap(ofVerdict),
      colours.dim('All of them: --verbose, --plan or --report.'),
    ],
    closes: byAction.slice(0, SHOWN.groups),
  };
}

function groupLines(
  groups: readonly ReasonGroup<Site>[],
  namesOf: NamesOf,
  colours: Colours,
): readonly string[] {
  const width = String(groups[0]?.members.length ?? 0).length;
  const lines = groups.slice(0, SHOWN.groups).flatMap((group) => {
    const { reason, members } = group;
    const places = firstOf(members.map(namesOf), SHOWN.places);
    return [
      `  ${String(members.length).padStart(width)}  ${reason}`,
      colours.dim(`  ${' '.repeat(width)}  ${places.join('  ')}`),
    ];
  });
  const left = groups.length - SHOWN.groups;
  return left > 0
    ? [...lines, `  and ${counted(left, 'other reason')}`]
    : lines;
}

function notDone(
  failures: readonly Failure[],
  from: string,
  verbose: boolean,
  colours: Colours,
): readonly string[] {
  const lines = failures.map(
    ({ file, message }) => `${join(from, file)}: ${message}`,
  );
  return firstOf(lines, verbose ? Infinity : SHOWN.failures).map(colours.red);
}

/** The first of some texts, and how many there are beside them. */
function firstOf(texts: readonly string[], count: number): readonly string[] {
  const left = texts.length - count;
  return left > 0 ? [...texts.slice(0, count), `and ${left} more`] : texts;
}

function headed(
  head: string,
  lines: readonly string[],
  colours: Colours,
): readonly string[] {
  return lines.length > 0 ? [colours.bold(head), ...lines] : [];
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

function withVerdictColoured(row: string, colours: Colours): string {
  return row.replace(
    / (share|dedicate|manual) /,
    (_, verdict: Verdict) => ` ${verdictColour(verdict, colours)(verdict)} `,
  );
}
