// Selling beyond the plain case: by the keyboard alone, by weight, with somebody's approval, and
// taken back.
import { add, keys, openTill, paid, payExactly, salesOf, scan } from './cashier-place.ts';
import { PASSWORD } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { expect, test } from './harness/test.ts';
import { addProduct, openOffice, told } from './office-place.ts';
import { addBeef, labelOf, layoutKnown, sellByWeight } from './scale-place.ts';

test('a_weighed_label_is_scanned_as_its_product_and_weight', async ({ company, page }) => {
  await sellByWeight(company);
  await openTill(page, company.shop);
  await expect(page.getByRole('button', { name: /Daging sapi/ })).toBeVisible({ timeout: 30_000 });
  await scan(page, labelOf('210007701250'));
  await expect(page.getByTestId('total')).toContainText('175.000');
  await expect(page.getByRole('button', { name: 'Ubah Daging sapi' })).toBeVisible();
});

test('a_sale_needs_no_mouse', async ({ company, page }) => {
  await openTill(page, company.shop);
  await page.keyboard.press('/');
  await keys(page, 'kopi susu', 120);
  await expect(page.getByTestId('total')).toContainText('24.000');
  await page.keyboard.press('F9');
  await expect(page.getByTestId('due')).toBeVisible();
  await page.keyboard.type('30000', { delay: 120 });
  await expect(page.getByTestId('change')).toContainText('6.000');
  await page.keyboard.press('Enter');
  await paid(page);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nota masih kosong')).toBeVisible();
});

test('a_discount_above_the_limit_is_sold_with_an_approval_that_the_sale_names', async ({
  company,
  page,
}) => {
  const desk = await Desk.signIn(company.shop.node.base, 'budi', PASSWORD);
  await desk.put('/api/v1/session/pin', { password: PASSWORD, pin: '246810' });
  await openTill(page, company.shop);
  await add(page, 'Kopi susu');
  await page.getByRole('button', { name: 'Diskon', exact: true }).click();
  await page.getByRole('radio', { name: 'Persen' }).click();
  await page.getByLabel('Besarnya').fill('25');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByTestId('total')).toContainText('18.000');
  await page.keyboard.press('F9');
  await expect(page.getByTestId('due')).toBeVisible();
  await page.keyboard.press('F9');
  await expect(page.getByRole('heading', { name: 'Perlu persetujuan' })).toBeVisible();
  await page.keyboard.type('246810');
  const number = await paid(page);
  const sale = (await salesOf(company.shop)).find((row) => row['receipt_no'] === number);
  expect(sale).toMatchObject({ total: 18_000, staff_name: 'Dewi Lestari' });
  const kept = await desk.get(`/api/v1/sales/${String(sale?.['sale'])}`);
  expect(kept).toMatchObject({ approved_by: { name: 'Budi Santoso' } });
});

test('a_sale_is_voided_with_an_approval_its_goods_are_back_and_history_marks_it', async ({
  company,
  page,
}) => {
  const { shop } = company;
  const desk = await Desk.signIn(shop.node.base, 'budi', PASSWORD);
  await desk.put('/api/v1/session/pin', { password: PASSWORD, pin: '246810' });
  const sauce = await addProduct(company, { sku: 'SB-1', name: 'Sambal botol', price: 18_000 });
  await openTill(page, shop);
  const tile = page.getByRole('button', { name: /Sambal botol/ }).first();
  await expect(tile).toContainText('18.000', { timeout: 30_000 });
  const lines = [{ product: sauce, quantity_milli: 5_000 }];
  await desk.post('/api/v1/stock/receipts', { command: command(), reference: 'SJ 5', lines });
  await expect(tile).toContainText('Sisa 5');
  await add(page, 'Sambal botol');
  await add(page, 'Sambal botol');
  await payExactly(page);
  const number = await paid(page);
  await page.keyboard.press('F9');
  await expect(tile).toContainText('Sisa 3');

  await page.getByRole('link', { name: 'Riwayat' }).click();
  const row = page.getByRole('row', { name: new RegExp(number) });
  await expect(row).not.toContainText('Dibatalkan');
  await row.getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Batalkan nota' }).click();
  await dialog.getByRole('button', { name: 'Batalkan nota' }).click();
  await expect(dialog).toContainText('Isi alasannya.');
  await dialog.getByRole('button', { name: 'Salah pilih barang' }).click();
  await dialog.getByRole('button', { name: 'Batalkan nota' }).click();
  await expect(page.getByRole('heading', { name: 'Perlu persetujuan' })).toBeVisible();
  await page.keyboard.type('246810');
  await expect(page.getByText(/Kembalikan Rp\s36.000 ke pelanggan/)).toBeVisible();
  await expect(dialog).toContainText(
    /Dibatalkan\.\s+Salah pilih barang · Dewi Lestari\s+· disetujui Budi Santoso/,
  );
  await expect(dialog.getByRole('button', { name: /Batalkan nota|Retur/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(row).toContainText('Dibatalkan');

  await page.getByRole('link', { name: 'Stok', exact: true }).click();
  await expect(page.getByRole('row', { name: /Sambal botol/ })).toContainText('5 pcs');
  await page.getByRole('link', { name: 'Kasir', exact: true }).click();
  await expect(tile).toContainText('Sisa 5');
  const sale = (await salesOf(shop)).find((sale) => sale['receipt_no'] === number);
  expect(sale).toMatchObject({ total: 36_000, state: 'voided' });
});

test('the_layout_of_a_scales_labels_is_set_at_the_office_and_read_at_the_till', async ({
  company,
  page,
}) => {
  await addBeef(company);
  await openOffice(page, company.centre.base, `/cabang/${company.shop.id}?part=settings`);
  const add = page.getByRole('button', { name: 'Tambah susunan label' });
  await add.click();
  await add.click();
  const layouts = page.getByRole('listitem').filter({ hasText: 'Angka kode' });
  const prefix = layouts.last().getByLabel('Awalan');
  await prefix.selectOption(await layouts.first().getByLabel('Awalan').inputValue());
  await expect(layouts.last().getByText('Awalan ini sudah dipakai.')).toBeVisible();
  await prefix.selectOption('25');
  await layouts.last().getByLabel('Jenis isi').selectOption({ label: 'Harga' });
  await layouts.last().getByLabel('Satuan').selectOption({ label: 'Rp 100' });
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(told(page, /disimpan/)).toBeVisible();
  await layoutKnown(company.shop, 25);
  await openTill(page, company.shop);
  await scan(page, labelOf('250007700500'));
  await expect(page.getByTestId('total')).toContainText('50.000');
});
