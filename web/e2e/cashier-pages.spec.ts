// The pages beside the sale: the branch at a glance, the shelf, and where every receipt is.
import { add, openTill, paid, payExactly, selling } from './cashier-place.ts';
import { PASSWORD } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { layTables } from './evening-place.ts';
import { alone, expect, test } from './harness/test.ts';

test('s1_122_the_summary_tells_the_shift_the_shelf_and_the_link_and_leads_on', async ({
  company,
  page,
}) => {
  await openTill(page, company.shop);
  await add(page, 'Es teh');
  await payExactly(page);
  await paid(page);
  await page.keyboard.press('F9');
  await page.getByRole('link', { name: 'Ringkasan' }).click();
  await expect(page.getByRole('heading', { name: 'Selamat bertugas, Dewi' })).toBeVisible();
  const box = (title: string) => page.getByRole('region', { name: title });
  await expect(box('Omset sif ini')).toContainText(/Rp\s*6\.000/);
  await expect(box('Omset sif ini')).toContainText('1 nota');
  await expect(box('Perkiraan per cara bayar')).toContainText('Tunai');
  await expect(box('Produk dijual')).toContainText(/[67]/);
  await expect(box('Sinkron')).toContainText('Tersambung');
  await page.getByRole('link', { name: /Mulai menjual/ }).click();
  await selling(page);
});

test('s1_131_the_shelf_is_told_by_level_and_state_and_a_star_makes_a_favourite', async ({
  company,
  page,
}) => {
  const { shop } = company;
  await openTill(page, shop, 'budi');
  const desk = await Desk.signIn(shop.node.base, 'budi', PASSWORD);
  const { items } = await desk.get('/api/v1/stock?limit=100');
  const sugar = (items as { product: number; sku: string }[]).find((row) => row.sku === 'GP');
  const lines = [{ product: sugar?.product ?? 6, quantity_milli: 6_000 }];
  await desk.post('/api/v1/stock/receipts', { command: command(), reference: 'SJ 1', lines });
  await page.getByRole('link', { name: 'Stok' }).click();
  await page.getByPlaceholder('Cari nama, SKU, atau barcode').fill('8990000000020');
  const row = page.getByRole('row', { name: /Gula pasir 1 kg/ });
  await expect(row).toContainText('6 pcs');
  await expect(row).toContainText('Menipis');
  await expect(page.getByText('1 produk')).toBeVisible();
  await page.getByRole('radio', { name: 'Aman' }).click();
  await expect(page.getByText('Tidak ada produk')).toBeVisible();
  await page.getByRole('radio', { name: 'Semua' }).click();
  await row.getByRole('button', { name: /favorit/ }).click();
  await page.getByRole('link', { name: 'Kasir' }).click();
  await page.getByRole('radio', { name: /Favorit/ }).click();
  await expect(page.getByRole('list', { name: 'Produk' }).getByRole('button')).toHaveText(/Gula/);
});

test('s1_132_the_sync_page_tells_what_the_centre_lacks_while_the_link_is_cut', async ({
  company,
  page,
}) => {
  const { shop } = company;
  await openTill(page, shop);
  await company.inStep(shop);
  shop.link.cut();
  await add(page, 'Es teh');
  await payExactly(page);
  const number = await paid(page);
  await page.keyboard.press('F9');
  await expect(page.locator('[data-kind=pusat_gone]')).toContainText('1 catatan menunggu', {
    timeout: 20_000,
  });
  await page.getByRole('link', { name: 'Sinkron', exact: true }).click();
  await expect(page.getByText('Belum menerima 1 catatan')).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(number) })).toContainText('Menunggu');
  shop.link.mend();
  await expect(page.getByText('Sudah menerima semuanya')).toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole('row', { name: new RegExp(number) })).not.toContainText('Menunggu');
});

alone('a_shop_without_tables_sees_none_until_its_first_one_stands', async ({ company, page }) => {
  await openTill(page, company.shop);
  const menu = page.getByRole('navigation', { name: 'Menu utama' });
  await expect(menu.getByRole('link')).toHaveText([
    /Kasir/,
    /Riwayat/,
    /Stok/,
    /Kas/,
    /Ringkasan/,
    /Sinkron/,
  ]);
  await layTables(company.shop, ['1']);
  await menu.getByRole('link', { name: 'Meja', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Meja' })).toBeVisible();
});
