import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { plan } from '../../codemods/src/index.ts';
import sharedRedis from '../../rules/src/index.ts';
import { RECIPES } from '../support/recipe.ts';
import {
  RECIPE_NAMES,
  RECIPES_PAGE,
  recipesPage,
} from '../support/recipes-page.ts';

const LINES = { atMost: 60 };

/** The files of a recipe that a user copies. */
const filesOf = (name: string) =>
  readdirSync(join(RECIPES, name), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[jt]s$/.test(file))
    .map((file) => join(RECIPES, name, file));

describe('the page of recipes', () => {
  it('is what the recipes are: `npm run docs:recipes`', async () => {
    expect(readFileSync(RECIPES_PAGE, 'utf8')).toBe(await recipesPage());
  });

  it('has all of them', () => {
    const folders = readdirSync(RECIPES, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect([...RECIPE_NAMES].sort()).toEqual(folders.sort());
  });

  it.each(RECIPE_NAMES)('shows each file of %s, none being long', (name) => {
    const page = readFileSync(RECIPES_PAGE, 'utf8');
    for (const file of filesOf(name)) {
      const code = readFileSync(file, 'utf8');
      expect(page).toContain(code);
      expect(code.split('\n').length).toBeLessThan(LINES.atMost);
    }
  });
});

it('the codemod finds no connection of its own in the recipes', () => {
  const { filesSeen, plan: found } = plan(RECIPE_NAMES, { cwd: RECIPES });
  expect(filesSeen).toBeGreaterThan(RECIPE_NAMES.length);
  expect(found.sites).toEqual([]);
});

describe('the recommended configuration', () => {
  const eslint = new ESLint({
    cwd: RECIPES,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser } },
      sharedRedis.configs.recommended as never,
    ],
  });

  it.each(RECIPE_NAMES)('finds nothing in %s', async (name) => {
    const results = await eslint.lintFiles(filesOf(name));
    expect(results.flatMap(({ messages }) => messages)).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
  });
});
