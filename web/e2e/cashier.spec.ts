// The till in a real browser at a real branch: from the first start to the printed receipt.
import {
  add,
  enter,
  openTill,
  keys,
  paid,
  payExactly,
  salesOf,
  scan,
  selling,
} from './cashier-place.ts';
import { expect, test } from './harness/test.ts';

const PIN = '246810';

test('s1_120_a_device_becomes_a_till_and_its_cashier_signs_in_with_a_pin', async ({
  company,
  page,
}) => {
  const { base } = company.shop.node;
  await page.goto(`${base}/kasir`);
  await enter(page, 'budi');
  await page.getByLabel(/Nama kasir/).fill('Depan');
  await page.getByRole('button', { name: 'Daftarkan' }).click();
  await selling(page);
  await page.getByRole('button', { name: /Akun kasir/ }).click();
  await page.getByRole('button', { name: 'Buat atau ganti PIN' }).click();
  await page.getByLabel('Kata sandi Anda').fill('rahasia sekali');
  await page.getByLabel('PIN baru').fill(PIN);
  await page.getByLabel('Ulangi PIN').fill(PIN);
  await page.getByRole('button', { name: 'Buat PIN' }).click();
  await expect(page.getByText('PIN sudah dibuat')).toBeVisible();
  await page.getByRole('button', { name: 'Keluar' }).click();
  await expect(page.getByRole('heading', { name: 'Siapa yang berjaga?' })).toBeVisible();
  company.shop.link.cut();
  await page.keyboard.type('111213');
  await expect(page.getByText(/PIN salah/)).toBeVisible();
  await page.keyboard.type(PIN);
  await selling(page);
  company.shop.link.mend();
});

test('s1_123_search_finds_by_name_and_code_and_a_scanner_adds_at_once', async ({
  company,
  page,
}) => {
  await openTill(page, company.shop);
  await page.keyboard.press('F2');
  await keys(page, 'es teh', 120);
  await expect(page.getByTestId('total')).toContainText('6.000');
  for (let times = 0; times < 5; times += 1) await scan(page, '8990000000006');
  await expect(page.getByTestId('total')).toContainText('26.000');
  await expect(page.getByPlaceholder('Cari nama atau pindai barcode')).toHaveValue('');
  await scan(page, '8990000000099');
  await expect(page.getByText('Barcode 8990000000099 tidak dikenal')).toBeVisible();
});

test('s1_124_the_basket_is_held_resumed_and_cleared_after_a_question', async ({
  company,
  page,
}) => {
  await openTill(page, company.shop);
  await add(page, 'Nasi goreng');
  await add(page, 'Nasi goreng');
  await page.getByRole('button', { name: 'Tahan nota' }).last().click();
  await page.getByLabel('Nama penanda').fill('Bu Rina');
  await page.getByRole('button', { name: 'Tahan', exact: true }).click();
  await expect(page.getByText('Nota masih kosong')).toBeVisible();
  await add(page, 'Es teh');
  await page.reload();
  await expect(page.getByTestId('total')).toContainText('6.000');
  await page.getByRole('button', { name: 'Kosongkan nota' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Kosongkan' }).click();
  await page.getByRole('button', { name: /Nota ditahan: 1/ }).click();
  await page.getByRole('button', { name: 'Lanjutkan' }).click();
  await expect(page.getByTestId('total')).toContainText('50.000');
});

test('s1_125_short_cash_is_refused_change_is_live_and_parts_add_up', async ({ company, page }) => {
  await openTill(page, company.shop);
  await add(page, 'Nasi goreng');
  await page.keyboard.press('F9');
  await page.keyboard.type('20000');
  await expect(page.getByTestId('short')).toContainText('5.000');
  await expect(page.getByRole('button', { name: /Selesaikan/ })).toBeDisabled();
  await page.getByRole('dialog').getByRole('button', { name: '50.000' }).click();
  await expect(page.getByTestId('change')).toContainText('25.000');
  await page.getByRole('button', { name: 'Uang pas' }).click();
  for (let times = 0; times < 5; times += 1) await page.keyboard.press('Backspace');
  await page.keyboard.type('10000');
  await page.getByRole('button', { name: 'Tambah cara bayar lain' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Debit' }).click();
  await expect(page.getByTestId('due')).toContainText('15.000');
  await page.getByLabel('Nomor referensi').fill('EDC 77');
  await page.keyboard.press('F9');
  const number = await paid(page);
  const sale = (await salesOf(company.shop)).find((row) => row['receipt_no'] === number);
  expect(sale).toMatchObject({ total: 25_000, method: 'debit', staff_name: 'Dewi Lestari' });
});

test.describe('on a first visit by a slow line', () => {
  // The parts come from the node itself, as on the first visit, and can be held up.
  test.use({ serviceWorkers: 'block' });

  test('s1_125_figures_typed_before_the_window_of_paying_is_there_are_kept', async ({
    company,
    page,
  }) => {
    let arrive = (): void => undefined;
    const late = new Promise<void>((arrived) => (arrive = arrived));
    await page.route(/Windows-/, (route) => late.then(() => route.continue()));
    await openTill(page, company.shop);
    await add(page, 'Nasi goreng');
    await expect(page.getByTestId('total')).toContainText('25.000');
    await page.keyboard.press('F9');
    await page.keyboard.type('20000');
    await expect(page.getByTestId('due')).toBeHidden();
    arrive();
    await expect(page.getByTestId('received')).toContainText('20.000');
    await expect(page.getByTestId('short')).toContainText('5.000');
  });
});

test('s1_127_a_sale_is_paid_with_its_change_and_its_receipt', async ({ company, page }) => {
  await openTill(page, company.shop);
  await add(page, 'Kopi susu');
  await page.getByRole('button', { name: '50.000' }).click();
  await expect(page.getByTestId('due')).toBeVisible();
  await page.keyboard.press('F9');
  const number = await paid(page);
  await expect(page.getByTestId('change')).toContainText('26.000');
  await page.getByRole('button', { name: 'Cetak struk' }).click();
  await expect(page.getByTestId('paper')).toContainText(number);
  await expect(page.getByTestId('paper')).toContainText('26.000');
});

test('s1_130_history_shows_how_far_a_receipt_has_come_and_takes_it_back', async ({
  company,
  page,
}) => {
  await openTill(page, company.shop, 'budi');
  await add(page, 'Air mineral');
  await add(page, 'Air mineral');
  await payExactly(page);
  const number = await paid(page);
  await page.keyboard.press('F9');
  await company.inStep(company.shop);
  await page.getByRole('link', { name: 'Riwayat' }).click();
  const row = page.getByRole('row', { name: new RegExp(number) });
  await expect(row.getByLabel('Diterima pusat', { exact: true })).toBeVisible({ timeout: 40_000 });
  await row.getByRole('button').click();
  await page.getByRole('button', { name: 'Retur' }).click();
  await page.getByRole('button', { name: /Tambah Air mineral/ }).click();
  await page.getByRole('button', { name: 'Barang rusak' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retur', exact: true }).click();
  await expect(page.getByText(/Kembalikan Rp 4.000/)).toBeVisible();
  await expect(page.getByText('1 sudah diretur')).toBeVisible();
});
