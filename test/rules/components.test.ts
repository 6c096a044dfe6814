// Scripts of components, as the parsers for Vue and Svelte hand them to rules.
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from 'eslint-plugin-shared-redis';
import * as svelte from 'svelte-eslint-parser';
import { describe, expect, it } from 'vitest';
import * as vue from 'vue-eslint-parser';

const PARSERS = { vue, svelte };
type Kind = keyof typeof PARSERS;

const lint = (text: string, kind: Kind): readonly Linter.LintMessage[] =>
  new Linter().verify(
    text,
    [
      {
        files: [`**/*.${kind}`],
        languageOptions: {
          parser: PARSERS[kind],
          parserOptions: { parser },
        },
      },
      plugin.configs.recommended as Linter.Config,
    ],
    { filename: `Visits.${kind}` },
  );

const found = (text: string, kind: Kind) =>
  lint(text, kind).map(({ line, ruleId }) => `${line} ${ruleId}`);

/** The text with the first suggestion of the first finding. */
function suggested(text: string, kind: Kind): string | undefined {
  const fix = lint(text, kind)[0]?.suggestions?.[0]?.fix;
  return (
    fix && text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])
  );
}

const KINDS: readonly Kind[] = ['vue', 'svelte'];

describe.each(KINDS)('the script of a component of %s', (kind) => {
  const open = `<p>visits</p>

<script lang="ts">
import Redis from 'ioredis';

async function visits(url: string) {
  const redis = new Redis(url);
  return redis.get('visits');
}
</script>
`;

  it('is reported', () => {
    expect(found(open, kind)).toEqual(['7 shared-redis/no-direct-client']);
    const harm = open
      .replace(
        "import Redis from 'ioredis'",
        "import { getRedisClient } from 'shared-redis'",
      )
      .replace('new Redis(url)', 'getRedisClient(url)')
      .replace('return redis.get', 'return redis.blpop');
    expect(found(harm, kind)).toEqual(['8 shared-redis/no-stateful-command']);
  });

  it('gets the import of a suggestion', () => {
    expect(suggested(open, kind)).toBe(
      open
        .replace('Redis from', '{ getRedisClient } from')
        .replace("'ioredis'", "'shared-redis'")
        .replace('new Redis', 'getRedisClient'),
    );
  });

  it('gets it also where it had none', () => {
    const script = `<p>visits</p>
<script>
export const open = async () => {
  const Redis = (await import('ioredis')).default;
  return (await new Redis().get('visits')) ?? 0;
};
</script>
`;
    expect(suggested(script, kind)).toMatch(
      /^<p>visits<\/p>\n<script>\nimport { getRedisClient } from 'shared-redis';\n/,
    );
  });
});

it('the expressions of a template are reported in Svelte', () => {
  const component = `<script>
import { getRedisClient } from 'shared-redis';
const redis = getRedisClient();
</script>
<button on:click={() => redis.quit()}>Quit</button>
`;
  expect(found(component, 'svelte')).toEqual([
    '5 shared-redis/no-close-shared-client',
  ]);
});
