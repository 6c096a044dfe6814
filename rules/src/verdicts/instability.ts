import type { TSESTree } from '@typescript-eslint/utils';

import { runOf } from '../analysis/run-scope.js';

/** Why the arguments of an open may not be the same at each run. */
export interface Instability {
  /** Whether they surely differ, or only come from where this cannot be seen. */
  readonly certain: boolean;
  readonly reason: string;
  /** The options that surely have another identity or value each time, wherever the code runs. */
  readonly fresh?: readonly FreshOption[];
}

/** An option that is made anew where its call runs, and so has a client of its own each time. */
export interface FreshOption {
  readonly node: TSESTree.Node;
  /** The option and those that it is a part of: `['tls', 'checkServerIdentity']`. */
  readonly path: readonly string[];
  /** For messages: `a new function`. */
  readonly what: string;
}

/** What a value is for. */
export interface Place {
  /** The option it is, for messages. */
  readonly name: string;
  /** Whether only text and numbers can be here: they are equal when they look equal. */
  readonly isText: boolean;
  /** How much of a value reaches the option: itself, what it says as text, or something made of it. */
  readonly carries: 'identity' | 'text' | 'nothing';
  /** The function or field whose runs are counted. */
  readonly home: TSESTree.Node | undefined;
}

/** Options that name one user of a server rather than the server: from a parameter they have any number of values. */
const NAMES_ITS_USER = new Set([
  'clientInfoTag',
  'connectionName',
  'database',
  'db',
  'keyPrefix',
  'name',
]);

export function worst(
  found: readonly (Instability | undefined)[],
): Instability | undefined {
  const decides = found.find((each) => each?.certain) ?? found.find(Boolean);
  return (
    decides && { ...decides, fresh: found.flatMap((each) => each?.fresh ?? []) }
  );
}

export function newEachTime(
  { name, carries, home }: Place,
  kind: string,
  node: TSESTree.Node,
): Instability {
  const isSure =
    carries === 'identity' && home !== undefined && runOf(node) === home;
  return {
    certain: true,
    reason: `\`${name}\` is a new ${kind} at each call`,
    fresh: isSure ? [{ node, path: [], what: `a new ${kind}` }] : [],
  };
}

export function isFresh(found: Instability | undefined): found is Instability {
  return (found?.fresh?.length ?? 0) > 0;
}

/** The same, where it may not come to that. */
export function unsure(
  found: Instability | undefined,
): Instability | undefined {
  return found && { ...found, fresh: [] };
}

export function within(
  name: string,
  found: Instability | undefined,
): Instability | undefined {
  const fresh = found?.fresh?.map((each) => ({
    ...each,
    path: [name, ...each.path],
  }));
  return found && { ...found, fresh: fresh ?? [] };
}

export function asText(place: Place): Place {
  const { carries } = place;
  return {
    ...place,
    isText: true,
    carries: carries === 'nothing' ? carries : 'text',
  };
}

/** What cannot be seen is no worse than text where only text can be. */
export function unseen(place: Place, written: string): Instability | undefined {
  return place.isText
    ? undefined
    : { certain: false, reason: `what \`${written}\` holds cannot be seen` };
}

/** A value that whoever runs the code decides. */
export function given(
  { name }: TSESTree.Identifier,
  place: Place,
): Instability {
  return NAMES_ITS_USER.has(place.name)
    ? { certain: true, reason: `\`${place.name}\` depends on \`${name}\`` }
    : { certain: false, reason: `\`${name}\` is the caller's` };
}
