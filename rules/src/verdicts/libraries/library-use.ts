import type { DriverName } from '../../analysis/index.js';
import type { Verdict } from '../close-decisions.js';
import { leastMajor } from '../versions.js';
import {
  type Answer,
  type Condition,
  type Deed,
  type Entry,
  VERDICT_ON,
} from './library.js';
import { LIBRARIES } from './table.js';

/** What is called, by where it comes from: an origin of the kind `module`. A call in between is `'()'`: `require('connect-redis')(session)` has the path `['()']`. */
export interface Callee {
  readonly module: string;
  readonly path: readonly string[];
}

/** Where in a call a client stands. */
export interface Place {
  /** `plugin`: the callee is what a call registers, as in `app.register(callee, options)`. */
  readonly how: 'new' | 'call' | 'plugin';
  /** The argument, counted from 0; of a `plugin` in the call that registers it. */
  readonly position: number;
  /** The properties to the client inside the argument; `'[]'` is any element of an array, `'()'` what a function returns, `'=>'` a function that sends its arguments on the client. */
  readonly path: readonly string[];
}

/** Not to be seen in the code, so that it may be anything. */
export const UNSEEN: unique symbol = Symbol('unseen');

/** What else is known of a call. What is left out is unseen. */
export interface Surroundings {
  /** The value of an option beside the client, `undefined` where none is given. */
  readonly option?: (name: string) => unknown;
  /** Whether this method is called on what the call returned. */
  readonly calls?: (method: string) => boolean | typeof UNSEEN;
  readonly driver?: DriverName;
  /** The version of the package, or the range that its user asks for. */
  readonly version?: string | undefined;
}

/** What a library does with a client that it is handed. */
export interface LibraryUse {
  readonly module: string;
  readonly does: Deed;
  readonly verdict: Verdict;
  readonly reason: string;
  /** Listeners that each instance adds to the client. */
  readonly listeners: Entry['listeners'];
  /** Names of commands that it defines on the client. */
  readonly defines: readonly string[];
  readonly docs: string;
}

/** What the table says of a client in this place; nothing where it does not know the library, the export or the place. */
export function libraryUse(
  { module, path }: Callee,
  { how, position, path: holder }: Place,
  surroundings: Surroundings = {},
): LibraryUse | undefined {
  const library = own(LIBRARIES, module);
  const places = library && own(library.exports, `${how} ${exportName(path)}`);
  const entry = places && own(places, [position, ...holder].join('.'));
  if (!entry) return undefined;
  const answer = mostCareful(possible(entry, surroundings));
  return {
    module,
    does: answer.does,
    verdict: verdictOf(answer),
    reason: answer.reason,
    listeners: entry.listeners,
    defines: entry.defines ?? [],
    docs: library.docs,
  };
}

export function verdictOf({ does, verdict }: Answer): Verdict {
  return verdict ?? VERDICT_ON[does];
}

/** The name of an export in the table: the module itself, and `default` of it, have none. */
function exportName(path: readonly string[]): string {
  const named = path.findIndex((name) => name !== 'default');
  return named < 0 ? '' : path.slice(named).join('.');
}

/** What the library may do: all cases up to the first that surely holds. */
function possible(entry: Entry, surroundings: Surroundings): readonly Answer[] {
  const answers: Answer[] = [];
  for (const each of entry.cases ?? []) {
    const holds = isMet(each.when, surroundings);
    if (holds === false) continue;
    answers.push(each);
    if (holds === true) return answers;
  }
  return [...answers, entry];
}

const CARE: readonly Verdict[] = ['share', 'dedicate', 'manual'];

function mostCareful(answers: readonly Answer[]): Answer {
  const care = (answer: Answer) => CARE.indexOf(verdictOf(answer));
  return answers.reduce((most, each) =>
    care(each) > care(most) ? each : most,
  );
}

function isMet(
  condition: Condition,
  { option, calls, driver, version }: Surroundings,
): boolean | typeof UNSEEN {
  if ('option' in condition) {
    return isGiven(condition, option ? option(condition.option) : UNSEEN);
  }
  if ('calls' in condition) {
    const called = condition.calls.map((each) => calls?.(each) ?? UNSEEN);
    if (called.includes(true)) return true;
    return called.includes(UNSEEN) && !condition.rare ? UNSEEN : false;
  }
  if ('driver' in condition) {
    return driver === undefined ? UNSEEN : driver === condition.driver;
  }
  const major = leastMajor(version);
  return major === undefined ? UNSEEN : major < condition.before;
}

function isGiven(
  { is }: Extract<Condition, { option: string }>,
  value: unknown,
): boolean | typeof UNSEEN {
  if (value === UNSEEN) return UNSEEN;
  return is === undefined
    ? value !== undefined && value !== null && value !== false
    : value === is;
}

/** Names come from the code of others: `constructor` is no library. */
function own<Value>(
  table: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
