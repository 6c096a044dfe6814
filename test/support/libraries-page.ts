import { format } from 'prettier';

import {
  type Condition,
  type Entry,
  LIBRARIES_BY_THEME,
  type Library,
  verdictOf,
} from '../../rules/src/verdicts/libraries/index.js';
import type { Verdict } from '../../rules/src/verdicts/index.js';

/** Where `docs/libraries.md` is. */
export const LIBRARIES_PAGE = new URL(
  '../../docs/libraries.md',
  import.meta.url,
);

const HEAD = `# What libraries do with a Redis client

<!-- Written by \`npm run docs:libraries\` from \`rules/src/verdicts/libraries/\`. -->

Which client to hand to a library that takes one. Every row is from the source of the versions that it names: where the library closes, subscribes, blocks, copies the client or defines commands on it. What is not here, nobody read: look before you share.

- \`getRedisClient()\`: the client may be shared, and the library too can use it.
- \`openDedicatedRedisClient()\`: it needs a client of its own. Where the library does not close it, you do.
- **decide**: it depends on what the table cannot see.
`;

const USE: Readonly<Record<Verdict, string>> = {
  share: '`getRedisClient()`',
  dedicate: '`openDedicatedRedisClient()`',
  manual: '**decide**',
};

/** The text of the page, from the table. */
export function librariesPage(): Promise<string> {
  const themes = Object.entries(LIBRARIES_BY_THEME).map(([theme, libraries]) =>
    [
      `## ${theme}`,
      '',
      '| library | its client | use | why | read |',
      '| --- | --- | --- | --- | --- |',
      ...Object.entries(libraries).flatMap(rowsOf),
    ].join('\n'),
  );
  return format([HEAD, ...themes].join('\n\n'), { parser: 'markdown' });
}

/** One row for each thing that a library does; calls that are treated alike share it. */
function rowsOf([module, library]: [string, Library]): readonly string[] {
  const rows = new Map<string, { entry: Entry; calls: Set<string> }>();
  for (const [name, entries] of Object.entries(library.exports)) {
    for (const [place, entry] of Object.entries(entries)) {
      const like = JSON.stringify(entry);
      const row = rows.get(like) ?? { entry, calls: new Set() };
      row.calls.add(`\`${callOf(name, place, library)}\``);
      rows.set(like, row);
    }
  }
  return [...rows.values()].map(({ entry, calls }) =>
    [
      `| [${module}](${library.docs})`,
      [...calls].join('<br>'),
      USE[verdictOf(entry)],
      whyOf(entry),
      `${library.read.join(', ')} |`,
    ].join(' | '),
  );
}

/** `new Queue(…, { connection: client })` of `new Queue` and `1.connection`. */
function callOf(name: string, place: string, { local }: Library): string {
  const [how, path = ''] = name.split(' ');
  const [position, ...holder] = place.split('.');
  const callee = path === '' || path === '()' ? (local ?? '') : path;
  const value = holder.reduceRight(heldBy, 'client');
  if (how === 'plugin') return `app.register(${callee}, ${value})`;
  const args = [...Array<string>(Number(position)).fill('…'), value];
  return `${how === 'new' ? 'new ' : ''}${callee}(${args.join(', ')})`;
}

function heldBy(value: string, step: string): string {
  switch (step) {
    case '[]':
      return `[${value}]`;
    case '()':
      return `() => ${value.startsWith('{') ? `(${value})` : value}`;
    case '=>':
      return `(...args) => ${value}.call(...args)`;
    default:
      return step === value ? `{ ${step} }` : `{ ${step}: ${value} }`;
  }
}

function whyOf({ reason, cases = [], listeners, defines, note }: Entry) {
  return [
    `${reason}.`,
    ...cases.map(
      (each) =>
        `${conditionOf(each.when)}: ${USE[verdictOf(each)]}, as ${each.reason}.`,
    ),
    ...(defines
      ? [`Defines ${defines.map((each) => `\`${each}\``).join(', ')} on it.`]
      : []),
    ...(listeners === 'kept'
      ? ['Each instance adds listeners that it never removes.']
      : []),
    ...(note === undefined ? [] : [note]),
  ].join(' ');
}

function conditionOf(condition: Condition): string {
  if ('option' in condition) {
    const { option, is } = condition;
    return `With \`${option}${is === undefined ? '' : `: ${String(is)}`}\``;
  }
  if ('driver' in condition) return `With a client of ${condition.driver}`;
  return 'calls' in condition
    ? `Where ${condition.calls.map((each) => `\`${each}()\``).join(' or ')} is called`
    : `Before version ${condition.before}`;
}
