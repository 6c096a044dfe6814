/// <reference lib="dom" />
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { sidebar } from '../../docs/.vitepress/pages.ts';
import { violationsOf } from '../support/accessibility.ts';
import { inBrowser, isWithoutBrowser } from '../support/browser.ts';
import { builtSite, type Site, startSite } from '../support/site.ts';

const inSidebar = sidebar
  .flatMap(({ items }) => items)
  .flatMap((item) => [item, ...(item.items ?? [])])
  .map(({ link }) => link.slice(1).replace(/md$/, 'html'));
const PAGES = ['index.html', '404.html', ...inSidebar];

let folder: string;
beforeAll(async () => {
  folder = await builtSite();
});

it('has each page in its sidebar', () => {
  const built = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = built.filter((file) => file.endsWith('.html'));
  expect(pages.sort()).toEqual([...PAGES].sort());
});

describe.skipIf(isWithoutBrowser)(inBrowser('the site'), () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });

  afterAll(() => site.stop());

  describe.each(PAGES)('%s', (path) => {
    let page: Page;
    let complaints: readonly string[];

    beforeAll(async () => {
      ({ page, complaints } = await site.open(path));
    });

    afterAll(() => page.close());

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
      const own = new Set(links.filter((link) => link.startsWith(site.url)));
      expect(own.size).toBeGreaterThan(0);
      const here = await page.content();
      const isThere = (link: string) => {
        const [file = '', anchor] = link.slice(site.url.length).split('#');
        const target = file.replace(/(^|\/)$/, '$1index.html');
        if (!PAGES.includes(target)) return false;
        const text = target === path ? here : textOf(target);
        return anchor === undefined || text.includes(`id="${anchor}"`);
      };
      expect([...own].filter((link) => !isThere(link))).toEqual([]);
    });

    it.each([375, 1440])('fits %i pixels', async (width) => {
      await page.setViewportSize({ width, height: 900 });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
      ).toBe(width);
    });

    it('is accessible', () => isAccessible(page));

    it('has no error and asks nothing of others', () => {
      expect(complaints).toEqual([]);
    });
  });

  const textOf = (page: string) => readFileSync(join(folder, page), 'utf8');

  it.each(['index.html', 'recipes.html', 'rules/index.html'])(
    'is accessible in its dark dress: %s',
    (path) =>
      onPage(
        path,
        async (page) => {
          expect(await page.locator('html.dark').count()).toBe(1);
          await isAccessible(page);
        },
        { colorScheme: 'dark' },
      ),
  );

  it.each(PAGES.filter((path) => path.startsWith('api/')))(
    'has tables that fit a phone: %s',
    (path) =>
      onPage(
        path,
        async (page) =>
          expect(
            await page.locator('.vp-doc table').evaluateAll(widerThanSeen),
          ).toEqual([]),
        { viewport: { width: 375, height: 800 } },
      ),
  );

  it('is read past its navigation', () =>
    onPage('trace.html', async (page) => {
      await page.keyboard.press('Tab');
      expect(await nameOfFocused(page)).toBe('Skip to content');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(
          () => document.activeElement?.closest('#VPContent')?.id,
        ),
      ).toBe('VPContent');
    }));

  it('leads from page to page with the keyboard', () =>
    onPage('trace.html', async (page) => {
      await tabTo(page, 'Recipes');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/recipes.html');
      await page.getByRole('heading', { level: 1, name: 'Recipes' }).waitFor();
    }));

  it('finds what is searched with the keyboard', () =>
    onPage('index.html', async (page) => {
      await page.keyboard.press('Control+k');
      await page.locator('input:focus').waitFor();
      await page.keyboard.insertText('stateful command');
      const first = page.getByRole('option').first();
      await first.filter({ hasText: 'no-stateful-command' }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/rules/no-stateful-command.html*');
    }));

  it('has two menus on a phone, which the keyboard opens', () =>
    onPage(
      'trace.html',
      async (page) => {
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
      },
      { viewport: { width: 375, height: 800 } },
    ));

  it('is read without JavaScript', () =>
    onPage(
      'recipes.html',
      async (page) => {
        expect(await page.locator('main pre').first().isVisible()).toBe(true);
        await page.getByRole('link', { name: 'The tracer' }).first().click();
        await page.waitForURL('**/trace.html');
        expect(await page.locator('h1').isVisible()).toBe(true);
      },
      { javaScriptEnabled: false },
    ));

  async function onPage(
    path: string,
    act: (page: Page) => Promise<void>,
    options?: Parameters<Site['open']>[1],
  ): Promise<void> {
    const { page } = await site.open(path, options);
    await act(page);
    await page.close();
  }
});

async function isAccessible(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}

/** The texts of what has to be scrolled sideways. */
const widerThanSeen = (all: readonly Element[]) =>
  all
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map(({ textContent }) => textContent);

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
