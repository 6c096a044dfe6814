import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from 'eslint-plugin-shared-redis';
import { describe, expect, it } from 'vitest';

import {
  examine,
  type Examined,
  type LineRange,
} from '../../docs/.vitepress/playground/examine.ts';
import { EXAMPLES } from '../../docs/.vitepress/playground/examples.ts';
import {
  type Code,
  isLanguage,
  LANGUAGES,
} from '../../docs/.vitepress/playground/languages.ts';
import { codeIn, hashOf } from '../../docs/.vitepress/playground/link.ts';
import { planFile } from '../../codemods/src/plan-file.ts';
import { fixtures } from '../codemods/support.ts';

function examined(code: Code): Examined {
  const outcome = examine(code);
  if (outcome.kind !== 'examined') throw new Error(outcome.message);
  return outcome;
}

function example(title: string): Code {
  const found = EXAMPLES.find((each) => each.title.startsWith(title));
  if (!found) throw new Error(`no example ${title}`);
  return found;
}

/** The codemod's fixtures in the languages of the page, whose text is what a browser's text field makes of it. */
const FIXTURES = fixtures().flatMap(({ name, file, input, output }) => {
  const language = file.slice(file.lastIndexOf('.') + 1);
  return isLanguage(language) ? [{ name, language, text: input, output }] : [];
});

/** What ESLint says with the configuration that the README shows. */
function lint({ text, language }: Code): readonly string[] {
  return new Linter()
    .verify(
      text,
      [
        {
          files: ['**/*.{js,cjs,ts,tsx}'],
          languageOptions: { parser },
        },
        plugin.configs.recommended as Linter.Config,
      ],
      { filename: `code.${language}` },
    )
    .map(({ ruleId, message, line }) => `${line} ${ruleId} ${message}`);
}

describe('agrees with the command and with ESLint', () => {
  it('on files of every language', () => {
    const languages = new Set(FIXTURES.map(({ language }) => language));
    expect([...languages].sort()).toEqual(Object.keys(LANGUAGES).sort());
  });

  it.each(FIXTURES)('$name', ({ output, ...code }) => {
    const { text, sites, closes, findings } = examined(code);
    const plan = planFile(code.text, `code.${code.language}`);
    expect(text).toBe(output);
    expect({ sites, closes }).toEqual({
      sites: plan.sites,
      closes: plan.closes,
    });
    expect(
      findings.map(
        ({ rule, message, line }) => `${line} shared-redis/${rule} ${message}`,
      ),
    ).toEqual(lint(code));
  });
});

describe('the examples', () => {
  it.each([
    ['share: a client', ['no-direct-client'], ['share']],
    ['share: options', ['no-direct-client'], ['share']],
    ['dedicate', ['no-direct-client'], ['dedicate']],
    ['manual', ['no-direct-client'], ['manual']],
    ['node-redis', ['no-direct-client'], ['share']],
    ['CommonJS', ['no-direct-client'], ['share']],
    [
      'what harms',
      [
        'stable-client-options',
        'no-listener-leak',
        'no-stateful-command',
        'no-close-shared-client',
      ],
      [],
    ],
  ])('%s shows %j and %j', (title, rules, verdicts) => {
    const { findings, sites } = examined(example(title));
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
    expect(sites.map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});

describe('suggestions', () => {
  const LINE = 'export const ping = () => new Redis().ping();\n';
  const IMPORT = "import Redis from 'ioredis';\n";

  it('are told with what they change', () => {
    const text = IMPORT + LINE;
    const [finding] = examined({ text, language: 'ts' }).findings;
    const { title, range, text: put } = finding!.suggestions[0]!;
    expect(title).toBe("Use getRedisClient() from 'shared-redis'");
    expect(text.slice(0, range[0]) + put + text.slice(range[1])).toBe(
      "import { getRedisClient } from 'shared-redis';\nexport const ping = () => getRedisClient().ping();\n",
    );
  });

  it('are those of the first hundred findings', () => {
    const text = IMPORT + LINE.replace('export ', '').repeat(150);
    const { findings } = examined({ text, language: 'js' });
    const suggested = findings.filter(({ suggestions }) => suggestions.length);
    expect([findings.length, suggested.length]).toEqual([150, 100]);
  });
});

describe('what is changed', () => {
  const linesIn = (text: string, ranges: readonly LineRange[]) =>
    ranges.flatMap(({ first, last }) =>
      text.split('\n').slice(first - 1, last),
    );

  it('is told by lines of the code and of the migrated code', () => {
    const code = example('node-redis');
    const { text, removed, added } = examined(code);
    expect(linesIn(code.text, removed)).toEqual([
      "import { createClient } from 'redis';",
      '  const client = createClient({ url: process.env.REDIS_URL });',
      '  await client.close();',
    ]);
    expect(linesIn(text, added)).toEqual([
      "import { getRedisClient } from 'shared-redis/node-redis';",
      '  const client = getRedisClient({ url: process.env.REDIS_URL });',
    ]);
  });

  it('is nothing where nothing is rewritten', () => {
    const code = example('manual');
    expect(examined(code)).toMatchObject({
      text: code.text,
      removed: [],
      added: [],
    });
  });
});

describe('code that cannot be parsed', () => {
  it('is told with its place', () => {
    const text = "import Redis from 'ioredis';\nnew Redis(;\n";
    expect(examine({ text, language: 'ts' })).toEqual({
      kind: 'unparsed',
      message: "')' expected.",
      line: 2,
      column: 10,
    });
  });

  it('depends on the language', () => {
    const text = 'const view = <b>redis</b>;\n';
    expect(examine({ text, language: 'ts' }).kind).toBe('unparsed');
    expect(examine({ text, language: 'tsx' }).kind).toBe('examined');
  });
});

it('tells nothing of comments for other plugins', () => {
  const text =
    '// eslint-disable-next-line acme/no-foo\n/* eslint acme/no-bar: 2, no-var: 2 */\nvar a = 1;\n';
  expect(examined({ text, language: 'js' }).findings).toEqual([]);
});

describe('a link', () => {
  it('holds code of any script, and its language', async () => {
    const code: Code = { text: 'const grüße = "你好 👋";\n', language: 'cjs' };
    const hash = await hashOf(code);
    expect(hash).toMatch(/^#cjs=[\w-]+$/);
    expect(await codeIn(hash!)).toEqual(code);
  });

  it('is not made of code that is too long for one', async () => {
    const text = Array.from({ length: 9000 }, (_, at) =>
      (at * 7919).toString(36),
    ).join(' ');
    expect(await hashOf({ text, language: 'ts' })).toBeUndefined();
  });

  it.each([
    '',
    '#',
    '#ts',
    '#ts=',
    '#ts=%%%',
    '#ts=AAAA',
    '#php=AAAA',
    '#what',
  ])('that is %j holds nothing', async (hash) => {
    expect(await codeIn(hash)).toBeUndefined();
  });

  it('that unpacks to more than a page is good for holds nothing', async () => {
    const bomb = await hashOf({ text: ' '.repeat(2_000_000), language: 'ts' });
    expect(bomb).toBeDefined();
    expect(await codeIn(bomb!)).toBeUndefined();
  });
});
