import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plan } from 'shared-redis-codemod';
import { writeFiles } from './codemod-tree.ts';
import type { Table } from './goals.ts';
import { progress } from './measure.ts';
import { count } from './numbers.ts';
import { OPEN_FORMS, opensIn } from './open-forms.ts';

/** Of ast-grep. */
export const ONE_PATTERN = ['new Redis($$$)'];
/** The same that teams give to `no-restricted-syntax`. */
const PATTERNS = [
  ...ONE_PATTERN,
  'new IORedis($$$)',
  'new Redis.Cluster($$$)',
  'createClient($$$)',
  'Redis.createClient($$$)',
  '$X.duplicate($$$)',
];

interface Place {
  readonly file: string;
  readonly line: number;
}

/** How to find the opens below a folder. */
type Finder = (folder: string) => Promise<readonly Place[]>;

const FINDERS: Readonly<Record<string, Finder>> = {
  'the plan': (folder) => {
    const { root, plan: planned } = plan([folder]);
    return Promise.resolve(
      planned.sites.map(({ file, line }) => ({ file: join(root, file), line })),
    );
  },
  [`ast-grep, \`${ONE_PATTERN[0]}\``]: byAstGrep(ONE_PATTERN),
  [`ast-grep, ${PATTERNS.length} patterns`]: byAstGrep(PATTERNS),
};

/** The command that searches a folder. */
export const astGrep = (
  folder: string,
  patterns: readonly string[],
): readonly string[] => [
  fileURLToPath(new URL('ast-grep.mjs', import.meta.url)),
  folder,
  ...patterns,
];

function byAstGrep(patterns: readonly string[]): Finder {
  return async (folder) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      astGrep(folder, patterns),
    );
    return JSON.parse(stdout) as Place[];
  };
}

/** Which opens each finder finds in a file of each form. */
export async function whatIsFound(folder: string): Promise<Table> {
  progress('searching each form of an open');
  const files = OPEN_FORMS.map(({ form, code }, at) => {
    const file = join(folder, `form${at}.ts`);
    writeFiles(folder, { [`form${at}.ts`]: code });
    return { form, file, opens: opensIn(code) };
  });
  const found = await Promise.all(
    Object.values(FINDERS).map((find) => find(folder)),
  );
  const row = (what: string, some: typeof files) => [
    what,
    count(some.flatMap(({ opens }) => opens).length),
    ...found.map((places) => judged(some, places)),
  ];
  return {
    title: 'Which opens are found',
    text: `One file of each form: what the plan promises to find or to leave, each once. In real code the first is by far the most frequent. ast-grep goes by the syntax of one file: it is told names, and cannot tell where a name comes from. Its ${PATTERNS.length} patterns are ${PATTERNS.map((pattern) => `\`${pattern}\``).join(', ')}.`,
    head: ['', 'opens', ...Object.keys(FINDERS)],
    rows: [...files.map((each) => row(each.form, [each])), row('all', files)],
  };
}

/** What of the places is an open of these files, and what is none. */
function judged(
  files: readonly { file: string; opens: readonly number[] }[],
  places: readonly Place[],
): string {
  let right = 0;
  let wrong = 0;
  for (const { file, opens } of files) {
    for (const place of places) {
      if (place.file !== file) continue;
      if (opens.includes(place.line)) right++;
      else wrong++;
    }
  }
  return wrong > 0 ? `${right}, and ${wrong} false` : `${right}`;
}
