import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import plugin from 'eslint-plugin-shared-redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { copyBlastApi } from '../support/blast-api.ts';
import { run } from './story.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/codemod', import.meta.url));

const RULES = Object.fromEntries(
  Object.keys(plugin.rules).map((name) => [`shared-redis/${name}`, 'error']),
);

const OXLINT_CONFIG = JSON.stringify({
  jsPlugins: ['eslint-plugin-shared-redis'],
  categories: { correctness: 'off' },
  rules: RULES,
});

const ESLINT_CONFIG = `
import parser from '@typescript-eslint/parser';
import plugin from 'eslint-plugin-shared-redis';
export default [{
  files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
  languageOptions: { parser },
  plugins: { 'shared-redis': plugin },
  rules: ${JSON.stringify(RULES)},
}];
`;

/** What a linter can count otherwise than ESLint does. */
const CASES: Readonly<Record<string, string>> = {
  'wide-characters.ts':
    "import Redis from 'ioredis';\nconst s = '😀é'; const r = new Redis(s);\n",
  'byte-order-mark.ts': "\uFEFFimport R from 'ioredis'; new R();\nnew R();\n",
  'carriage-returns.ts': "import R from 'ioredis';\r\n\r\nnew R();\r\n",
  'hashbang.cjs':
    "#!/usr/bin/env node\nvar Redis = require('ioredis');\nvar r = new Redis();\nr.duplicate();\n",
  'top-level-await.mjs':
    "const { default: Redis } = await import('ioredis');\nexport const r = new Redis();\n",
  'closes.ts':
    "import { getRedisClient } from 'shared-redis';\nclass A { #c = getRedisClient(); async [Symbol.asyncDispose]() { await this.#c?.quit(); } }\nawait using c = getRedisClient();\nconst { quit } = getRedisClient();\n",
  'directives.ts':
    "import Redis from 'ioredis';\n// eslint-disable-next-line shared-redis/no-direct-client\nnew Redis();\nnew Redis(); // eslint-disable-line\nnew Redis();\n",
  'parents.tsx':
    "import Redis from 'ioredis';\nconst View = () => <b ref={() => (new Redis() as Redis)!.get('k')}>{new (Redis satisfies unknown)()}</b>;\n",
  'loops.js':
    "import * as io from 'ioredis';\nfor (const k of ks) { let c = new io.Redis(); c = c?.duplicate(); }\n",
  'hoisted.js':
    "start();\nfunction start() { return make(); }\nfunction make() { return new Redis(); }\nvar Redis = require('ioredis');\n",
  'shadowed.js':
    "import Redis from 'ioredis';\nfunction f(Redis) { return new Redis(); }\nexport { Redis, f };\n",
};

let dir: string;

beforeAll(async () => {
  dir = await copyBlastApi();
  for (const file of readdirSync(FIXTURES)) {
    if (!file.includes('.input.')) continue;
    cpSync(join(FIXTURES, file), join(dir, 'src/fixtures', file));
  }
  for (const [file, text] of Object.entries(CASES)) {
    writeFileSync(join(dir, 'src', file), text);
  }
  writeFileSync(join(dir, '.oxlintrc.json'), OXLINT_CONFIG);
  writeFileSync(join(dir, 'eslint.config.js'), ESLINT_CONFIG);
});

afterAll(() => rm(dir, { recursive: true }));

describe('the plugin under oxlint', () => {
  it('finds in the sample and the fixtures what it finds under ESLint', async () => {
    const expected = await eslintFindings();

    expect(expected.length).toBeGreaterThan(100);
    expect(await oxlintFindings()).toEqual(expected);
  }, 60_000);

  it('rewrites with --fix-suggestions as the suggestion says', async () => {
    const file = join(dir, 'suggestion.ts');
    writeFileSync(
      file,
      "import Redis from 'ioredis';\nexport const get = (k: string) => new Redis('😀').get(k);\n",
    );

    await run('oxlint', ['--fix-suggestions', 'suggestion.ts'], dir);

    expect(readFileSync(file, 'utf8')).toBe(
      "import { getRedisClient } from 'shared-redis';\nexport const get = (k: string) => getRedisClient('😀').get(k);\n",
    );
  });
});

async function eslintFindings(): Promise<readonly string[]> {
  const { stdout, stderr } = await run('eslint', ['src', '-f', 'json'], dir);
  expect(stderr).toBe('');
  const results = JSON.parse(stdout) as {
    filePath: string;
    messages: { ruleId: string; line: number; column: number }[];
  }[];
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(
        ({ ruleId, line, column }) =>
          `${relative(dir, filePath)}:${line}:${column} ${ruleId}`,
      ),
    )
    .sort();
}

async function oxlintFindings(): Promise<readonly string[]> {
  const { stdout, stderr } = await run('oxlint', ['src', '-f', 'json'], dir);
  expect(stderr).toBe('');
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: {
      filename: string;
      code: string;
      labels: [{ span: { offset: number } }];
    }[];
  };
  return diagnostics
    .map(({ filename, code, labels: [{ span }] }) => {
      const rule = code.replace(/\((.*)\)/, '/$1');
      return `${filename}:${placeOf(filename, span.offset)} ${rule}`;
    })
    .sort();
}

/** The line and column as ESLint counts them: oxlint's own columns count bytes. */
function placeOf(file: string, offset: number): string {
  const before = readFileSync(join(dir, file)).subarray(0, offset).toString();
  const lines = before.replace(/^\uFEFF/, '').split('\n');
  return `${lines.length}:${lines.at(-1)!.length + 1}`;
}
