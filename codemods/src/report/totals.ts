import type { Verdict } from 'eslint-plugin-shared-redis/verdicts';

import { placeOf } from '../places.js';
import { type Site, VERDICTS } from '../plan.js';
import { groupByReason } from '../reason-groups.js';
import { counted } from '../words.js';
import { type Html, markup, NOTHING, prose } from './html.js';
import { idOf } from './sites.js';

/** What the connections of a verdict are after the migration. */
const AFTERWARDS: Readonly<Record<Verdict, string>> = {
  share:
    'One connection for each distinct set of arguments in use, however often the code runs.',
  dedicate:
    'As many as before, opened through the registry, which counts them.',
  manual: 'As many as before, until you decide.',
};

/** How many connections there are before and after, as far as code can tell. */
export function totals(sites: readonly Site[]): Html {
  const left = sites.filter(({ verdict }) => verdict !== 'share');
  return markup` <section aria-labelledby="totals">
    <h2 id="totals">Connections before and after</h2>
    <div class="cards">
      ${VERDICTS.map((verdict) =>
        card(
          verdict,
          sites.filter((site) => site.verdict === verdict),
        ),
      )}
    </div>
    <p>
      Before: ${openingsOf(sites)}. After: ${openingsOf(left)}; all others get a
      shared client.
    </p>
    <p class="note">
      These are places in the code, not sockets. What runs again and again (at
      each call, for each instance, in a loop) opens as many connections as
      there is traffic. Places with equal arguments share one client, places
      that differ have one each, and which arguments are equal shows when the
      program runs.
    </p>
  </section>`;
}

function card(verdict: Verdict, sites: readonly Site[]): Html {
  return markup`<div class="card ${verdict}">
    <p class="count">
      <b>${sites.length}</b> <span class="verdict">${verdict}</span>
    </p>
    <p><b>Before</b> ${sites.length > 0 ? `${openingsOf(sites)}.` : 'None.'}</p>
    <p><b>After</b> ${AFTERWARDS[verdict]}</p>
  </div>`;
}

/** `12 places open a connection, 9 of them again and again` */
function openingsOf(sites: readonly Site[]): string {
  const again = sites.filter(isRepeated).length;
  const open = sites.length === 1 ? 'opens' : 'open';
  return `${counted(sites.length, 'place')} ${open} a connection, ${again} of them again and again`;
}

function isRepeated({ scope, repeated }: Site): boolean {
  return repeated || scope === 'constructor' || scope === 'field';
}

/** What is left to the reader, by kind of reason, the most frequent first. */
export function decisions(sites: readonly Site[]): Html {
  const groups = groupByReason(
    sites.filter(({ verdict }) => verdict === 'manual'),
  );
  if (groups.length === 0) return NOTHING;
  const items = groups.map(
    ({ reason, members }) =>
      markup`<li>
        <details>
          <summary><b>${members.length}</b> ${prose(reason)}</summary>
          <ul>
            ${members.map((site) => markup`<li><a href="#${idOf(site)}">${placeOf(site)}</a></li>`)}
          </ul>
        </details>
      </li>`,
  );
  return markup` <section aria-labelledby="decisions">
    <h2 id="decisions">Left to you</h2>
    <ul class="groups">
      ${items}
    </ul>
    <p class="note">
      Where you know better, change a <code>verdict</code> in the plan and carry
      it out: <code>shared-redis-codemod --plan plan.json</code>, then
      <code>shared-redis-codemod --apply plan.json</code>.
    </p>
  </section>`;
}
