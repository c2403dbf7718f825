// The pictures of the README: the till while it sells and while it is paid, on a desk and on a
// phone, and the office by day and at night. All of the demo, as anybody sees it who starts it.
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { add, signIn } from './cashier-place.ts';
import { DESK, DOCS, keep, pageOf, PHONE, test, till } from './picture-place.ts';

const kept = (page: Page, name: string): Promise<void> =>
  keep(page, join(DOCS, 'pictures', `${name}.png`));

const BASKET = ['Bakwan jagung', 'Asinan betawi', 'Bandrek', 'Bandrek', 'Ayam bakar taliwang'];

test('the till', async ({ browser, demo }) => {
  const page = await till(browser, demo, { size: DESK });
  for (const name of BASKET) await add(page, name);
  await kept(page, 'till');
  await page.keyboard.press('F9');
  await expect(page.getByTestId('due')).toBeVisible();
  await kept(page, 'pay');
});

test('the till on a phone', async ({ browser, demo }) => {
  const page = await till(browser, demo, { size: PHONE });
  for (const name of BASKET.slice(0, 2)) await add(page, name);
  await kept(page, 'till-phone');
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
    await kept(page, name);
  }
});
