// The pictures of the README: the till while it sells and while it is paid, on a desk and on a
// phone, and the office by day and at night. All of the demo, as anybody sees it who starts it.
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { add, newTill, selling, signIn } from './cashier-place.ts';
import { Demo } from './harness/demo.ts';
import { expect, test as plain } from '@playwright/test';

const PICTURES = join(import.meta.dirname, '../../docs/pictures');
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const test = plain.extend<object, { demo: Demo }>({
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
async function keep(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
}

/** A page of a device. */
async function pageOf(
  browser: Browser,
  look: { size: typeof DESK; dark?: boolean },
): Promise<Page> {
  const context = await browser.newContext({
    viewport: look.size,
    colorScheme: look.dark ? 'dark' : 'light',
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
  });
  return context.newPage();
}

/** A till of the shop with an open shift, on a device of its own. */
async function till(browser: Browser, demo: Demo, look: { size: typeof DESK }): Promise<Page> {
  const base = demo.base('shop');
  const page = await pageOf(browser, look);
  await newTill(page, base, demo.who('manager', 'JKT01'));
  await page.goto(`${base}/kasir`);
  await selling(page);
  return page;
}

const BASKET = ['Bakwan jagung', 'Asinan betawi', 'Bandrek', 'Bandrek', 'Ayam bakar taliwang'];

test('the till', async ({ browser, demo }) => {
  const page = await till(browser, demo, { size: DESK });
  for (const name of BASKET) await add(page, name);
  await keep(page, 'till');
  await page.keyboard.press('F9');
  await expect(page.getByTestId('due')).toBeVisible();
  await keep(page, 'pay');
});

test('the till on a phone', async ({ browser, demo }) => {
  const page = await till(browser, demo, { size: PHONE });
  for (const name of BASKET.slice(0, 2)) await add(page, name);
  await keep(page, 'till-phone');
});

test('the office', async ({ browser, demo }) => {
  const base = demo.base('centre');
  const owner = demo.who('owner');
  for (const [path, name, dark] of [
    ['/kantor', 'office', false],
    ['/kantor/produk', 'products', false],
    ['/kantor', 'office-dark', true],
  ] as const) {
    const page = await pageOf(browser, { size: DESK, dark });
    await signIn(page, base, owner);
    await page.goto(`${base}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await keep(page, name);
  }
});
