/// <reference lib="dom" />
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { reportPage } from '../../codemods/src/report/page.ts';
import { reportedProject } from './report-project.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// CI has to have it: there it fails instead.
const isSkipped = !existsSync(CHROMIUM) && process.env.CI === undefined;
const title = isSkipped
  ? `the report in a browser (skipped: no ${CHROMIUM}; apt-get install chromium)`
  : 'the report in a browser';

describe.skipIf(isSkipped)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), 'shared-redis-report-'));
  const file = join(folder, 'report.html');
  const url = pathToFileURL(file).href;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, reportPage(reportedProject()));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
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

  it('has a light and a dark dress, which can be read', async () => {
    const contrasts: number[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await onPage(
        async (page) => {
          contrasts.push(...(await page.evaluate(lowestContrasts)));
        },
        { colorScheme },
      );
    }
    expect(contrasts).toHaveLength(2);
    // What WCAG asks of text at level AA.
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
  });
});

/** The lowest contrast between a text of the page and what is behind it. Runs in the browser. */
function lowestContrasts(): readonly number[] {
  const channels = (colour: string) =>
    (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = channels(colour).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: Element): string => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (channels(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [...document.querySelectorAll('main *, .top *')].filter(
    ({ childNodes }) =>
      [...childNodes].some(
        (node) => node.nodeType === 3 && node.textContent?.trim() !== '',
      ),
  );
  const contrasts = texts.map((element) => {
    const ink = luminance(getComputedStyle(element).color);
    const paper = luminance(behind(element));
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  });
  return [Math.min(...contrasts)];
}
