// Goods on their way: from the supplier into the warehouse, to a branch and between branches, short,
// decided, counted.
import type { Page } from '@playwright/test';
import { PASSWORD, type Branch, type Company } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { until } from './harness/place.ts';
import { expect, test } from './harness/test.ts';
import { addProduct, openOffice, productOf, row, settled, told } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

/** Picks goods by keyboard, as fast fingers do, and says how many. */
async function pick(page: Page, name: string, quantity: string): Promise<void> {
  await page.getByRole('combobox', { name: /Ketik nama/ }).fill(name);
  await expect(page.getByRole('option').filter({ hasText: name })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByLabel(`Jumlah ${name}`).fill(quantity);
}

/** A transfer to the shop that has reached its node. */
async function onTheRoad(company: Company, product: number, quantity: number): Promise<string> {
  const transfer = command();
  await company.owner.post('/api/v1/transfers', {
    command: command(),
    transfer,
    to: { branch: company.shop.id },
    lines: [{ product, quantity_milli: quantity * 1000 }],
  });
  await announced(company.shop, transfer);
  return transfer;
}

/** Waits until a branch knows of a transfer. */
async function announced(branch: Branch, transfer: string): Promise<void> {
  const desk = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  await until('the transfer is known at the branch', async () => {
    const answer = await desk.ask('GET', `/api/v1/transfers/${transfer}`);
    return answer.ok ? true : undefined;
  });
}

test('s1_080_s1_081_goods_come_from_a_supplier_and_leave_for_a_branch', async ({
  company,
  page,
}) => {
  await addProduct(company, { sku: 'SR', name: 'Sirup jeruk', price: 20_000 });
  await openOffice(page, company.centre.base, '/stok/mutasi/terima');
  await page.getByRole('button', { name: 'Catat penerimaan' }).click();
  await expect(page.getByText('Wajib diisi.').first()).toBeVisible();
  await page.getByLabel(/Nomor surat jalan/).fill('SJ-77');
  await pick(page, 'Sirup jeruk', '12');
  await page.getByRole('button', { name: 'Catat penerimaan' }).click();
  await expect(told(page, 'Penerimaan dicatat')).toBeVisible();
  await expect(row(page, 'SJ-77')).toContainText('Sirup jeruk +12');

  await page.goto(`${company.centre.base}/kantor/stok/kirim`);
  await page.getByLabel('Tujuan').selectOption({ label: 'Nusa JKT01' });
  await pick(page, 'Sirup jeruk', '13');
  await expect(page.getByText('Hanya ada 12')).toBeVisible();
  await page.getByRole('button', { name: 'Kirim', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kiriman baru');
  await page.getByLabel('Jumlah Sirup jeruk').fill('5');
  await page.getByRole('button', { name: 'Kirim', exact: true }).click();
  await expect(told(page, 'Kiriman ke Nusa JKT01 berangkat')).toBeVisible();
  await expect(page.getByText('menunggu diterima')).toBeVisible();
  await page.getByRole('link', { name: 'Isi gudang' }).click();
  await page.getByPlaceholder(/Cari nama, kode/).fill('Sirup');
  await expect(row(page, 'Sirup jeruk')).toContainText(/7\s*pcs/);
});

test('s1_080_when_two_clerks_send_the_same_goods_the_second_is_told_and_nothing_leaves', async ({
  company,
  page,
}) => {
  const id = await addProduct(company, { sku: 'RB', name: 'Rebutan', price: 1000, stock: 5 });
  await openOffice(page, company.centre.base, `/stok/kirim?to=branch:${company.shop.id}`);
  await pick(page, 'Rebutan', '4');
  await onTheRoad(company, id, 3);
  await page.getByRole('button', { name: 'Kirim', exact: true }).click();
  await expect(page.getByRole('main')).toContainText(/Stok tidak cukup|Hanya ada 2/);
  const { items } = await company.owner.get('/api/v1/products?search=RB');
  expect((items as { warehouse_milli: number }[])[0]?.warehouse_milli).toBe(2000);
});

test('s1_084_a_transfer_is_received_short_at_the_branch_and_the_centre_decides', async ({
  company,
  page,
}) => {
  const id = await addProduct(company, { sku: 'TL', name: 'Telur asin', price: 4000, stock: 20 });
  const transfer = await onTheRoad(company, id, 10);
  await openOffice(page, company.shop.node.base, `/stok?transfer=${transfer}`, 'budi');
  await page.getByRole('button', { name: 'Terima', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Baik: Telur asin').fill('7');
  await dialog.getByLabel('Rusak: Telur asin').fill('1');
  await expect(dialog.getByRole('row').nth(1)).toContainText('2');
  await dialog.getByLabel(/Catatan tentang/).fill('Dus penyok');
  await dialog.getByRole('button', { name: 'Terima', exact: true }).click();
  await expect(told(page, /kantor memutuskan selisihnya/)).toBeVisible();

  await company.inStep(company.shop);
  await openOffice(page, company.centre.base, `/stok?transfer=${transfer}`);
  await expect(page.getByText('Dus penyok')).toBeVisible();
  await expect(page.getByText(/2 satuan belum ada ceritanya/)).toBeVisible();
  await page.getByRole('button', { name: 'Kembali ke gudang' }).click();
  await dialog.getByRole('button', { name: 'Kembali ke gudang' }).click();
  await expect(told(page, 'Selisih diputuskan')).toBeVisible();
  await page.goto(`${company.centre.base}/kantor/stok/barang/${id}`);
  await settled(page);
  await expect(row(page, 'Selisih diputuskan')).toContainText(/\+2.*12/);
  await page.getByLabel('Tempat').selectOption({ label: 'Nusa JKT01' });
  await expect(row(page, 'Kiriman tiba')).toContainText(/\+7.*7/);
});

test('goods_go_from_branch_to_branch_are_told_on_the_road_and_come_short', async ({
  company,
  page,
}) => {
  test.setTimeout(120_000);
  const id = await addProduct(company, { sku: 'ST', name: 'Sarung tenun', price: 9000, stock: 12 });
  const desk = await Desk.signIn(company.shop.node.base, 'budi', PASSWORD);
  const filled = await onTheRoad(company, id, 10);
  await desk.post(`/api/v1/transfers/${filled}/receive`, { command: command() });
  const far = await company.branch('KRM01');
  await until('the new branch is known at the other', async () => {
    const { items = [] } = await desk.get('/api/v1/places');
    const isThere = (items as { id: number }[]).some((place) => place.id === far.id);
    return isThere ? true : undefined;
  });
  await openOffice(page, company.shop.node.base, '/stok/kirim', 'budi');
  await page.getByLabel('Tujuan').selectOption({ label: 'Nusa KRM01' });
  await pick(page, 'Sarung tenun', '6');
  await page.getByRole('button', { name: 'Kirim', exact: true }).click();
  await expect(told(page, /Kiriman ke Nusa KRM01 berangkat/)).toBeVisible();
  const transfer = new URL(page.url()).searchParams.get('transfer') ?? '';
  await announced(far, transfer);

  const { base } = company.centre;
  await openOffice(page, base, `/stok?transfer=${transfer}`);
  const one = page.getByRole('region', { name: /ke Nusa KRM01$/ });
  await expect(one).toContainText('Nusa JKT01 → Nusa KRM01');
  await expect(one).toContainText('menunggu diterima');
  const spread = page.getByRole('region', { name: 'Sebaran' });
  await page.goto(`${base}/kantor/stok/barang/${id}`);
  await expect(spread).toContainText(/Di jalan ke Nusa KRM01\s*6 pcs/);
  await expect(spread).toContainText(/Nusa JKT01\s*4 pcs/);

  await openOffice(page, far.node.base, `/stok?transfer=${transfer}`, 'budi');
  await page.getByRole('button', { name: 'Terima', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Baik: Sarung tenun').fill('5');
  await dialog.getByRole('button', { name: 'Terima', exact: true }).click();
  await expect(page.getByText('Diterima kurang 1')).toBeVisible();
  await company.inStep(far);
  // The notice is gone from the receiver; its own documents still say who sent it.
  await page.reload();
  await expect(one).toContainText('Nusa JKT01 → Nusa KRM01');
  await page.goto(`${far.node.base}/kantor/stok/barang/${id}`);
  await expect(row(page, 'Kiriman tiba')).toContainText(/Nusa JKT01.*\+5.*5/);

  await openOffice(page, base, `/stok?transfer=${transfer}`);
  await expect(one).toContainText('Dikirim 6, diterima 5, rusak 0, kurang 1');
  await one.getByRole('button', { name: 'Catat hilang' }).click();
  await dialog.getByRole('button', { name: 'Catat hilang' }).click();
  await expect(one).toContainText('Dicatat hilang');
  await page.goto(`${base}/kantor/stok/barang/${id}?branch=${company.shop.id}`);
  await expect(row(page, 'Dikirim')).toContainText(/−6.*4/);
  await expect(spread).toContainText(/Gudang\s*2 pcs/);
  await expect(spread).toContainText(/Nusa JKT01\s*4 pcs/);
  await expect(spread).toContainText(/Nusa KRM01\s*5 pcs/);
  await expect(spread).not.toContainText('Di jalan');
  await page.getByLabel('Tempat').selectOption({ label: 'Nusa KRM01' });
  await expect(row(page, 'Kiriman tiba')).toContainText(/\+5.*5/);
});

test('s1_081_goods_go_back_from_a_branch_to_the_warehouse', async ({ company, page }) => {
  const id = await addProduct(company, {
    sku: 'RT',
    name: 'Keripik balado',
    price: 4000,
    stock: 9,
  });
  const transfer = await onTheRoad(company, id, 6);
  const desk = await Desk.signIn(company.shop.node.base, 'budi', PASSWORD);
  await desk.post(`/api/v1/transfers/${transfer}/receive`, { command: command() });
  await openOffice(page, company.shop.node.base, '/stok/kirim', 'budi');
  await page.getByLabel('Tujuan').selectOption({ label: 'Kembali ke gudang' });
  await pick(page, 'Keripik balado', '2');
  await page.getByRole('button', { name: 'Kirim', exact: true }).click();
  await expect(told(page, /Kiriman ke Gudang berangkat/)).toBeVisible();
  await company.inStep(company.shop);
  await openOffice(page, company.centre.base, '/stok');
  await page.getByRole('button', { name: /Gudang.*Di jalan/ }).click();
  await page.getByRole('button', { name: 'Terima', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Semua tiba pas' }).click();
  await expect(told(page, 'Kiriman diterima')).toBeVisible();
  await page.goto(`${company.centre.base}/kantor/stok/barang/${id}`);
  await expect(row(page, 'Kiriman tiba')).toContainText(/\+2.*5/);
});

test('s1_082_s1_083_what_lies_where_is_told_with_its_state', async ({ company, page }) => {
  const id = await addProduct(company, { sku: 'WH', name: 'Wafer cokelat', price: 2000, stock: 6 });
  await onTheRoad(company, id, 4);
  await openOffice(page, company.centre.base, '/stok/isi?search=Wafer');
  await expect(row(page, 'Wafer cokelat')).toContainText('Menipis');
  await row(page, 'Wafer cokelat').getByRole('link').click();
  const spread = page.getByRole('region', { name: 'Sebaran' });
  await expect(spread).toContainText(/Gudang\s*2 pcs/);
  await expect(spread).toContainText(/Di jalan ke Nusa JKT01\s*4 pcs/);
  await expect(row(page, 'Dikirim')).toContainText('−4');
});

test('s1_085_stock_is_put_right_with_a_reason_and_counted_with_its_variance', async ({
  company,
  page,
}) => {
  await addProduct(company, { sku: 'KC', name: 'Kecap manis', price: 9000, stock: 10 });
  await openOffice(page, company.centre.base, '/stok/mutasi/sesuaikan');
  await pick(page, 'Kecap manis', '1');
  await page.getByRole('button', { name: 'Catat penyesuaian' }).click();
  await expect(page.getByText('Wajib diisi.')).toBeVisible();
  await page.getByLabel('Alasan').fill('Rusak');
  await page.getByRole('button', { name: 'Catat penyesuaian' }).click();
  await expect(told(page, 'Penyesuaian dicatat')).toBeVisible();
  await expect(row(page, 'Kecap manis').first()).toContainText('−1');

  await page.getByRole('link', { name: 'Opname' }).click();
  await page.getByRole('link', { name: 'Mulai opname' }).click();
  await settled(page);
  await pick(page, 'Kecap manis', '8');
  await expect(row(page, 'Kecap manis')).toContainText('−1');
  await page.getByRole('button', { name: 'Simpan opname' }).click();
  await expect(page.getByRole('dialog')).toContainText(/Kecap manis\s*−1 pcs/);
  await page.getByRole('dialog').getByRole('button', { name: 'Simpan opname' }).click();
  await expect(told(page, 'Opname disimpan')).toBeVisible();
  await expect(row(page, 'Kecap manis')).toContainText(/9.*8.*−1/);
});

test('s1_085_the_shelf_of_a_branch_is_seen_from_the_centre', async ({ company, page }) => {
  await openOffice(page, company.centre.base, `/stok/isi?branch=${company.shop.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Isi rak' })).toBeVisible();
  await page.getByPlaceholder(/Cari nama, kode/).fill('Nasi goreng');
  await expect(row(page, 'Nasi goreng').first()).toBeVisible();
  await page.goto(
    `${company.centre.base}/kantor/stok/barang/${await productOf(company, 'NG')}?branch=${company.shop.id}`,
  );
  await expect(page.getByRole('heading', { level: 1, name: 'Nasi goreng' })).toBeVisible();
});
