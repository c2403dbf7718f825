// The pictures of the README: the till while it sells and while it is paid, on a desk and on a
// phone, the office by day and at night, board and kitchen in an evening, and a guest's phone. All of
// the demo, as anybody sees it who starts it.
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { openBill } from './bill-place.ts';
import { add, newTill, signIn } from './cashier-place.ts';
import { choose, introduce, send } from './evening-place.ts';
import { command, Desk } from './harness/desk.ts';
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

test('an evening at the café', async ({ browser, demo }) => {
  const base = demo.base('cafe');
  const manager = demo.who('manager', 'SBY01');
  const desk = await Desk.signIn(base, manager.login, manager.password);
  await serveGuests(desk);
  for (const [path, name, size] of [
    ['/pesanan', 'board', DESK],
    ['/dapur', 'kitchen', { width: 1280, height: 800 }],
  ] as const) {
    const page = await pageOf(browser, { size, dark: path === '/dapur' });
    await signIn(page, base, manager);
    await page.goto(base + path);
    const table = page.getByRole('button', { name: /^Meja 4,/ });
    if (path === '/pesanan') await table.click();
    await expect(page.getByRole('heading', { name: 'Meja 4' }).first()).toBeVisible();
    await kept(page, name);
  }
  const cashier = await pageOf(browser, { size: DESK });
  await newTill(cashier, base, manager);
  await cashier.goto(`${base}/kasir`);
  await cashier.getByRole('link', { name: 'Meja', exact: true }).click();
  await openBill(cashier, /Meja 4/);
  await kept(cashier, 'till-tables');
});

test('a guest at the café', async ({ browser, demo }) => {
  const base = demo.base('cafe');
  const manager = demo.who('manager', 'SBY01');
  const desk = await Desk.signIn(base, manager.login, manager.password);
  const { items } = await desk.get('/api/v1/tables/codes');
  const codes = items as { label: string; path: string }[];
  const phone = await pageOf(browser, { size: PHONE });
  await phone.goto(base + (codes.find(({ label }) => label === '7')?.path ?? ''));
  await introduce(phone, 'Ani');
  for (const dish of ['Soto ayam', 'Rendang']) await choose(phone, dish);
  await phone.evaluate(() => scrollTo(0, 0));
  await kept(phone, 'guest-menu');
  await send(phone);
  await expect(phone.getByText('Pesananmu sudah diterima').first()).toBeVisible();
  const { items: orders } = await desk.get('/api/v1/orders?state=placed');
  const own = (orders as { order: string; label?: string }[]).find(({ label }) => label === '7');
  await desk.post(`/api/v1/orders/${own?.order ?? ''}/start`, { command: command() });
  await expect(phone.getByText('Pesananmu sedang dimasak').first()).toBeVisible();
  await kept(phone, 'guest-orders');
  await desk.post(`/api/v1/orders/${own?.order ?? ''}/finish`, { command: command() });
  await phone.getByRole('button', { name: /Bagaimana makannya/ }).click();
  for (const [dish, stars] of [
    ['Soto ayam', 5],
    ['Rendang', 3],
  ] as const) {
    const row = phone.getByRole('listitem').filter({ hasText: dish });
    await row.getByText(`${stars} bintang`, { exact: true }).click({ force: true });
  }
  await phone.getByRole('button', { name: 'Kurang hangat' }).click();
  await kept(phone, 'guest-rating');
});

/** Three tables have ordered what asks nothing; the kitchen has begun with the first. */
async function serveGuests(desk: Desk): Promise<void> {
  const { items } = await desk.get('/api/v1/tables');
  const tables = items as { table: string; label: string; sitting: number }[];
  const { items: goods } = await desk.get('/api/v1/products?search=goreng&limit=20');
  const { modifier_groups } = await desk.get('/api/v1/catalogue');
  const asked = new Set((modifier_groups as { products: number[] }[]).flatMap((g) => g.products));
  const dishes = (goods as { id: number }[]).map(({ id }) => id).filter((id) => !asked.has(id));
  for (const [n, label] of ['4', '2', '11'].entries()) {
    const at = tables.find((table) => table.label === label);
    const service = { table: { table: at?.table, sitting: at?.sitting } };
    const lines = dishes.slice(0, 3 - n).map((product) => ({ product, quantity_milli: 2000 }));
    const { order } = await desk.post('/api/v1/orders', { command: command(), service, lines });
    if (n === 0) await desk.post(`/api/v1/orders/${String(order)}/start`, { command: command() });
  }
}
