import type { Effect } from './command-effects.js';
import { effectOf } from './commands.js';
import { isCalledFor } from './holders.js';
import type { Use } from './uses.js';

/** What a connection is opened for, as far as its file shows. */
export type Purpose =
  | 'commands'
  | 'subscriber'
  | 'blocking'
  | 'state'
  /** Handed to code that is not in the file. */
  | 'handed'
  | 'returned'
  | 'exported'
  | 'stored'
  | 'unused'
  | 'unknown';

/** Purposes that need a connection of their own. */
export const DEDICATED_PURPOSES: ReadonlySet<Purpose> = new Set<Purpose>([
  'subscriber',
  'blocking',
  'state',
]);

/** The strongest purpose first: one SUBSCRIBE outweighs any number of GETs. */
const PRECEDENCE: readonly Purpose[] = [
  'subscriber',
  'blocking',
  'state',
  'unknown',
  'handed',
  'exported',
  'returned',
  'stored',
  'commands',
];

const PURPOSE_OF_EFFECT: Readonly<Record<Effect, Purpose | undefined>> = {
  command: 'commands',
  subscriber: 'subscriber',
  blocking: 'blocking',
  mayBlock: 'blocking',
  state: 'state',
  delicate: 'state',
  unknown: 'unknown',
  inert: undefined,
  connect: undefined,
  close: undefined,
  listener: undefined,
  duplicate: undefined,
};

/**
 * The purpose of a connection with these uses, and the uses that show it.
 *
 * @param isCommand whether a use is an ordinary command that only its project knows
 */
export function purposeOf(
  uses: readonly Use[],
  isCommand: (use: Use) => boolean = () => false,
): {
  readonly purpose: Purpose;
  readonly shownBy: readonly Use[];
} {
  const purposes = new Map(
    uses.map((use) => [use, isCommand(use) ? 'commands' : purposeOfUse(use)]),
  );
  for (const purpose of PRECEDENCE) {
    const shownBy = uses.filter((use) => purposes.get(use) === purpose);
    if (shownBy.length > 0) return { purpose, shownBy };
  }
  return { purpose: 'unused', shownBy: [] };
}

function purposeOfUse(use: Use): Purpose | undefined {
  switch (use.kind) {
    case 'call':
    case 'property':
    case 'using':
      return PURPOSE_OF_EFFECT[effectOf(use)];
    case 'argument':
      return isCalledFor(use.held) ? 'returned' : 'handed';
    default:
      return isCalledFor(use.held) ? 'returned' : use.kind;
  }
}
