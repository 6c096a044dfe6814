import type { Judgement } from './judge.js';
import { NONE_OF_ITS_OWN } from './stand-ins.js';

/**
 * A judgement, more careful where the client was seen to send commands, when
 * the program ran, that no shared client may. It never makes one less careful:
 * what was not seen can happen all the same.
 *
 * @param sent the names of those commands
 * @param isCall whether the open is the call of an opener, which has no rewrite of its own
 */
export function asSeen(
  judgement: Judgement,
  sent: readonly string[],
  isCall: boolean,
): Judgement {
  const { verdict, reason, standIns } = judgement;
  if (sent.length === 0 || verdict === 'dedicate') return judgement;
  const seen = `it was seen sending ${sent.join(', ')} when the program ran`;
  if (verdict === 'manual') {
    return {
      ...judgement,
      reason: `${reason}; ${seen}: it must not be shared`,
    };
  }
  const own = `${seen}, so it needs a connection of its own`;
  return standIns.dedicate || isCall
    ? { ...judgement, verdict: 'dedicate', reason: own, hoists: [] }
    : {
        ...judgement,
        verdict: 'manual',
        reason: `${own}; ${NONE_OF_ITS_OWN}`,
      };
}
