import type { Decisions } from './decisions.js';
import { observedBefore } from './observations.js';
import { keyOf, placeOf } from './places.js';
import type { Close, Plan, Site } from './plan.js';
import { plan, type PlanOptions, type ProjectPlan } from './project.js';
import { refuseStalePlan } from './stale-plan.js';
import { UsageError } from './usage-error.js';

/** What is changed in a plan by hand, by place. */
interface Edits {
  readonly verdicts: ReadonlyMap<string, Site['verdict']>;
  readonly actions: ReadonlyMap<string, Close['action']>;
}

/**
 * Plans a project anew as a plan of it says, whose verdicts and actions may
 * have been edited. The closes of a client follow its verdict, but for those
 * that were edited themselves.
 *
 * @param written what `readPlan()` read
 * @param place the `cwd` and `onProgress` of `plan()`
 * @returns what `apply()` carries out
 * @throws {UsageError} where the project is no longer what was planned, and where an edited verdict or action cannot be carried out
 */
export function planAgain(
  written: Plan,
  place: Pick<PlanOptions, 'cwd' | 'onProgress'> = {},
): ProjectPlan {
  const options = {
    ...place,
    ...written.options,
    observations: observedBefore(written.sites),
  };
  const fresh = plan(written.paths, options);
  refuseStalePlan(written, fresh);
  const edits = editsIn(written, fresh.plan);
  if (edits.verdicts.size + edits.actions.size === 0) return fresh;
  const edited = plan(written.paths, {
    ...options,
    decisions: decisionsOf(edits),
  });
  refuseUndone(edits, edited.plan);
  return edited;
}

function editsIn(written: Plan, fresh: Plan): Edits {
  const verdicts = new Map(fresh.sites.map((s) => [keyOf(s), s.verdict]));
  const actions = new Map(fresh.closes.map((c) => [placeOf(c), c.action]));
  return {
    verdicts: new Map(
      written.sites
        .filter((site) => site.verdict !== verdicts.get(keyOf(site)))
        .map((site) => [keyOf(site), site.verdict]),
    ),
    actions: new Map(
      written.closes
        .filter((close) => close.action !== actions.get(placeOf(close)))
        .map((close) => [placeOf(close), close.action]),
    ),
  };
}

function decisionsOf({ verdicts, actions }: Edits): Decisions {
  return {
    verdict: (site) => verdicts.get(keyOf(site)),
    action: (close) => actions.get(placeOf(close)),
  };
}

/** @throws {UsageError} for the edits that cannot be carried out */
function refuseUndone({ verdicts, actions }: Edits, edited: Plan): void {
  const undone = [
    ...edited.sites.flatMap((site) => {
      const wanted = verdicts.get(keyOf(site)) ?? site.verdict;
      return wanted === site.verdict
        ? []
        : [`${placeOf(site)} cannot be "${wanted}": ${site.reason}`];
    }),
    ...edited.closes.flatMap((close) => {
      const wanted = actions.get(placeOf(close)) ?? close.action;
      return wanted === close.action
        ? []
        : [`the close ${placeOf(close)} cannot be removed: ${close.reason}`];
    }),
  ];
  if (undone.length === 0) return;
  throw new UsageError(`Nothing was rewritten: ${undone.join('; ')}.`);
}
