import type { TSESTree } from '@typescript-eslint/utils';

import type { Open } from '../analysis/index.js';
import { push } from '../analysis/source.js';

import type { Verdict, Verdicts } from './close-decisions.js';
import type { JudgedOpen, Judgement } from './judge.js';
import { placeOf } from './places.js';
import type { Surroundings } from './surroundings.js';

/** What an opener changes about a judgement, if anything. */
export type Amend = (
  judged: JudgedOpen,
  judgement: Judgement,
) => Pick<Judgement, 'verdict' | 'reason'> | undefined;

/**
 * An opener is rewritten as a whole. Its opens are shared when all of its calls
 * can share; its calls get what its opens become.
 */
export function openerAmendments(
  opens: readonly JudgedOpen[],
  verdicts: Verdicts,
  around: Surroundings,
): readonly Amend[] {
  const callsOf = callsByOpen(opens);
  const amendOpen: Amend = ({ open }, { verdict }) => {
    const calls = verdict === 'share' ? callsOf.get(open.node) : undefined;
    const others = calls?.filter((call) => verdicts(call) !== 'share') ?? [];
    return others.length === 0
      ? undefined
      : {
          verdict: 'manual',
          reason: `the function it is in is called for a client that cannot be shared, ${placesOf(others, open, around)}`,
        };
  };
  const amendCall: Amend = ({ runs }, { verdict, reason }) => {
    if (!runs) return undefined;
    const become = given(runs.map(({ open }) => verdicts(open)));
    return become === verdict
      ? undefined
      : { verdict: become, reason: `${GIVEN[become]}: ${reason}` };
  };
  return [amendOpen, amendCall];
}

function callsByOpen(
  opens: readonly JudgedOpen[],
): ReadonlyMap<TSESTree.Node, readonly Open[]> {
  const callsOf = new Map<TSESTree.Node, Open[]>();
  for (const { open, runs } of opens) {
    for (const run of runs ?? []) push(callsOf, run.open.node, open);
  }
  return callsOf;
}

/**
 * Names the calls of an opener that keep the others from sharing.
 *
 * @param own what each open could have, were it alone
 */
export function callsInTheWay(
  opens: readonly JudgedOpen[],
  own: Verdicts,
  around: Surroundings,
): (judgement: Judgement) => Judgement {
  const callsOf = callsByOpen(opens);
  return (judgement) => {
    const { open, verdict, reason } = judgement;
    const calls = callsOf.get(open.node) ?? [];
    const others = calls.filter((call) => own(call) !== 'share');
    if (
      verdict === 'share' ||
      own(open) === 'share' ||
      others.length === 0 ||
      others.length === calls.length
    ) {
      return judgement;
    }
    return {
      ...judgement,
      reason: `${reason}; of the ${calls.length} calls of its function these cannot share: ${placesOf(others, open, around)}`,
    };
  };
}

const MOST_SHOWN = 5;

function placesOf(
  calls: readonly Open[],
  from: Open,
  around: Surroundings,
): string {
  const places = calls.map(({ node }) => placeOf(node, from.node, around));
  const shown = places.slice(0, MOST_SHOWN).join(', ');
  const more = places.length - MOST_SHOWN;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** What a call gets of an opener whose opens become these. */
function given(become: readonly (Verdict | undefined)[]): Verdict {
  if (become.includes('dedicate')) return 'dedicate';
  return become.every((each) => each === 'share') ? 'share' : 'manual';
}

const GIVEN: Readonly<Record<Verdict, string>> = {
  share: 'the function that opens it shares its client',
  dedicate:
    'the function that opens it opens dedicated clients, which others of its callers need',
  manual: 'the function that opens it stays as it is',
};
