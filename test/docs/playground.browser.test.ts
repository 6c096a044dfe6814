/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { codeIn } from '../../docs/.vitepress/playground/link.ts';
import { violationsOf } from '../support/accessibility.ts';
import { inBrowser, isWithoutBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';

const PATH = 'playground.html';

const CLIENT_PER_CALL = `import Redis from 'ioredis';
export const ping = () => new Redis().ping();
`;

const MIGRATED = `import { getRedisClient } from 'shared-redis';
export const ping = () => getRedisClient().ping();
`;

describe.skipIf(isWithoutBrowser)(inBrowser('the playground'), () => {
  let site: Site;
  let page: Page;
  let complaints: readonly string[];

  beforeAll(async () => {
    site = await startSite();
    ({ page, complaints } = await site.open(PATH));
  });

  afterAll(() => site.stop());

  const code = (on = page) => on.getByLabel('Your code');
  const migrated = (on = page) => on.getByLabel('Migrated code');
  const findings = () => page.getByRole('region', { name: 'rules report' });
  const verdicts = () => page.getByRole('region', { name: 'codemod decides' });

  /** Waits for a summary of the code that is shown. */
  const summary = (text: string | RegExp, on = page) =>
    on.getByRole('status').filter({ hasText: text }).waitFor();

  it('begins with findings, verdict and migrated code of an example', async () => {
    await summary('1 finding. 1 open: 1 share. 7 lines out, 3 in.');
    expect(await findings().textContent()).toContain(
      'new Redis() opens a new connection at each call of acquireLock',
    );
    expect(await verdicts().textContent()).toContain('only ordinary commands');
    expect(await migrated().inputValue()).toContain(
      'const redis = getRedisClient(url, { maxRetriesPerRequest: 1 });',
    );
  });

  it('examines what is typed', async () => {
    await code().fill('');
    await summary('No finding. No open. Nothing is rewritten.');
    await code().pressSequentially(CLIENT_PER_CALL);
    await expect.poll(() => migrated().inputValue()).toBe(MIGRATED);
  });

  it('has examples in more than one language', async () => {
    await page.getByLabel('Example').selectOption('CommonJS');
    await summary('1 open: 1 share. 3 lines out, 2 in.');
    expect(await page.getByLabel('Language').inputValue()).toBe('cjs');
    expect(await migrated().inputValue()).toContain(
      "const { getRedisClient } = require('shared-redis');",
    );
    await page.getByLabel('Example').selectOption('what harms a shared client');
    await summary('4 findings. No open. Nothing is rewritten.');
  });

  it('keeps what was typed while an example is shown', async () => {
    const chosen = page.getByLabel('Example');
    await code().fill(CLIENT_PER_CALL);
    await summary('2 lines out, 2 in.');
    await chosen.selectOption('CommonJS');
    await summary('3 lines out, 2 in.');
    await chosen.selectOption('your own code');
    await summary('2 lines out, 2 in.');
    expect(await code().inputValue()).toBe(CLIENT_PER_CALL);
  });

  it('applies a suggestion, which the keyboard takes back', async () => {
    const suggestion = findings().getByRole('button', {
      name: "Use getRedisClient() from 'shared-redis'",
    });
    await suggestion.click();
    await summary('No finding. No open. Nothing is rewritten.');
    expect(await code().inputValue()).toBe(MIGRATED);
    await page.keyboard.press('Control+z');
    await summary('1 finding.');
    expect(await code().inputValue()).toBe(CLIENT_PER_CALL);
  });

  it('says which line cannot be parsed, and leads there', async () => {
    await page.getByLabel('Language').selectOption('ts');
    await code().fill('const a = 1;\nconst b = <b>1</b>;\n');
    await summary('Line 2 cannot be parsed: ');
    expect(
      await page.getByLabel('Migrated code, before the error').inputValue(),
    ).toBe(MIGRATED);
    expect(await findings().getByRole('button').last().isDisabled()).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go to line 2' }).click();
    expect(await selectedLine()).toBe(2);
    await page.getByLabel('Language').selectOption('tsx');
    await summary('No finding.');
    expect(await migrated().inputValue()).toBe(await code().inputValue());
  });

  /** The line of the code that the selection begins in, where the code has the focus. */
  const selectedLine = () =>
    code().evaluate((field: HTMLTextAreaElement) =>
      document.activeElement === field
        ? field.value.slice(0, field.selectionStart).split('\n').length
        : undefined,
    );

  it('shows code as text, whatever it is', async () => {
    await page.getByLabel('Language').selectOption('ts');
    await code().fill(
      `${CLIENT_PER_CALL}</textarea><script>document.title = 'run'</script>`,
    );
    await summary('Line 3 cannot be parsed: ');
    await code().fill(
      `import Redis from 'ioredis';\nregister['<img src=x onerror="document.title = 1">'](new Redis());\n`,
    );
    await summary('1 manual');
    expect(await verdicts().textContent()).toContain('<img');
    expect(await page.locator('.playground img').count()).toBe(0);
    expect(await page.title()).toMatch(/^Playground/);
  });

  it('fits a phone, whatever it shows', async () => {
    await code().fill(
      `import Redis from 'ioredis';\nnew Redis().subscribe('${'channel'.repeat(40)}');\nexport const ${'client'.repeat(40)} = new Redis();\n`,
    );
    await summary('2 findings. 2 opens: 1 dedicate, 1 manual.');
    await page.setViewportSize({ width: 375, height: 800 });
    const width = await page.evaluate(
      () => document.documentElement.scrollWidth,
    );
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(width).toBe(375);
  });

  it('takes 5,000 lines, and typing while they are examined', async () => {
    await paste(`import Redis from 'ioredis';\n${functions(1000)}`);
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// ');
    expect(await code().inputValue()).toMatch(/^\/\/ import/);
    await summary('No finding. No open. Nothing is rewritten.');
    await page.keyboard.press('Control+z');
    await summary('1000 findings. 1000 opens: 1000 share.');
  });

  const functions = (count: number) =>
    Array.from(
      { length: count },
      (_, at) => `async function ping${at}() {
  const redis = new Redis();
  await redis.ping();
  redis.disconnect();
}
`,
    ).join('');

  /** As from another window; typed, thousands of lines take a browser minutes. */
  async function paste(text: string): Promise<void> {
    await page.evaluate((value) => {
      const field = document.createElement('textarea');
      field.value = value;
      document.body.append(field);
      field.select();
    }, text);
    await page.keyboard.press('Control+x');
    await page.locator('body > textarea').evaluate((field) => field.remove());
    await code().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+v');
  }

  it('is used with the keyboard', async () => {
    await page.getByLabel('Example').focus();
    await page.keyboard.press('Home');
    await summary('7 lines out, 3 in.');
    const passed: (string | undefined)[] = [];
    for (let at = 0; at < 5; at++) {
      await page.keyboard.press('Tab');
      passed.push(await page.evaluate(nameOfFocused));
    }
    expect(passed).toEqual([
      'Language',
      'Your code',
      'Migrated code',
      'Line 6',
      'no-direct-client',
    ]);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await selectedLine()).toBe(6);
  });

  /** The text of what has the focus, or of its label, before what is inside that. */
  const nameOfFocused = () => {
    const focused = document.activeElement as HTMLInputElement | null;
    const named = focused?.labels?.[0] ?? focused;
    return named?.firstChild?.textContent?.trim();
  };

  it('is passed on by its address', async () => {
    await code().fill(CLIENT_PER_CALL);
    const hash = () => new URL(page.url()).hash;
    await expect
      .poll(() => codeIn(hash()))
      .toEqual({ text: CLIENT_PER_CALL, language: 'ts' });
    const other = await site.open(PATH + hash());
    await summary('2 lines out, 2 in.', other.page);
    expect(await code(other.page).inputValue()).toBe(CLIENT_PER_CALL);
    await other.page.close();
  });

  it('says that it needs JavaScript where there is none', async () => {
    const plain = await site.open(PATH, { javaScriptEnabled: false });
    const text = plain.page.locator('.playground noscript');
    expect(await text.isVisible()).toBe(true);
    await plain.page.close();
  });

  it('is not loaded by other pages', async () => {
    const other = await site.open('index.html');
    const loaded = await other.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.filter((name) => /worker|Playground/.test(name))).toEqual([]);
    await other.page.close();
  });

  it('has no error and asks nothing of others', () => {
    expect(complaints).toEqual([]);
  });
});
