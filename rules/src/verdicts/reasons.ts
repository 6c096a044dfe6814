import { LISTENER_METHODS } from '../analysis/command-effects.js';
import type { Open, Purpose, Use } from '../analysis/index.js';
import { placeOf } from './places.js';
import type { Surroundings } from './surroundings.js';

/** Why a purpose other than commands leaves the decision to the reader. */
export function obstacleOf(
  purpose: Purpose,
  use: Use | undefined,
  open: Open,
  around: Surroundings,
): string {
  const place = placeOf(use?.node ?? open.node, open.node, around);
  const whyNot = use && around.whyNotBeyond(use);
  return OBSTACLE[purpose]?.(use, place, whyNot) ?? 'its use cannot be seen';
}

/** Why a purpose needs a connection of its own, and what shows it. */
export function dedicationOf(
  purpose: Purpose,
  shownBy: readonly Use[],
): string {
  return `${DEDICATION[purpose]} (${methodsOf(shownBy)}), so it needs a connection of its own`;
}

const DEDICATION: Partial<Record<Purpose, string>> = {
  subscriber: 'it subscribes',
  blocking: 'it blocks the connection',
  state: 'it changes the state of the connection',
};

/** The reason for each purpose, by the use that shows it. */
const OBSTACLE: Partial<
  Record<
    Purpose,
    (use: Use | undefined, place: string, whyNot?: string) => string
  >
> = {
  handed: (use) =>
    `handed to \`${use?.kind === 'argument' ? use.callee : 'a function'}\`, whose use of it cannot be seen here`,
  exported: (use, _place, whyNot) =>
    `exported${named(use)}${whyNot ?? ': what other files do with it cannot be seen here'}`,
  returned: (use, _place, whyNot) =>
    `returned${named(use)}${whyNot ?? ': what the callers do with it cannot be seen here'}`,
  stored: (use, _place, whyNot) =>
    `stored${named(use)}${whyNot ?? ', where code that cannot be seen here can reach it'}`,
  unknown: (use, place) =>
    use?.kind === 'call'
      ? `what \`${use.method}()\` does to the connection cannot be seen`
      : use?.kind === 'property'
        ? `\`${use.property}\` is read from it, and where that leads cannot be seen`
        : `its use ${place} cannot be followed`,
  unused: () => 'nothing uses it',
};

function named(use: Use | undefined): string {
  const name = use && 'name' in use ? use.name : undefined;
  return name === undefined ? '' : ` as \`${name}\``;
}

/** The commands of some uses, as Redis writes them: `GET, SET, …`; `JSON` for those of a module. */
export function methodsOf(uses: readonly Use[]): string {
  const names = uses.flatMap((use) => {
    if (use.kind === 'property') return [use.property.toUpperCase()];
    return use.kind === 'call' ? [nameOf(use)] : [];
  });
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
