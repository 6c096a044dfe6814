import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { ESLint, Linter } from 'eslint';
import { describe, expect, test } from 'vitest';

import plugin from '../../rules/src/index.js';

const root = new URL('../../', import.meta.url);
const names = Object.keys(plugin.rules).sort();
const rules = Object.entries(plugin.rules);

function namesIn(folder: string, extension: RegExp): readonly string[] {
  return readdirSync(new URL(folder, root))
    .filter((file) => /^(?:no|stable)-/.test(file))
    .map((file) => file.replace(extension, ''))
    .sort();
}

describe('the plugin', () => {
  test('its config holds the plugin itself, so that it can be named twice', async () => {
    const { recommended } = plugin.configs;
    expect(recommended.plugins?.['shared-redis']).toBe(plugin);
    const eslint = new ESLint({
      overrideConfigFile: true,
      overrideConfig: [
        recommended as Linter.Config,
        { plugins: { 'shared-redis': plugin as unknown as ESLint.Plugin } },
      ],
    });
    const [result] = await eslint.lintText(
      "import Redis from 'ioredis'; new Redis();",
    );
    expect(result!.messages.map(({ ruleId }) => ruleId)).toEqual([
      'shared-redis/no-direct-client',
    ]);
  });

  test('recommended turns on exactly the recommended rules', () => {
    const recommended = rules
      .filter(([, { meta }]) => meta.docs?.recommended)
      .map(([name]) => [`shared-redis/${name}`, 'error']);
    expect(plugin.configs.recommended.rules).toEqual(
      Object.fromEntries(recommended),
    );
  });

  test('its rules are its files and the pages of the documentation', () => {
    expect(namesIn('rules/src/rules/', /\.ts$/)).toEqual(names);
    expect(namesIn('docs/rules/', /\.md$/)).toEqual(names);
  });

  test('its version is that of the package', () => {
    const text = readFileSync(new URL('rules/package.json', root), 'utf8');
    const { name, version } = JSON.parse(text) as {
      name: string;
      version: string;
    };
    expect(plugin.meta).toEqual({ name, version, namespace: 'shared-redis' });
  });

  test('the built package is one object, however it is loaded', async () => {
    const require = createRequire(new URL('rules/', root));
    const url = new URL('rules/dist/index.js', root).href;
    const imported = (await import(/* @vite-ignore */ url)) as {
      default: typeof plugin;
    };
    const script = `const p = require(${JSON.stringify(fileURLToPath(url))}); import(${JSON.stringify(url)}).then((m) => console.log(m.default === p, Object.keys(p.rules).sort().join()));`;
    expect(
      execFileSync(process.execPath, ['-e', script], {
        encoding: 'utf8',
      }).trim(),
    ).toBe(`true ${names.join()}`);
    expect(imported.default.meta).toEqual(
      (require(fileURLToPath(url)) as typeof plugin).meta,
    );
  });
});

describe.each(rules)('%s', (name, rule) => {
  test('its page exists, names it and says what it bans', () => {
    const page = readFileSync(new URL(`docs/rules/${name}.md`, root), 'utf8');
    expect(page).toContain(name);
    expect(page.length).toBeGreaterThan(500);
    expect(rule.meta.docs?.url).toContain(name);
  });

  test('its messages are sentences, and its data are all given', () => {
    for (const message of Object.values(rule.meta.messages)) {
      expect(message).toMatch(/(?:\.|{{advice}})$/);
    }
  });

  test('costs nothing on a file without Redis', () => {
    const listeners: unknown[] = [];
    new Linter().verify('new Redis(); client.quit();', {
      plugins: {
        probe: {
          rules: {
            [name]: {
              create: (context) => {
                const created = rule.create(context as never);
                listeners.push(created);
                return created as never;
              },
            },
          },
        },
      },
      rules: { [`probe/${name}`]: 'error' },
    });
    expect(listeners).toEqual([{}]);
  });
});

describe('the analysis under ESLint', () => {
  test('is made once for all rules', () => {
    const messages = new Linter().verify(
      "import Redis from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nnew Redis();\ngetRedisClient().quit();",
      [plugin.configs.recommended as Linter.Config],
    );
    expect(messages.map(({ ruleId, line }) => `${ruleId}:${line}`)).toEqual([
      'shared-redis/no-direct-client:3',
      'shared-redis/no-close-shared-client:4',
    ]);
  });

  test('sees top-level variables of scripts', () => {
    const messages = new Linter().verify(
      "var getRedisClient = require('shared-redis').getRedisClient;\nvar c = getRedisClient();\nc.quit();",
      [
        plugin.configs.recommended as Linter.Config,
        { languageOptions: { sourceType: 'script' } },
      ],
    );
    expect(messages.map(({ line }) => line)).toEqual([3]);
  });
});
