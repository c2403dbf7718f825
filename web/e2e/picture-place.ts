// What the scripts that take pictures share: the demo as anybody sees it who starts it, devices of
// every size and language, and a picture once everything on the page is there.
import { join } from 'node:path';
import { test as plain, type Browser, type Page } from '@playwright/test';
import { newTill, selling } from './cashier-place.ts';
import { Demo } from './harness/demo.ts';

/** The project's documents. */
export const DOCS = join(import.meta.dirname, '../../docs');

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** How somebody looks at a page. */
export interface Look {
  size: typeof DESK;
  dark?: boolean;
  language?: 'id' | 'en';
}

export const test = plain.extend<object, { demo: Demo }>({
  demo: [
    // Playwright reads what a fixture needs from this pattern; this one needs nothing.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const demo = await Demo.start();
      await use(demo);
      await demo.end();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** Keeps what the page shows, once its pictures and letters are there. */
export async function keep(page: Page, file: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: file, animations: 'disabled' });
}

/** A page of a device. */
export async function pageOf(browser: Browser, look: Look): Promise<Page> {
  const language = look.language ?? 'id';
  const context = await browser.newContext({
    viewport: look.size,
    colorScheme: look.dark ? 'dark' : 'light',
    locale: language === 'id' ? 'id-ID' : 'en-GB',
    timezoneId: 'Asia/Jakarta',
  });
  await context.addInitScript((spoken) => localStorage.setItem('nusa.language', spoken), language);
  return context.newPage();
}

/** A till of the shop with an open shift, on a device of its own. */
export async function till(browser: Browser, demo: Demo, look: Look): Promise<Page> {
  const base = demo.base('shop');
  const page = await pageOf(browser, look);
  await newTill(page, base, demo.who('manager', 'JKT01'));
  await page.goto(`${base}/kasir`);
  await selling(page);
  return page;
}
