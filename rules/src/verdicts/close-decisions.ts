import type { TSESTree } from '@typescript-eslint/utils';
import {
  closesIn,
  judgeClose,
  type Open,
  type Use,
} from '../analysis/index.js';
import { enclosingFunction } from '../analysis/source.js';
import { placeOf } from './places.js';
import type { Surroundings } from './surroundings.js';

/** What becomes of an open: it shares a client, gets one of its own, or is left to the reader. */
export type Verdict = 'share' | 'dedicate' | 'manual';

/** What becomes of one close. */
export type CloseDecision = {
  readonly close: Use;
  readonly reason: string;
} & (
  | {
      readonly action: 'keep';
      /** What a reader who knows better could have removed; nothing where the close is no part of its own. */
      readonly part: TSESTree.Node | undefined;
    }
  | { readonly action: 'remove'; readonly part: TSESTree.Node }
);

/** The verdict on each open, by its expression. */
export type Verdicts = (open: Pick<Open, 'node'>) => Verdict | undefined;

/** Decides every close of what some opens open; the same close once. */
export function decideCloses(
  opens: readonly Open[],
  around: Surroundings,
  verdicts: Verdicts,
): readonly CloseDecision[] {
  const decisions = new Map<Use['node'], CloseDecision>();
  for (const open of opens) {
    for (const close of closesIn(open.uses)) {
      if (decisions.has(close.node)) continue;
      decisions.set(close.node, decideClose(close, open, around, verdicts));
    }
  }
  return [...decisions.values()].sort(
    (a, b) => a.close.node.range[1] - b.close.node.range[1],
  );
}

/** The parts of the code that close what some opens open and go when that is shared; `undefined` where a close has to stay. */
export function closesWhenShared(
  opens: readonly Open[],
  around: Surroundings,
  verdicts: Verdicts,
): readonly TSESTree.Node[] | undefined {
  const parts: TSESTree.Node[] = [];
  const whenShared: Verdicts = (each) =>
    opens.some(({ node }) => node === each.node) ? 'share' : verdicts(each);
  for (const decision of decideCloses(opens, around, whenShared)) {
    if (decision.action === 'keep') return undefined;
    parts.push(decision.part);
  }
  return parts;
}

const KEPT_FOR: Readonly<Record<Exclude<Verdict, 'share'>, string>> = {
  dedicate: 'whoever opens a dedicated client closes it',
  manual: 'the client stays as it is',
};

/** Decides one close of what an open opens. */
export function decideClose(
  close: Use,
  open: Open,
  around: Surroundings,
  verdicts: Verdicts,
): CloseDecision {
  const judgement = judgeClose(close, open.uses);
  const keep = (reason: string): CloseDecision => ({
    close,
    action: 'keep',
    reason,
    part: judgement.cleanUp ? judgement.part : undefined,
  });
  const verdict = verdicts(open) ?? 'manual';
  if (verdict !== 'share') return keep(KEPT_FOR[verdict]);
  if (!judgement.cleanUp) return keep(judgement.reason);
  if (!around.isRewritten(close)) {
    return keep('it is in a file that is not to be rewritten');
  }
  const { node } = close;
  const origins =
    node.type === 'MemberExpression'
      ? around.originsOf(node.object, close)
      : [];
  const isShared = origins.map((origin) => {
    switch (origin.kind) {
      case 'open':
        return verdicts(origin.open) === 'share';
      default:
        return origin.kind === 'shared' || origin.kind === 'nullish';
    }
  });
  if (isShared.length === 0 || isShared.includes(false)) {
    return keep('it can also close a client that is not shared');
  }
  const successor = origins.find(
    (origin) => origin.kind === 'open' && opensAfter(origin.open.node, node),
  );
  if (successor?.kind === 'open') {
    return keep(
      `it makes way for a new connection, ${placeOf(successor.open.node, node, around)}`,
    );
  }
  return {
    close,
    action: 'remove',
    reason: 'clean-up: nobody closes a shared client',
    part: judgement.part,
  };
}

/** Whether an open comes after a close in the same function, for the same variable. */
function opensAfter(open: TSESTree.Node, close: TSESTree.Node): boolean {
  return (
    open.range[0] > close.range[1] &&
    enclosingFunction(open) === enclosingFunction(close)
  );
}
