// The restaurant's pages as people see them: by daylight and at night, in the hand and on a stand,
// without a fault that axe finds, without anything cut off, and without asking anybody else.
import type { Browser, Page } from '@playwright/test';
import { PASSWORD, type Branch, type Company } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { LOOKS, look, type Seen, type Size } from './harness/look.ts';
import { alone as test, expect } from './harness/test.ts';
import { productOf } from './office-place.ts';
import { choose, codeOf, layTables, openOrders, send } from './evening-place.ts';

/** Looks at pages in these sizes and every scheme. */
async function eachLook(
  browser: Browser,
  base: string,
  sizes: Size[],
  walk: (page: Page, seen: Seen) => Promise<void>,
): Promise<void> {
  for (const [size, scheme] of LOOKS.filter(([size]) => sizes.includes(size))) {
    await look(browser, { base, size, scheme }, walk);
  }
}

/** Sits down and sends an order, page by page. */
async function dine(branch: Branch, page: Page, seen: Seen): Promise<void> {
  await page.goto(await codeOf(branch, '7'));
  await page.getByLabel('Nama', { exact: true }).fill('Ani');
  await seen('guest-name');
  await page.getByRole('button', { name: 'Lihat menu' }).click();
  await choose(page, 'Nasi goreng');
  await choose(page, 'Es teh manis');
  await expect(page.getByRole('button', { name: /Kirim pesanan/ })).toContainText('31.000');
  await seen('guest-menu');
  await page.getByRole('button', { name: /Kirim pesanan/ }).click();
  await expect(page.getByRole('dialog', { name: 'Pesananmu' })).toBeVisible();
  await seen('guest-cart');
  await page.keyboard.press('Escape');
  await send(page);
  await expect(page.getByText('Pesananmu sudah diterima').first()).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await seen('guest-orders');
}

test('the_pages_of_a_guest_are_whole', async ({ browser, company }) => {
  test.setTimeout(180_000);
  const { shop } = company;
  await layTables(shop, ['7']);
  await eachLook(browser, shop.node.base, ['phone'], async (page, seen) => {
    await dine(shop, page, seen);
  });
});

/** Orders as an evening has them: waiting, cooking, for a door. */
async function busy(company: Company): Promise<void> {
  const branch = company.shop;
  const manager = await layTables(branch, ['1', '2', '7']);
  const { items } = await manager.get('/api/v1/tables');
  const [first, second] = [await productOf(company, 'NG'), await productOf(company, 'KS')];
  const order = (service: object | string, guest: string, dishes: object[]): Promise<unknown> =>
    manager.post('/api/v1/orders', { command: command(), service, guest, lines: dishes });
  for (const { table } of (items as { table: string }[]).slice(1)) {
    const note = { product: first, quantity_milli: 2000, note: 'Satu pedas, satu tanpa telur' };
    const plain = { product: second, quantity_milli: 1000 };
    await order({ table: { table, sitting: 1 } }, 'Rani', [note, plain]);
  }
  await order('delivery', 'Bu Titin', [{ product: second, quantity_milli: 3000 }]);
  const [oldest] = await openOrders(branch);
  const started = `/api/v1/orders/${String(oldest?.['order'])}/start`;
  await manager.post(started, { command: command() });
}

test('the_pages_of_kitchen_and_board_are_whole', async ({ browser, company }) => {
  test.setTimeout(180_000);
  const { shop } = company;
  await busy(company);
  const { base } = shop.node;
  const enter = async (page: Page, path: string): Promise<void> => {
    const data = { login: 'budi', password: PASSWORD };
    expect((await page.request.post(`${base}/api/v1/session`, { data })).ok()).toBe(true);
    await page.goto(base + path);
  };
  await eachLook(browser, base, ['phone', 'desktop'], async (page, seen) => {
    await enter(page, '/dapur');
    await expect(page.getByRole('article')).toHaveCount(3);
    await seen('kitchen');
  });
  await eachLook(browser, base, ['phone', 'desktop'], async (page, seen) => {
    await enter(page, '/pesanan');
    await expect(page.getByRole('button', { name: /^Meja 2,/ })).toBeVisible();
    await seen('orders-floor');
    await page.getByRole('button', { name: /^Meja 2,/ }).click();
    await expect(page.getByText('Satu pedas, satu tanpa telur').first()).toBeVisible();
    await seen('orders-table');
  });
  const codes = await (await Desk.signIn(base, 'budi', PASSWORD)).get('/api/v1/tables/codes');
  expect(codes.items).toHaveLength(3);
});
