import { type Effect, effectOf, type Open } from '../analysis/index.js';
import type { Judgement } from './judge.js';

/** What one does who only wants to get messages. */
const LISTENS: ReadonlySet<Effect> = new Set<Effect>([
  'subscriber',
  'listener',
  'inert',
  'connect',
]);

/**
 * A judgement that says of a client of its own that each call opens one which
 * nothing closes, where all that happens to it is seen.
 */
export function withLeftOpen(judgement: Judgement): Judgement {
  const { open, verdict, purpose, reason } = judgement;
  if (verdict !== 'dedicate' || !isLeftOpen(open)) return judgement;
  const only = open.uses.every((use) => LISTENS.has(effectOf(use)));
  const instead =
    purpose === 'subscriber' && only && open.driver !== 'node-redis'
      ? 'subscribeRedis() would share one'
      : 'close it in the end';
  return {
    ...judgement,
    reason: `${reason}; nothing closes it, and each call leaves one open: ${instead}`,
  };
}

/** What a function returns is for its callers to close, or for itself, which may keep it. */
function isLeftOpen({ form, scope, returns, uses }: Open): boolean {
  return (
    form !== 'opener' &&
    scope.kind === 'function' &&
    scope.repeated &&
    returns.length === 0 &&
    !uses.some((use) => /^(?:close|unknown)$/.test(effectOf(use)))
  );
}
