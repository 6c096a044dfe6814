/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { BrowserContextOptions, Page } from 'playwright-core';

import { ROOT } from '../../docs/.vitepress/pages.ts';
import { startBrowser } from './browser.ts';
import { serveFiles } from './file-server.ts';

/** The site is tested below a path, as GitHub Pages has it. */
const BASE = '/below/';
const OPTIONS: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  reducedMotion: 'reduce',
};
const VITEPRESS = join(ROOT, 'node_modules/vitepress/bin/vitepress.js');

/**
 * The folder of the built site. It is built once in a run, by the first file
 * that needs it: two builds would be in each other's way.
 */
export async function builtSite(): Promise<string> {
  const [site, built, lock] = ['site', 'built', 'lock'].map((name) =>
    join(process.env['SITE_FOLDER']!, name),
  );
  while (!existsSync(built!)) {
    if (!claim(lock!)) await setTimeout(100);
    else {
      try {
        await build(site!);
        writeFileSync(built!, '');
      } finally {
        rmdirSync(lock!);
      }
    }
  }
  return site!;
}

function claim(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

const build = (folder: string) =>
  promisify(execFile)(
    process.execPath,
    [VITEPRESS, 'build', 'docs', '--outDir', folder],
    { cwd: ROOT, env: { ...process.env, DOCS_BASE: BASE } },
  );

export type Site = Awaited<ReturnType<typeof startSite>>;

/** The built site, served on this machine, and a browser. */
export async function startSite() {
  const server = await serveFiles(await builtSite(), BASE);
  const browser = await startBrowser();
  // One for all pages with these options, so that what they share is loaded once.
  const context = await browser.newContext(OPTIONS);
  return {
    url: server.url,

    /** Opens a page until it answers; what the browser complains about is noted. */
    async open(path: string, options?: BrowserContextOptions) {
      const page = options
        ? await browser.newPage({ ...OPTIONS, ...options })
        : await context.newPage();
      const complaints = noteComplaints(page, server.url);
      await page.goto(server.url + path);
      if (options?.javaScriptEnabled !== false)
        await page.waitForFunction(isMounted);
      return { page, complaints };
    },

    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}

const isMounted = () => '__vue_app__' in document.querySelector('#app')!;

/** Messages, failed requests and requests to others, as they come. */
function noteComplaints(page: Page, url: string): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(request.url()));
  page.on('request', (request) => {
    const isOwn = [url, 'data:', 'blob:'].some((own) =>
      request.url().startsWith(own),
    );
    if (!isOwn) complaints.push(request.url());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(response.url());
  });
  return complaints;
}
