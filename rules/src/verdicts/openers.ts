import type { TSESTree } from '@typescript-eslint/utils';
import type { Open } from '../analysis/index.js';
import { push } from '../analysis/source.js';

import type { Obstacle } from './apart.js';
import type { Verdict, Verdicts } from './close-decisions.js';
import type { JudgedOpen } from './judge.js';

/** Finds what speaks against a verdict. */
export type FindObstacle = (
  judged: JudgedOpen,
  verdict: Verdict,
) => Obstacle | undefined;

/**
 * An opener is rewritten as a whole: its opens are shared when all of its
 * calls can share, and its calls get what its opens become.
 */
export function openerObstacles(
  opens: readonly JudgedOpen[],
  verdicts: Verdicts,
): readonly FindObstacle[] {
  const callsOf = new Map<TSESTree.Node, Open[]>();
  for (const { open, runs } of opens) {
    for (const run of runs ?? []) push(callsOf, run.open.node, open);
  }
  return [
    ({ runs }, verdict) => {
      if (!runs) return undefined;
      const become = runs.map(({ open }) => verdicts(open));
      const isCarriedOut =
        verdict === 'share'
          ? become.every((each) => each === 'share')
          : become.includes('dedicate');
      return isCarriedOut ? undefined : { reason: INSTEAD[verdict] };
    },
    ({ open }, verdict) => {
      if (verdict !== 'share') return undefined;
      const other = callsOf
        .get(open.node)
        ?.find((call) => verdicts(call) !== 'share');
      return (
        other && {
          reason: `the function it is in is called for a client that cannot be shared, in line ${other.node.loc.start.line}`,
        }
      );
    },
  ];
}

const INSTEAD: Readonly<Record<Verdict, string>> = {
  share:
    'it only sends ordinary commands, but the function that opens it also opens others: call getRedisClient() here instead',
  dedicate:
    'it needs a connection of its own, which the function that opens it gives: that function stays as it is',
  manual: '',
};
