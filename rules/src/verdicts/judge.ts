import { LISTENER_METHODS } from '../analysis/command-effects.js';
import {
  type Analysis,
  closesIn,
  DEDICATED_PURPOSES,
  type DriverName,
  type Open,
  type Purpose,
  purposeOf,
  type Use,
} from '../analysis/index.js';

import { type Obstacle, obstacleInFile, obstacleTo } from './apart.js';
import {
  type CloseDecision,
  decideClose,
  decideCloses,
  type Verdict,
  type Verdicts,
} from './close-decisions.js';

import { instabilityOf } from './stability.js';

/** A verdict on one open and the uses that led to it. */
export interface Judgement {
  readonly open: Open;
  readonly purpose: Purpose;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly evidence: readonly Use[];
}

/** The verdict of a reader who knows more about an open than its file shows. */
export type Decided = (open: Open) => Verdict | undefined;

/**
 * Judges every open of a file, and every close of what they open.
 *
 * @param decided stands above the verdict of the analysis, where the open has a rewrite; the closes follow from it
 */
export function judge(
  analysis: Analysis,
  text: string,
  decided: Decided = () => undefined,
): {
  readonly judgements: readonly Judgement[];
  readonly closes: readonly CloseDecision[];
} {
  const inFile = analysis.opens.length > 0 ? obstacleInFile(text) : undefined;
  const judgements = new Map(
    analysis.opens.map((open) => [
      open.node,
      asDecided(judgeOpen(open, inFile, analysis, text), decided(open)),
    ]),
  );
  const verdicts: Verdicts = ({ node }) => judgements.get(node)?.verdict;
  // A close that must stay makes its clients unshareable, which can make further closes stay.
  for (let settled = false; !settled;) {
    settled = true;
    for (const judgement of judgements.values()) {
      if (judgement.verdict !== 'share' || decided(judgement.open)) continue;
      const obstacle = closeObstacle(judgement.open, analysis, verdicts);
      if (!obstacle) continue;
      judgements.set(judgement.open.node, {
        ...judgement,
        ...obstacle,
        verdict: 'manual',
      });
      settled = false;
    }
  }
  return {
    judgements: [...judgements.values()],
    closes: decideCloses(analysis.opens, analysis, verdicts),
  };
}

function asDecided(
  judgement: Judgement,
  verdict: Verdict | undefined,
): Judgement {
  if (verdict === undefined) return judgement;
  if (verdict !== 'manual' && shapeObstacle(judgement.open)) return judgement;
  return { ...judgement, verdict, reason: 'decided by hand' };
}

function judgeOpen(
  open: Open,
  inFile: Obstacle | undefined,
  analysis: Analysis,
  text: string,
): Judgement {
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
    obstacleTo(open, text) ??
    inFile ??
    instabilityObstacle(open, analysis, text);
  if (obstacle) return { ...judgement, ...obstacle, verdict: 'manual' };
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
      ? `what \`${use.method}()\` does to the connection cannot be seen`
      : use?.kind === 'property'
        ? `\`${use.property}\` is read from it, and where that leads cannot be seen`
        : `its use in line ${use?.node.loc.start.line ?? '?'} cannot be followed`,
  unused: () => 'nothing uses it',
};

function named(use: Use | undefined): string {
  const name = use && 'name' in use ? use.name : undefined;
  return name === undefined ? '' : ` as \`${name}\``;
}

/** The drivers whose constructor takes the arguments of `getRedisClient` of `shared-redis`. */
const REWRITTEN: ReadonlySet<DriverName> = new Set<DriverName>(['ioredis']);

/** Why an open cannot be rewritten, whatever it is used for. */
function shapeObstacle(open: Open): string | undefined {
  if (open.form === 'subclass') {
    return 'opens a subclass of the driver: the registry would open the driver itself';
  }
  if (open.form === 'opener') {
    return 'an in-house function opens it: let that function return getRedisClient()';
  }
  if (open.form === 'duplicate') {
    return 'a duplicate() asks for a connection of its own: open it with openDedicatedRedisClient(), or use the client it copies';
  }
  if (open.product === 'cluster') {
    return 'a Redis Cluster client, which is not rewritten: see getRedisCluster()';
  }
  if (!open.certain) {
    return 'which class it opens is decided while the program runs';
  }
  return REWRITTEN.has(open.driver)
    ? undefined
    : `a client of ${open.driver}, which is not rewritten`;
}

/**
 * Sharing by arguments does not share where they differ. Where they only may
 * differ it opens no more clients than before, unless each call closed its own.
 */
function instabilityObstacle(
  open: Open,
  analysis: Analysis,
  text: string,
): Obstacle | undefined {
  const instability = instabilityOf(open, analysis, text);
  if (!instability) return undefined;
  const { certain, reason } = instability;
  if (certain) {
    return {
      reason: `${reason}, so each call would open a shared client of its own`,
    };
  }
  const isClosedByCall =
    open.scope.kind === 'function' && closesIn(open.uses).length > 0;
  return isClosedByCall
    ? {
        reason: `${reason}, so each call may open another client, which nothing would close`,
      }
    : undefined;
}

function closeObstacle(
  open: Open,
  analysis: Analysis,
  verdicts: Verdicts,
): Obstacle | undefined {
  for (const close of closesIn(open.uses)) {
    const decision = decideClose(close, open, analysis, verdicts);
    if (decision.action === 'remove') continue;
    return {
      reason: `its close in line ${close.node.loc.start.line} must stay: ${decision.reason}`,
      evidence: [close],
    };
  }
  return undefined;
}

/** The methods of some uses, as Redis writes its commands: `GET, SET, …`. */
function methodsOf(uses: readonly Use[]): string {
  const names = uses.flatMap((use) =>
    use.kind === 'call' ? [nameOf(use)] : [],
  );
  const distinct = [...new Set(names)];
  const shown = distinct.slice(0, 4).join(', ');
  return distinct.length > 4 ? `${shown}, …` : shown;
}

/** `GET`; `on('message')` for a listener. */
function nameOf({ method, call }: Extract<Use, { kind: 'call' }>): string {
  const [event] = call.arguments;
  return LISTENER_METHODS.has(method) && event?.type === 'Literal'
    ? `${method}(${event.raw})`
    : method.toUpperCase();
}
