import { placeOf } from '../places.js';
import type { Close, Evidence, Site } from '../plan.js';
import type { Change, ProjectPlan } from '../project.js';
import { whenSeen } from '../words.js';
import { codeAround, diffOf } from './code-view.js';
import { type Html, markup, NOTHING, prose } from './html.js';

/** The lines of each file that the plan names. */
type LinesOf = (file: string) => readonly string[];

/** All opens, file by file, each with its code, verdict, reason and evidence; and what changes in the file. */
export function siteSections({
  plan,
  sources,
  changes,
}: Pick<ProjectPlan, 'plan' | 'sources' | 'changes'>): readonly Html[] {
  const lines = new Map(
    [...sources].map(([file, text]) => [file, text.trimEnd().split(/\r?\n/)]),
  );
  const linesOf: LinesOf = (file) => lines.get(file) ?? [];
  const changed = new Map(changes.map((change) => [change.file, change]));
  const closes = byFile(plan.closes);
  return [...byFile(plan.sites)].map(([file, sites]) =>
    fileSection(
      {
        file,
        sites,
        closes: closes.get(file) ?? [],
        change: changed.get(file),
      },
      linesOf,
    ),
  );
}

function byFile<T extends { readonly file: string }>(
  things: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(thing.file);
    if (group) group.push(thing);
    else groups.set(thing.file, [thing]);
  }
  return groups;
}

/** The id of an open on the page. */
export function idOf(site: Site): string {
  return `open-${placeOf(site)}`;
}

/** What the page says of one file. */
interface FileFacts {
  readonly file: string;
  readonly sites: readonly Site[];
  readonly closes: readonly Close[];
  readonly change: Change | undefined;
}

function fileSection(
  { file, sites, closes, change }: FileFacts,
  linesOf: LinesOf,
): Html {
  return markup` <section class="file" aria-label="${file}">
    <h2>${file}</h2>
    ${sites.map((site) => siteArticle(site, linesOf))}
    ${closes.length > 0 ? closeList(closes) : NOTHING}
    ${change ? diffOf(change) : markup`<p class="unchanged">Nothing in this file is rewritten.</p>`}
  </section>`;
}

function siteArticle(site: Site, linesOf: LinesOf): Html {
  const { file, line, verdict, reason, evidence } = site;
  const here = evidence.filter((each) => each.file === file);
  return markup` <article
    class="site ${verdict}"
    id="${idOf(site)}"
    data-verdict="${verdict}"
  >
    <header>
      <h3>
        <span class="verdict">${verdict}</span>
        <a href="#${idOf(site)}">${placeOf(site)}</a>
      </h3>
      <p class="facts">${factsOf(site)}</p>
    </header>
    <p class="reason">${prose(reason)}</p>
    ${codeAround(linesOf(file), line, new Set(here.map((each) => each.line)), `Code at ${placeOf(site)}`)}
    ${evidence.length > 0 ? evidenceList(evidence, linesOf) : NOTHING}
  </article>`;
}

function factsOf(site: Site): readonly Html[] {
  const facts = [whenSeen(site), site.purpose, `${site.driver}, ${site.form}`];
  return facts.map((fact) => markup`<span>${fact}</span>`);
}

function evidenceList(evidence: readonly Evidence[], linesOf: LinesOf): Html {
  const items = evidence.map(
    ({ file, line, what }) =>
      markup`<li>
        <span class="place">${file}:${line}</span> <b>${what}</b>
        <code>${(linesOf(file)[line - 1] ?? '').trim()}</code>
      </li>`,
  );
  return markup`<div class="evidence">
    <h4>Evidence</h4>
    <ul>
      ${items}
    </ul>
  </div>`;
}

function closeList(closes: readonly Close[]): Html {
  const items = closes.map(
    ({ line, action, reason }) =>
      markup`<li>
        <span class="place">line ${line}</span> <b>${action}</b> ${prose(reason)}
      </li>`,
  );
  return markup`<div class="closes">
    <h3>Closes</h3>
    <ul>
      ${items}
    </ul>
  </div>`;
}
