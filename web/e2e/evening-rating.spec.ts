// How it was: guests rate what they were served, from the phone that ordered it, once; and the office reads it.
import type { Page } from '@playwright/test';
import { choose, codeOf, layTables, openOrders, send, sitDown } from './evening-place.ts';
import { axeFaults } from './harness/axe.ts';
import { newTill } from './cashier-place.ts';
import { PASSWORD, type Branch } from './harness/company.ts';
import { command, type Desk } from './harness/desk.ts';
import { LOOKS, look } from './harness/look.ts';
import { alone as test, expect } from './harness/test.ts';
import { openOffice, row } from './office-place.ts';

/** The kitchen serves all that is open; gives the business day. */
async function serve(desk: Desk, branch: Branch): Promise<unknown> {
  const open = await openOrders(branch);
  for (const { order } of open) {
    for (const step of ['start', 'finish']) {
      await desk.post(`/api/v1/orders/${String(order)}/${step}`, { command: command() });
    }
  }
  return open[0]?.['business_date'];
}

/** The guests of the only bill pay. */
async function pay(desk: Desk, till: number): Promise<void> {
  const { items } = await desk.get('/api/v1/bills');
  const [{ bill } = { bill: '' }] = items as { bill: string }[];
  const now = await desk.get(`/api/v1/bills/${bill}`);
  const { total } = now['quote'] as { total: number };
  await desk.post(`/api/v1/bills/${bill}/pay`, {
    command: command(),
    till,
    version: now['version'],
    payments: [{ method: 'cash', amount: total }],
    expected_total: total,
  });
}

/** A guest orders two dishes and is served; gives the business day. */
async function dine(desk: Desk, branch: Branch, phone: Page): Promise<string> {
  await choose(phone, 'Nasi goreng');
  await choose(phone, 'Es teh manis');
  await send(phone);
  await expect(phone.getByText('Pesananmu sudah diterima').first()).toBeVisible();
  return String(await serve(desk, branch));
}

const dish = (phone: Page, name: string) => phone.getByRole('listitem').filter({ hasText: name });
const give = (phone: Page, name: string, stars: number) =>
  dish(phone, name).getByText(`${stars} bintang`, { exact: true }).click({ force: true });
const given = (phone: Page, name: string, stars: number) =>
  dish(phone, name).getByRole('img', { name: `${stars} dari 5 bintang` });

test('s2_047_s2_046_a_guest_rates_what_was_served_once_and_the_office_reads_it', async ({
  browser,
  company,
  page,
}) => {
  const { shop } = company;
  const desk = await layTables(shop, ['7']);
  const { phone } = await sitDown(browser, shop, '7', 'Ani');
  await dine(desk, shop, phone);
  // What was served may be rated from then on, and the page says so by itself.
  await phone.getByRole('button', { name: /Bagaimana makannya/ }).click();
  await expect(phone.getByRole('heading', { name: 'Bagaimana makannya?' })).toBeVisible();
  await expect(phone.getByRole('button', { name: 'Ketuk bintangnya dulu' })).toBeDisabled();

  await give(phone, 'Nasi goreng', 3);
  await expect(phone.getByRole('button', { name: 'Kirim 1 penilaian' })).toBeEnabled();
  await phone.getByRole('button', { name: 'Kurang hangat' }).click();
  await dish(phone, 'Nasi goreng').getByRole('button', { name: 'Tulis komentar' }).click();
  await phone.getByLabel('Komentar untuk Nasi goreng').fill('Enak, tapi datang agak dingin.');
  await phone.getByLabel('Pesan untuk toko, kalau ada').fill('Tempatnya nyaman.');
  expect(await axeFaults(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Kirim 1 penilaian' }).click();
  await expect(phone.getByText('Terima kasih!')).toBeVisible();
  await expect(given(phone, 'Nasi goreng', 3)).toBeVisible();
  // The tea is not rated, which is no star less; the rice is rated for good.
  await give(phone, 'Es teh manis', 5);
  await phone.getByRole('button', { name: 'Kirim 1 penilaian' }).click();
  await expect(given(phone, 'Es teh manis', 5)).toBeVisible();
  await phone.reload();
  await expect(given(phone, 'Nasi goreng', 3)).toBeVisible();
  await expect(phone.getByRole('button', { name: /Kirim/ })).toHaveCount(0);

  await company.inStep(shop);
  await openOffice(page, company.centre.base, '/penilaian');
  const rice = row(page, 'Enak, tapi datang agak dingin.');
  await expect(rice).toContainText('Nasi goreng');
  await expect(rice).toContainText('Ani · Meja 7');
  await expect(rice).toContainText('Kurang hangat');
  await expect(row(page, 'Tempatnya nyaman.')).toContainText('Pesan untuk toko');
  await expect(page.getByRole('img', { name: '4 dari 5 bintang' })).toBeVisible();
  await page.getByLabel('Urutkan').selectOption({ label: 'Bintang terendah' });
  await expect(page.getByRole('row').nth(1)).toContainText('Nasi goreng');
  await page.getByRole('button', { name: /Es teh manis/ }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
});

test('d2_23_a_rating_waits_on_the_phone_and_arrives_once_also_after_the_guests_left', async ({
  browser,
  company,
}) => {
  const { shop } = company;
  const desk = await layTables(shop, ['7']);
  const { context, phone } = await sitDown(browser, shop, '7', 'Ani');
  const other = await sitDown(browser, shop, '7', 'Budi');
  const today = await dine(desk, shop, phone);
  await phone.getByRole('button', { name: /Bagaimana makannya/ }).click();
  await give(phone, 'Nasi goreng', 4);
  await context.setOffline(true);
  await phone.getByRole('button', { name: 'Kirim 1 penilaian' }).click();
  await expect(phone.getByText('Tersimpan di HP ini')).toBeVisible();
  await context.setOffline(false);
  await expect(given(phone, 'Nasi goreng', 4)).toBeVisible({ timeout: 20_000 });

  const manager = { login: 'budi', password: PASSWORD };
  await pay(desk, await newTill(await browser.newPage(), shop.node.base, manager));
  // The guests left; who ordered still says how the tea was, and who did not is only thanked.
  const { items } = await desk.get('/api/v1/tables');
  const [{ table } = { table: '' }] = items as { table: string }[];
  await desk.post(`/api/v1/tables/${table}/close`, { command: command(), sitting: 1 });
  await expect(phone.getByText('Terima kasih sudah mampir')).toBeVisible();
  await expect(other.phone.getByText('Terima kasih sudah mampir')).toBeVisible();
  await give(phone, 'Es teh manis', 5);
  await phone.getByRole('button', { name: 'Kirim 1 penilaian' }).click();
  await expect(given(phone, 'Es teh manis', 5)).toBeVisible();
  await expect(other.phone.getByText('Bagaimana makannya?')).toHaveCount(0);
  const said = await desk.get(`/api/v1/ratings?from=${today}&to=${today}`);
  expect((said.items as { stars: number }[]).map(({ stars }) => stars)).toEqual([5, 4]);
});

test('the_pages_of_ratings_tables_and_kitchen_are_whole', async ({ browser, company }) => {
  test.setTimeout(180_000);
  const { shop } = company;
  const desk = await layTables(shop, ['7']);
  for (const [size, scheme] of LOOKS.filter(([size]) => size === 'phone')) {
    const { base } = shop.node;
    await look(browser, { base, size, scheme }, async (phone, seen) => {
      await phone.goto(await codeOf(shop, '7'));
      await phone.getByLabel('Nama', { exact: true }).fill('Ani');
      await phone.getByRole('button', { name: 'Lihat menu' }).click();
      await dine(desk, shop, phone);
      await expect(phone.getByRole('button', { name: /Bagaimana makannya/ })).toBeVisible();
      await seen('guest-served');
      await phone.getByRole('button', { name: /Bagaimana makannya/ }).click();
      await give(phone, 'Nasi goreng', 2);
      await phone.getByRole('button', { name: 'Porsi kecil' }).click();
      await give(phone, 'Es teh manis', 5);
      await seen('guest-rating');
      await phone.getByRole('button', { name: 'Kirim 2 penilaian' }).click();
      await expect(phone.getByText('Terima kasih!')).toBeVisible();
      await seen('guest-rated');
    });
  }
  for (const [size, scheme] of LOOKS) {
    await look(browser, { base: shop.node.base, size, scheme }, async (page, seen) => {
      await openOffice(page, shop.node.base, '/penilaian', 'budi');
      await expect(page.getByRole('row').nth(1)).toBeVisible();
      await seen('office-ratings');
      await page.goto(`${shop.node.base}/kantor/laporan/meja`);
      await expect(page.getByText('Sampai disajikan', { exact: true })).toBeVisible();
      await expect(page.getByRole('row').filter({ hasText: 'HP tamu' })).toContainText('2');
      await seen('office-dining');
    });
  }
});
