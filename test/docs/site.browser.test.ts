/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ROOT, sidebar } from '../../docs/.vitepress/pages.ts';
import { violationsOf } from '../support/accessibility.ts';
import {
  inBrowser,
  isWithoutBrowser,
  startBrowser,
} from '../support/browser.ts';
import { serveFiles } from '../support/file-server.ts';

/**
 * axe reads the button "Search" and the keys on it as one word, and misses that
 * word in its name.
 */
const MISREAD = 'label-content-name-mismatch: .DocSearch';

const BASE = '/below/';
const VITEPRESS = join(ROOT, 'node_modules/vitepress/bin/vitepress.js');

const inSidebar = sidebar
  .flatMap(({ items }) => items)
  .flatMap((item) => [item, ...(item.items ?? [])])
  .map(({ link }) => link.slice(1).replace(/md$/, 'html'));
const PAGES = ['index.html', '404.html', ...inSidebar];

const folder = mkdtempSync(join(tmpdir(), 'shared-redis-site-'));
const textOf = (page: string) => readFileSync(join(folder, page), 'utf8');

beforeAll(async () => {
  const args = [VITEPRESS, 'build', 'docs', '--outDir', folder];
  await promisify(execFile)(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, DOCS_BASE: BASE },
  });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

it('has each page in its sidebar', () => {
  const built = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = built.filter((file) => file.endsWith('.html'));
  expect(pages.sort()).toEqual([...PAGES].sort());
});

describe.skipIf(isWithoutBrowser)(inBrowser('the site'), () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveFiles>>;

  beforeAll(async () => {
    server = await serveFiles(folder, BASE);
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  /** Opens a page; whatever the browser complains about is noted. */
  async function open(path: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfailed', (request) => complaints.push(request.url()));
    page.on('request', (request) => {
      const isOurs = request.url().startsWith(server.url);
      if (!isOurs && !request.url().startsWith('data:'))
        complaints.push(request.url());
    });
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(response.url());
    });
    await page.goto(server.url + path);
    if (options.javaScriptEnabled !== false)
      await page.waitForFunction(isAlive);
    return { page, complaints };
  }

  const isAlive = () => '__vue_app__' in document.querySelector('#app')!;

  describe.each(PAGES)('%s', (path) => {
    let page: Page;
    let complaints: readonly string[];

    beforeAll(async () => {
      ({ page, complaints } = await open(path));
    });

    afterAll(() => page.context().close());

    it('has one heading, a title and a language', async () => {
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.title()).toMatch(/shared-redis/);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    });

    it('leads to what is there', async () => {
      const links = await page
        .locator('a[href]')
        .evaluateAll((all) =>
          all.map((each) => (each as HTMLAnchorElement).href),
        );
      const own = new Set(links.filter((link) => link.startsWith(server.url)));
      expect(own.size).toBeGreaterThan(0);
      const here = await page.content();
      const textAt = (file: string) => (file === path ? here : textOf(file));
      expect([...own].filter((link) => !isThere(link, textAt))).toEqual([]);
    });

    it.each([375, 1440])('fits %i pixels', async (width) => {
      await page.setViewportSize({ width, height: 900 });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
      ).toBe(width);
    });

    it.each(['light', 'dark'] as const)(
      'is accessible in its %s dress',
      async (colorScheme) => {
        await page.emulateMedia({ colorScheme });
        const violations = await violationsOf(page);
        expect(violations.filter((each) => each !== MISREAD)).toEqual([]);
      },
    );

    it('has no error and asks nothing of others', () => {
      expect(complaints).toEqual([]);
    });
  });

  const nameOfFocused = (page: Page) =>
    page.evaluate(
      () =>
        document.activeElement?.ariaLabel ??
        document.activeElement?.textContent.trim(),
    );

  /** Presses Tab until something of that name has the focus. */
  async function tabTo(page: Page, name: string): Promise<void> {
    const passed: unknown[] = [];
    while (passed.at(-1) !== name) {
      expect(passed.length, `Tab passes ${passed.join(', ')}`).toBeLessThan(60);
      await page.keyboard.press('Tab');
      passed.push(await nameOfFocused(page));
    }
  }

  describe('with the keyboard', () => {
    it('is read past its navigation', async () => {
      const { page } = await open('trace.html');
      await page.keyboard.press('Tab');
      expect(await nameOfFocused(page)).toBe('Skip to content');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(
          () => document.activeElement?.closest('#VPContent')?.id,
        ),
      ).toBe('VPContent');
      await page.context().close();
    });

    it('leads from page to page', async () => {
      const { page } = await open('trace.html');
      await tabTo(page, 'Recipes');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/recipes.html');
      expect(await page.locator('h1').textContent()).toContain('Recipes');
      await page.context().close();
    });

    it('finds what is searched', async () => {
      const { page } = await open('index.html');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('stateful command');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/rules/no-stateful-command.html*');
      await page.context().close();
    });

    it('opens both menus of a phone', async () => {
      const { page } = await open('trace.html', {
        viewport: { width: 375, height: 800 },
      });
      await tabTo(page, 'mobile navigation');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Reference');
      await tabTo(page, 'mobile navigation');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Menu');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Recipes');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/recipes.html');
      await page.context().close();
    });
  });

  it('is read without JavaScript', async () => {
    const { page } = await open('recipes.html', {
      javaScriptEnabled: false,
    });
    expect(await page.locator('main pre').first().isVisible()).toBe(true);
    await page.getByRole('link', { name: 'The tracer' }).first().click();
    await page.waitForURL('**/trace.html');
    expect(await page.locator('h1').isVisible()).toBe(true);
    await page.context().close();
  });

  function isThere(link: string, textAt: (page: string) => string): boolean {
    const { pathname, hash } = new URL(link);
    const page = decodeURI(pathname.slice(BASE.length)).replace(
      /(^|\/)$/,
      '$1index.html',
    );
    if (!PAGES.includes(page)) return false;
    return (
      hash === '' || textAt(page).includes(`id="${decodeURI(hash.slice(1))}"`)
    );
  }
});
