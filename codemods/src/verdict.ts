import {
  type Analysis,
  closesIn,
  DEDICATED_PURPOSES,
  effectOf,
  judgeClose,
  type Open,
  type Purpose,
  purposeOf,
  type Use,
} from 'eslint-plugin-shared-redis/analysis';

import type { Verdict } from './plan.js';
import { unstableOption } from './unstable-options.js';

/** A verdict on one open and the uses that led to it. */
export interface Judgement {
  readonly open: Open;
  readonly purpose: Purpose;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly evidence: readonly Use[];
}

/** What becomes of one close. */
export interface CloseDecision {
  readonly close: Use;
  readonly action: 'remove' | 'keep';
  readonly reason: string;
}

/** Judges every open of a file, and every close of what they open. */
export function judge(
  analysis: Analysis,
  text: string,
): {
  readonly judgements: readonly Judgement[];
  readonly closes: readonly CloseDecision[];
} {
  const judgements = new Map(
    analysis.opens.map((open) => [open.node, judgeOpen(open, analysis, text)]),
  );
  // A close that must stay makes its clients unshareable, which can make further closes stay.
  for (let settled = false; !settled;) {
    settled = true;
    for (const judgement of judgements.values()) {
      if (judgement.verdict !== 'share') continue;
      const blocking = blockingClose(judgement.open, analysis, judgements);
      if (!blocking) continue;
      judgements.set(judgement.open.node, { ...judgement, ...blocking });
      settled = false;
    }
  }
  return {
    judgements: [...judgements.values()],
    closes: decideCloses(analysis, judgements),
  };
}

type Judgements = ReadonlyMap<Open['node'], Judgement>;

function judgeOpen(open: Open, analysis: Analysis, text: string): Judgement {
  const { purpose, shownBy } = purposeOf(open.uses);
  const judgement = { open, purpose, evidence: shownBy };
  const shape = shapeObstacle(open);
  if (shape) return { ...judgement, verdict: 'manual', reason: shape };
  if (DEDICATED_PURPOSES.has(purpose)) {
    return {
      ...judgement,
      verdict: 'dedicate',
      reason: `${DEDICATION[purpose]} (${methodsOf(shownBy)}), so it needs a connection of its own`,
    };
  }
  if (purpose !== 'commands') {
    return {
      ...judgement,
      verdict: 'manual',
      reason: OBSTACLE[purpose]?.(shownBy[0]) ?? 'its use cannot be seen',
    };
  }
  const obstacle =
    listenerObstacle(open) ?? unstableObstacle(open, analysis, text);
  if (obstacle) return { ...judgement, verdict: 'manual', ...obstacle };
  return {
    ...judgement,
    verdict: 'share',
    reason: `only ordinary commands (${methodsOf(shownBy)})`,
  };
}

const DEDICATION: Partial<Record<Purpose, string>> = {
  subscriber: 'it subscribes',
  blocking: 'it blocks the connection',
  state: 'it changes the state of the connection',
};

/** Why a purpose other than commands leaves the decision to the reader. */
const OBSTACLE: Partial<Record<Purpose, (use: Use | undefined) => string>> = {
  handed: (use) =>
    `handed to \`${use?.kind === 'argument' ? use.callee : 'a function'}\`, whose use of it cannot be seen here`,
  exported: (use) =>
    `exported${named(use)}: what other files do with it cannot be seen here`,
  returned: (use) =>
    `returned${named(use)}: what the callers do with it cannot be seen here`,
  stored: (use) =>
    `stored${named(use)}, where code that cannot be seen here can reach it`,
  unknown: (use) =>
    use?.kind === 'call'
      ? `\`${use.method}\` is no Redis command that is known`
      : use?.kind === 'property'
        ? `\`${use.property}\` is read from it, and where that leads cannot be seen`
        : `its use in line ${use?.node.loc.start.line ?? '?'} cannot be followed`,
  unused: () => 'nothing uses it',
};

function named(use: Use | undefined): string {
  const name = use && 'name' in use ? use.name : undefined;
  return name === undefined ? '' : ` as \`${name}\``;
}

/** Why an open cannot be rewritten, whatever it is used for. */
function shapeObstacle(open: Open): string | undefined {
  if (open.form === 'subclass') {
    return 'opens a subclass of the driver: the registry would open the driver itself';
  }
  if (open.form === 'duplicate') {
    return 'a duplicate() asks for a connection of its own: open it with openDedicatedRedisClient(), or use the client it copies';
  }
  if (open.product === 'cluster') {
    return 'a Redis Cluster client: the registry does not hand those out yet';
  }
  return open.certain
    ? undefined
    : 'which class it opens is decided while the program runs';
}

function listenerObstacle(
  open: Open,
): Pick<Judgement, 'reason' | 'evidence'> | undefined {
  const listeners = open.uses.filter((use) => effectOf(use) === 'listener');
  const obstacle = listeners.find(
    (use) => open.scope.repeated || eventOf(use) !== 'error',
  );
  if (!obstacle) return undefined;
  return {
    evidence: [obstacle],
    reason: open.scope.repeated
      ? `adds a listener (${eventOf(obstacle)}) each time: on a shared client they would pile up`
      : `listens to \`${eventOf(obstacle)}\`, which a shared client may have emitted before`,
  };
}

function eventOf(use: Use): string {
  const event = use.kind === 'call' ? use.call.arguments[0] : undefined;
  return event?.type === 'Literal' ? String(event.value) : 'an event';
}

function unstableObstacle(
  open: Open,
  analysis: Analysis,
  text: string,
): Pick<Judgement, 'reason'> | undefined {
  const unstable = unstableOption(open, analysis, text);
  return unstable === undefined
    ? undefined
    : {
        reason: `${unstable}, so each call would open a shared client of its own: hoist it out of the function`,
      };
}

function blockingClose(
  open: Open,
  analysis: Analysis,
  judgements: Judgements,
): Pick<Judgement, 'verdict' | 'reason' | 'evidence'> | undefined {
  for (const close of closesIn(open.uses)) {
    const decision = decideClose(close, open, analysis, judgements);
    if (decision.action === 'remove') continue;
    return {
      verdict: 'manual',
      reason: `its close in line ${close.node.loc.start.line} must stay: ${decision.reason}`,
      evidence: [close],
    };
  }
  return undefined;
}

function decideCloses(
  analysis: Analysis,
  judgements: Judgements,
): readonly CloseDecision[] {
  const decisions = new Map<Use['node'], CloseDecision>();
  for (const { open } of judgements.values()) {
    for (const close of closesIn(open.uses)) {
      if (!decisions.has(close.node)) {
        decisions.set(
          close.node,
          decideClose(close, open, analysis, judgements),
        );
      }
    }
  }
  return [...decisions.values()];
}

function decideClose(
  close: Use,
  open: Open,
  analysis: Analysis,
  judgements: Judgements,
): CloseDecision {
  const verdict = judgements.get(open.node)?.verdict;
  if (verdict !== 'share') {
    return {
      close,
      action: 'keep',
      reason:
        verdict === 'dedicate'
          ? 'whoever opens a dedicated client closes it'
          : 'the client stays as it is',
    };
  }
  const judgement = judgeClose(close, open.uses);
  if (!judgement.cleanUp) {
    return { close, action: 'keep', reason: judgement.reason };
  }
  if (!closesOnlyShared(close, analysis, judgements)) {
    return {
      close,
      action: 'keep',
      reason: 'it can also close a client that is not shared',
    };
  }
  return {
    close,
    action: 'remove',
    reason: 'clean-up: nobody closes a shared client',
  };
}

/** Whether every client that a close can reach is a shared one. */
function closesOnlyShared(
  { node }: Use,
  analysis: Analysis,
  judgements: Judgements,
): boolean {
  if (node.type !== 'MemberExpression') return false;
  const origins = analysis.origins(node.object);
  return (
    origins.length > 0 &&
    origins.every((origin) => {
      switch (origin.kind) {
        case 'open':
          return judgements.get(origin.open.node)?.verdict === 'share';
        case 'shared':
        case 'nullish':
          return true;
        default:
          return false;
      }
    })
  );
}

/** The methods of some uses, as Redis writes its commands: `GET, SET, …`. */
function methodsOf(uses: readonly Use[]): string {
  const names = uses.flatMap((use) =>
    use.kind === 'call' ? [use.method.toUpperCase()] : [],
  );
  const distinct = [...new Set(names)];
  const shown = distinct.slice(0, 4).join(', ');
  return distinct.length > 4 ? `${shown}, …` : shown;
}
