import type { TSESTree } from '@typescript-eslint/utils';

import {
  type Analysis,
  closesIn,
  DEDICATED_PURPOSES,
  type Open,
  type Purpose,
  purposeOf,
  type Use,
} from '../analysis/index.js';

import {
  contains,
  enclosingFunction,
  keyName,
  type SourceInput,
} from '../analysis/source.js';
import type { Hoist } from '../edits/index.js';
import { type Obstacle, obstacleInFile, obstacleTo } from './apart.js';
import {
  type CloseDecision,
  decideClose,
  decideCloses,
  type Verdict,
  type Verdicts,
} from './close-decisions.js';

import { definedCommands, type DefinedCommands } from './defined-commands.js';
import { connectObstacle } from './connects.js';
import { hoistsOf } from './hoisting.js';
import { withLeftOpen } from './left-open.js';
import { byLibrary, libraryObstacle, splitUses } from './library-verdicts.js';
import { type Amend, callsInTheWay, openerAmendments } from './openers.js';
import { placeOf } from './places.js';
import { dedicationOf, methodsOf, obstacleOf } from './reasons.js';
import { asSeen } from './seen.js';
import { instabilityOf } from './stability.js';
import {
  NONE_OF_ITS_OWN,
  reasonToStay,
  shapeObstacle,
  type StandIns,
  standInsFor,
} from './stand-ins.js';
import { type Surroundings, surroundingsIn } from './surroundings.js';

/** A verdict on one open and the uses that led to it. */
export interface Judgement {
  readonly open: Open;
  readonly purpose: Purpose;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly evidence: readonly Use[];
  readonly standIns: StandIns;
  /** The functions that have to become constants of the module for that. */
  readonly hoists?: readonly Hoist[];
}

/** The verdict of a reader who knows more about an open than the code shows. */
export type Decided = (open: Open) => Verdict | undefined;

const NOTHING_DECIDED: Decided = () => undefined;

/** A file, as far as verdicts need it. */
export interface JudgedFile {
  readonly analysis: Analysis;
  readonly text: string;
  /** Where more than the opens may be rewritten: what is needed to move code. */
  readonly source?: SourceInput;
  /** Its name, whose ending tells the language. */
  readonly file?: string;
}

/** An open of which all uses are known that can be, and the file it stands in. */
export interface JudgedOpen {
  readonly open: Open;
  readonly file: JudgedFile;
  /** For the call of an in-house opener whose own opens are judged too: those opens. */
  readonly runs?: readonly Pick<JudgedOpen, 'open'>[];
}

/** What becomes of some opens, and of every close of what they open. */
export interface Judged {
  readonly judgements: readonly Judgement[];
  readonly closes: readonly CloseDecision[];
}

/**
 * Judges every open of a file, and every close of what they open, as far as
 * the file shows.
 *
 * @param decided stands above the verdict of the analysis, where the open has a rewrite; the closes follow from it
 */
export function judge(file: JudgedFile, decided = NOTHING_DECIDED): Judged {
  const { analysis } = file;
  return judgeAll(
    analysis.opens.map((open) => ({ open, file })),
    surroundingsIn(analysis),
    decided,
  );
}

/** Judges opens of any number of files together. */
export function judgeAll(
  opens: readonly JudgedOpen[],
  around: Surroundings,
  decided = NOTHING_DECIDED,
): Judged {
  const defined = around.isWholeProject
    ? definedCommands(opens.map(({ open }) => open))
    : () => false;
  const judgements = new Map(
    opens.map((each) => [
      each.open.node,
      asDecided(
        withLeftOpen(
          asSeen(
            judgeOpen(each, around, defined),
            around.seenSending(each.open),
            each.runs !== undefined,
          ),
        ),
        decided(each.open),
      ),
    ]),
  );
  const nameCalls = callsInTheWay(
    opens,
    verdictsIn([...judgements.values()]),
    around,
  );
  const verdicts: Verdicts = ({ node }) => judgements.get(node)?.verdict;
  const amendments: readonly Amend[] = [
    ({ open }, { verdict }) =>
      verdict === 'share' && !decided(open)
        ? closeObstacle(open, around, verdicts)
        : undefined,
    ...openerAmendments(opens, verdicts, around),
  ];
  // What makes one client unshareable can make further ones so: a close that must stay, a call of an opener.
  for (let settled = false; !settled;) {
    settled = true;
    for (const each of opens) {
      const judgement = judgements.get(each.open.node);
      const amended = judgement && amend(judgement, each, amendments);
      if (!amended) continue;
      judgements.set(each.open.node, amended);
      settled = false;
    }
  }
  return {
    judgements: [...judgements.values()].map(nameCalls),
    closes: decideCloses(
      opens.map(({ open }) => open),
      around,
      verdicts,
    ),
  };
}

/** The verdict on each open. */
export function verdictsIn(judgements: readonly Judgement[]): Verdicts {
  const verdicts = new Map(
    judgements.map(({ open, verdict }) => [open.node, verdict]),
  );
  return ({ node }) => verdicts.get(node);
}

function amend(
  judgement: Judgement,
  judged: JudgedOpen,
  amendments: readonly Amend[],
): Judgement | undefined {
  for (const find of amendments) {
    const amended = find(judged, judgement);
    if (amended) return { ...judgement, ...amended };
  }
  return undefined;
}

function asDecided(
  judgement: Judgement,
  verdict: Verdict | undefined,
): Judgement {
  if (verdict === undefined) return judgement;
  const { share, [verdict]: wanted } = judgement.standIns;
  if (verdict !== 'manual' && !wanted) {
    // Whoever wants it is told why it cannot be.
    return share ? { ...judgement, reason: NONE_OF_ITS_OWN } : judgement;
  }
  return { ...judgement, verdict, reason: 'decided by hand' };
}

/** The verdict on what an open is used for, if the registry can carry it out. */
function judgeOpen(
  judged: JudgedOpen,
  around: Surroundings,
  defined: DefinedCommands,
): Judgement {
  const { open, file, runs } = judged;
  const shape = shapeObstacle(open, file, around);
  const standIns = shape ? {} : standInsFor(open);
  const judgement = { ...judgeUses(judged, around, defined), standIns };
  if (runs) return judgement;
  if (shape) {
    const reason = reasonToStay(open, shape, judgement);
    return { ...judgement, ...shape, reason, verdict: 'manual' };
  }
  const { verdict, reason } = judgement;
  if (verdict === 'manual') return judgement;
  if (!standIns[verdict]) {
    return {
      ...judgement,
      verdict: 'manual',
      reason: `${reason}; ${NONE_OF_ITS_OWN}`,
    };
  }
  const obstacle =
    open.driver === 'node-redis' && connectObstacle(open, file, around);
  return obstacle
    ? { ...judgement, ...obstacle, verdict: 'manual' }
    : judgement;
}

function judgeUses(
  { open, file, runs }: JudgedOpen,
  around: Surroundings,
  defined: DefinedCommands,
): Omit<Judgement, 'standIns'> {
  const { libraries, others } = splitUses(open, around);
  const { purpose, shownBy } = purposeOf(others, defined);
  const judgement = { open, purpose, evidence: shownBy };
  if (DEDICATED_PURPOSES.has(purpose)) {
    return {
      ...judgement,
      verdict: 'dedicate',
      reason: dedicationOf(purpose, shownBy),
    };
  }
  const owner = libraries.find(({ answer }) => answer.verdict === 'dedicate');
  if (owner) return { ...judgement, ...byLibrary(owner), verdict: 'dedicate' };
  if (open.form === 'duplicate') {
    return { ...judgement, verdict: 'dedicate', reason: OWN_BY_REQUEST };
  }
  const doubtful = libraries.find(({ answer }) => answer.verdict === 'manual');
  if (doubtful) {
    return { ...judgement, ...byLibrary(doubtful), verdict: 'manual' };
  }
  const isOnlyHanded = purpose === 'unused' && libraries.length > 0;
  if (purpose !== 'commands' && !isOnlyHanded) {
    return {
      ...judgement,
      verdict: 'manual',
      reason: obstacleOf(purpose, shownBy[0], open, around),
    };
  }
  const hoists = runs ? [] : hoistsOf(open, file);
  const obstacle =
    obstacleTo(open, file.text) ??
    obstacleInFile(file) ??
    libraryObstacle(open, libraries) ??
    (runs ? undefined : instabilityObstacle(open, file, hoists));
  if (obstacle) return { ...judgement, ...obstacle, verdict: 'manual' };
  const [library] = libraries;
  const commands = methodsOf(shownBy);
  return {
    ...judgement,
    purpose: 'commands',
    verdict: 'share',
    evidence: [...shownBy, ...libraries.map(({ use }) => use)],
    hoists,
    reason: [
      ...(commands === '' ? [] : [`only ordinary commands (${commands})`]),
      ...(library ? [library.answer.reason] : []),
      ...hoists.map(
        ({ property }) =>
          `${keyName(property)} becomes a constant of the module`,
      ),
    ].join('; '),
  };
}

/** Whatever it is used for: a dedicated client is what it was before. */
const OWN_BY_REQUEST = 'a duplicate() asks for a connection of its own';

/**
 * Sharing by arguments does not share where they differ. Where they only may
 * differ it opens no more clients than before, unless each call closed its own.
 */
function instabilityObstacle(
  open: Open,
  { analysis, text }: JudgedFile,
  hoists: readonly Hoist[],
): Obstacle | undefined {
  const hoisted = new Set<TSESTree.Node>(hoists.map(({ fn }) => fn));
  const instability = instabilityOf(open, analysis, text, hoisted);
  if (!instability) return undefined;
  const { certain, reason } = instability;
  if (certain) {
    return {
      reason: `${reason}, so each call would open a shared client of its own`,
    };
  }
  const fn = enclosingFunction(open.node);
  const isClosedByCall =
    open.scope.kind === 'function' &&
    closesIn(open.uses).some(({ node }) => fn && contains(fn, node));
  return isClosedByCall
    ? {
        reason: `${reason}, so each call may open another client, which nothing would close`,
      }
    : undefined;
}

function closeObstacle(
  open: Open,
  around: Surroundings,
  verdicts: Verdicts,
): (Obstacle & { readonly verdict: 'manual' }) | undefined {
  for (const close of closesIn(open.uses)) {
    const decision = decideClose(close, open, around, verdicts);
    if (decision.action === 'remove') continue;
    return {
      verdict: 'manual',
      reason: `its close ${placeOf(close.node, open.node, around)} must stay: ${decision.reason}`,
      evidence: [close],
    };
  }
  return undefined;
}
