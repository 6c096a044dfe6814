/// <reference lib="dom" />
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { reportPage } from '../../codemods/src/report/page.ts';
import { violationsOf } from '../support/accessibility.ts';
import {
  inBrowser,
  isWithoutBrowser,
  startBrowser,
} from '../support/browser.ts';
import { reportedProject } from './report-project.ts';

describe.skipIf(isWithoutBrowser)(inBrowser('the report'), () => {
  const folder = mkdtempSync(join(tmpdir(), 'shared-redis-report-'));
  const file = join(folder, 'report.html');
  const url = pathToFileURL(file).href;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, reportPage(reportedProject()));
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the report and does something on it; whatever the browser complains about fails. */
  async function onPage(
    act: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    await act(page);
    expect(complaints).toEqual([]);
    const files = requests.filter((each) => !each.startsWith('data:'));
    expect(files).toEqual([url]);
    await context.close();
  }

  const visible = (page: Page) =>
    page
      .locator('.site:visible')
      .evaluateAll((sites) => sites.map(({ id }) => id.slice('open-'.length)));

  it('asks for nothing but itself and has no error', () =>
    onPage(async (page) => {
      expect(await visible(page)).toHaveLength(4);
      expect(await page.title()).toContain('4 opens');
    }));

  it('filters by verdict and by words', () =>
    onPage(async (page) => {
      const manual = page.getByRole('checkbox', { name: 'manual 2' });
      await manual.uncheck();
      expect(await visible(page)).toEqual([
        'src/events.ts:3:16',
        'src/lock.ts:4:17',
      ]);
      expect(await page.locator('.file:visible').count()).toBe(2);
      const words = page.getByRole('searchbox');
      await words.fill('LOCK set');
      expect(await visible(page)).toEqual(['src/lock.ts:4:17']);
      expect(await page.locator('output').textContent()).toBe('1 of 4');
      await words.fill('nowhere');
      expect(await page.getByText('No open matches.').isVisible()).toBe(true);
    }));

  it('leads to an open that is filtered out', () =>
    onPage(async (page) => {
      await page.getByRole('checkbox', { name: 'manual 2' }).uncheck();
      await page.getByText('2 exported as').click();
      await page
        .getByRole('link', { name: 'src/exported.ts:3:23' })
        .first()
        .click();
      const open = page.locator('[id="open-src/exported.ts:3:23"]');
      await open.waitFor({ state: 'visible' });
      expect(await visible(page)).toHaveLength(4);
    }));

  it('is read in full without JavaScript', () =>
    onPage(
      async (page) => {
        expect(await visible(page)).toHaveLength(4);
        expect(await page.locator('#filter').isVisible()).toBe(false);
        await page.getByText('Diff of src/lock.ts').click();
        const added = page.getByText(`+import { getRedisClient }`);
        expect(await added.isVisible()).toBe(true);
      },
      { javaScriptEnabled: false },
    ));

  it('is used with the keyboard', () =>
    onPage(async (page) => {
      const focused = () =>
        page.evaluate(() => {
          const { tagName, textContent } = document.activeElement ?? {};
          return `${tagName ?? ''} ${textContent?.trim().slice(0, 20) ?? ''}`;
        });
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('A Skip to the opens');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await focused()).toMatch(/^A src\//);
      await page.keyboard.press('Tab');
      expect(await focused()).toMatch(/^PRE /);
      await page.getByRole('searchbox').focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      expect(await visible(page)).toHaveLength(3);
    }));

  it.each([375, 1440])('fits %i pixels', (width) =>
    onPage(
      async (page) => {
        for (const summary of await page.locator('summary').all()) {
          await summary.click();
        }
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth),
        ).toBe(width);
      },
      { viewport: { width, height: 800 } },
    ),
  );

  it.each(['light', 'dark'] as const)(
    'is accessible in its %s dress',
    (colorScheme) =>
      onPage(async (page) => expect(await violationsOf(page)).toEqual([]), {
        colorScheme,
      }),
  );
});
