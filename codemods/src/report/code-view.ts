import { structuredPatch } from 'diff';

import type { Change } from '../project.js';
import { type Html, markup } from './html.js';

/** How many lines of code are shown before and after the line that matters. */
const BEFORE = 2;
const AFTER = 5;

/** The code around a line; `evidence` are the lines that led to the verdict. */
export function codeAround(
  lines: readonly string[],
  line: number,
  evidence: ReadonlySet<number>,
  label: string,
): Html {
  const first = Math.max(1, line - BEFORE);
  const shown = lines.slice(first - 1, line + AFTER).map((code, at) => {
    const number = first + at;
    const mark = number === line ? 'hit' : evidence.has(number) ? 'shows' : '';
    return markup`<span class="line ${mark}"><i>${number}</i>${`${code}\n`}</span>`;
  });
  return scrolled(label, shown);
}

/** What is changed in a file, folded. */
export function diffOf({ file, before, after }: Change): Html {
  const { hunks } = structuredPatch(file, file, before, after);
  const lines = hunks.flatMap((hunk) => [
    `@@ line ${hunk.oldStart}`,
    ...hunk.lines,
  ]);
  const count = (sign: string): number =>
    lines.filter((line) => line.startsWith(sign)).length;
  return markup`<details class="diff">
    <summary>
      Diff of <code>${file}</code> <span class="added">+${count('+')}</span>
      <span class="removed">−${count('-')}</span>
    </summary>
    ${scrolled(`Diff of ${file}`, lines.map(diffLine))}
  </details>`;
}

const DIFF_CLASSES: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'del',
  '@': 'hunk',
  '\\': 'hunk',
};

function diffLine(line: string): Html {
  const kind = DIFF_CLASSES[line.charAt(0)];
  return markup`<span class="line ${kind ?? ''}">${`${line}\n`}</span>`;
}

/** Code that is wider than the page is scrolled, by keyboard too. */
function scrolled(label: string, lines: readonly Html[]): Html {
  return markup`<pre tabindex="0" role="region" aria-label="${label}"><code>${lines}</code></pre>`;
}
