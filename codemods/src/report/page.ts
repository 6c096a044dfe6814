import { createHash } from 'node:crypto';

import type { Verdict } from 'eslint-plugin-shared-redis/verdicts';

import { type Site, VERDICTS } from '../plan.js';
import type { Failure, ProjectPlan } from '../project.js';
import { redact } from '../redact.js';
import { counted, foundIn } from '../words.js';
import { Html, markup, NOTHING } from './html.js';
import { SCRIPT } from './script.js';
import { siteSections } from './sites.js';
import { STYLE } from './style.js';
import { decisions, totals } from './totals.js';

type Reported = Pick<
  ProjectPlan,
  'plan' | 'filesSeen' | 'sources' | 'changes' | 'failures'
>;

/**
 * The plan as an HTML page that needs no other file and no script. Passwords
 * that are written out in the code are left out.
 */
export function reportPage(project: Reported): string {
  const { plan, filesSeen, failures, changes } = project;
  const { sites } = plan;
  const found = foundIn(sites, filesSeen);
  // Whole elements: their hashes are those of every byte between the tags.
  const style = new Html(`<style>${STYLE}</style>`);
  const script = new Html(`<script>${SCRIPT}</script>`);
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src ${hashed(STYLE)}; script-src ${hashed(SCRIPT)}"
        />
        <title>Redis connections: ${found}</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body>
        <a class="skip" href="#opens">Skip to the opens</a>
        <header class="top">
          <h1>Redis connections</h1>
          <p>
            ${found}; ${counted(changes.length, 'file')} to rewrite. Planned:
            ${plan.paths.map((path) => markup`<code>${path}</code> `)}
          </p>
        </header>
        <main>
          ${sites.length > 0 ? totals(sites) : markup`<p>No place opens a Redis connection outside the registry.</p>`}
          ${decisions(sites)} ${notDone(failures)}
          ${sites.length > 0 ? filter(sites) : NOTHING}
          <div id="opens" tabindex="-1">
            ${siteSections(withoutPasswords(project))}
          </div>
          <p id="none" hidden>No open matches.</p>
        </main>
        ${script}
      </body>
    </html> `;
  return page.text;
}

/** A password can stand in the line after its name, so code is redacted before it is cut into lines. */
function withoutPasswords(project: Reported): Reported {
  return {
    ...project,
    sources: new Map(
      [...project.sources].map(([file, text]) => [file, redact(text)]),
    ),
    changes: project.changes.map(({ file, before, after }) => ({
      file,
      before: redact(before),
      after: redact(after),
    })),
  };
}

/** The page runs its own style and script and nothing else. */
function hashed(text: string): Html {
  const hash = createHash('sha256').update(text).digest('base64');
  return new Html(`'sha256-${hash}'`);
}

/** Shown by the script only, which makes it work. */
function filter(sites: readonly Site[]): Html {
  const box = (verdict: Verdict): Html => {
    const count = sites.filter((site) => site.verdict === verdict).length;
    return markup`<label class="${verdict}"
      ><input type="checkbox" name="verdict" value="${verdict}" checked />
      ${verdict} ${count}</label
    >`;
  };
  return markup` <form id="filter" role="search" hidden>
    <label class="words"
      >Find
      <input
        type="search"
        name="words"
        placeholder="file, code or reason"
        autocomplete="off"
    /></label>
    <fieldset>
      <legend>Verdicts</legend>
      ${VERDICTS.map(box)}
    </fieldset>
    <output aria-live="polite"></output>
  </form>`;
}

function notDone(failures: readonly Failure[]): Html {
  if (failures.length === 0) return NOTHING;
  const items = failures.map(
    ({ file, message }) =>
      markup`<li><span class="place">${file}</span> ${message}</li>`,
  );
  return markup` <section aria-labelledby="not-done">
    <h2 id="not-done">Could not be read</h2>
    <ul class="failures">
      ${items}
    </ul>
  </section>`;
}
