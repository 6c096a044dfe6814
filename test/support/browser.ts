import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

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

/** CI has to have a browser: there its tests fail instead of being skipped. */
export const isWithoutBrowser =
  !existsSync(CHROMIUM) && process.env['CI'] === undefined;

/** The name of tests that need a browser. */
export const inBrowser = (name: string) =>
  isWithoutBrowser
    ? `${name} in a browser (skipped: no ${CHROMIUM}; apt-get install chromium)`
    : `${name} in a browser`;

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
