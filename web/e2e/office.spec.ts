// The office at the centre as its people use it: they sign in, see the day move, read reports, look
// after branches and people. Goods and stock have files of their own.
import { PASSWORD } from './harness/company.ts';
import { expect, test } from './harness/test.ts';
import { fileOf, openOffice, productOf, row, sell, settled, told } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

test('s1_040_somebody_signs_in_is_told_why_not_and_signs_out', async ({ company, page }) => {
  const { base } = company.centre;
  await page.goto(`${base}/kantor`);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText(/Isi nama masuk dan kata sandi/);
  await page.getByLabel('Nama masuk').fill('sari');
  await page.getByLabel('Kata sandi', { exact: true }).fill('bukan ini');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(/tidak cocok/);
  await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Selamat .*, sari/i);
  await page.reload();
  await settled(page);
  await page.getByRole('navigation').getByRole('button', { name: 'Keluar' }).click();
  await expect(page.getByLabel('Nama masuk')).toBeVisible();
  expect((await page.request.get(`${base}/api/v1/session`)).status()).toBe(401);
});

test('s1_040_a_cashier_sees_the_stock_and_is_told_whom_to_ask_for_more', async ({
  company,
  page,
}) => {
  await openOffice(page, company.centre.base, '', 'dewi');
  await expect(page.getByRole('heading', { level: 1, name: 'Penjualan' })).toBeVisible();
  await page.getByRole('link', { name: 'Produk', exact: true }).click();
  await page.getByPlaceholder(/Cari nama, kode/).fill('Beras');
  await expect(row(page, 'Beras ramos')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Produk baru' })).toHaveCount(0);
  await page.goto(`${company.centre.base}/kantor/laporan`);
  await expect(page.getByText('Akun Anda tidak boleh membuka halaman ini').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Laporan' })).toHaveCount(0);
});

test('s1_041_every_part_is_one_press_away_and_the_open_one_is_marked', async ({
  company,
  page,
}) => {
  await openOffice(page, company.centre.base);
  const menu = page.getByRole('navigation', { name: 'Menu utama' });
  const parts: [link: string, heading: string][] = [
    ['Penjualan', 'Penjualan'],
    ['Produk', 'Produk'],
    ['Harga', 'Harga'],
    ['Stok & kiriman', 'Stok & kiriman'],
    ['Laporan', 'Laporan'],
    ['Cabang', 'Cabang'],
    ['Orang', 'Orang'],
    ['Karantina', 'Karantina'],
    ['Catatan', 'Catatan perubahan'],
  ];
  for (const [link, heading] of parts) {
    await menu.getByRole('link', { name: new RegExp(`^${link}`) }).click();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(menu.locator('[aria-current="page"]')).toContainText(link);
  }
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Karantina' })).toBeVisible();
});

test('s1_041_on_a_phone_the_menu_opens_over_the_page_and_closes_again', async ({
  company,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openOffice(page, company.centre.base);
  await page.getByRole('button', { name: 'Buka menu' }).click();
  await page.getByRole('link', { name: 'Produk' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Produk' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Laporan' })).toBeHidden();
});

test('s1_041_the_office_is_walked_by_keyboard_alone', async ({ company, page }) => {
  await openOffice(page, company.centre.base, '/produk?search=Beras');
  await expect(page.getByRole('main')).toBeFocused();
  const goal = page.getByRole('link', { name: /Beras ramos/ });
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    if (await goal.evaluate((link) => link === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Beras ramos' })).toBeVisible();
  await page.getByRole('button', { name: 'Nonaktifkan' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Nonaktifkan' })).toBeFocused();
});

test('s1_042_a_person_is_added_with_a_role_and_changes_the_password', async ({
  company,
  browser,
  page,
}) => {
  await openOffice(page, company.centre.base, '/orang');
  await page.getByRole('button', { name: 'Orang baru' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog.getByText('Wajib diisi.').first()).toBeVisible();
  await dialog.getByLabel('Nama yang tercetak di struk').fill('Rina Melati');
  await dialog.getByLabel('Nama masuk').fill('rina');
  await dialog.getByLabel('Kata sandi awal').fill('kata sandi awal');
  await dialog.getByRole('combobox', { name: 'Peran' }).last().selectOption('manager');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(told(page, 'Rina Melati ditambahkan')).toBeVisible();
  await expect(row(page, 'Rina Melati')).toContainText('Manajer');

  const other = await browser.newContext();
  const hers = await other.newPage();
  await openOffice(hers, company.centre.base, '/akun', 'rina', 'kata sandi awal');
  await hers.getByLabel('Kata sandi sekarang').fill('kata sandi awal');
  await hers.getByLabel('Kata sandi baru', { exact: true }).fill('kata sandi saya');
  await hers.getByLabel('Kata sandi baru, sekali lagi').fill('kata sandi saya');
  await hers.getByRole('button', { name: 'Ganti kata sandi' }).click();
  await expect(hers.getByLabel('Nama masuk')).toBeVisible();
  await openOffice(hers, company.centre.base, '', 'rina', 'kata sandi saya');
  await other.close();
});

test('s1_043_the_dashboard_moves_by_itself_when_a_branch_sells', async ({ company, page }) => {
  await openOffice(page, company.centre.base);
  const today = page.getByLabel('Angka hari ini');
  const revenue = async (): Promise<number> => {
    const words = await today.locator('strong').first().innerText();
    return Number(words.replace(/\D/g, ''));
  };
  const before = await revenue();
  const receipt = await sell(company.shop, await productOf(company, 'NG'), 25_000);
  await expect(page.getByText(receipt)).toBeVisible({ timeout: 15_000 });
  await expect.poll(revenue).toBe(before + 25_000);
  await expect(page.getByText('Nasi goreng').first()).toBeVisible();
  await expect(page.getByRole('link', { name: /Nusa JKT01.*Tersambung/ })).toBeVisible();
  await page.getByRole('link', { name: 'Semua penjualan' }).click();
  await expect(row(page, receipt)).toContainText('25.000');
});

test('s1_048_the_low_stock_leads_to_a_transfer', async ({ company, page }) => {
  await openOffice(page, company.centre.base);
  await page.getByRole('link', { name: 'Kirim dari gudang' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Kiriman baru' })).toBeVisible();
});

test('s1_090_a_report_is_filtered_looked_into_and_taken_away', async ({ company, page }) => {
  const receipt = await sell(company.shop, await productOf(company, 'ET'), 6_000);
  await company.inStep(company.shop);
  await openOffice(page, company.centre.base, '/penjualan');
  await expect(row(page, receipt)).toContainText('Tunai');
  await page.getByLabel('Cara bayar').selectOption('qris');
  await expect(page.getByText('Belum ada nota di pilihan ini')).toBeVisible();
  await page.getByLabel('Cara bayar').selectOption('cash');
  await row(page, receipt).getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Es teh manis');
  await expect(dialog).toContainText('6.000');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Cetak' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Laporan: Penjualan' })).toBeVisible();
  await expect(row(page, receipt)).toContainText(/Tunai.*Lunas/);
  await page.goBack();
  await settled(page);
  const { name, bytes } = await fileOf(page, page.getByRole('link', { name: 'CSV' }));
  expect(name).toMatch(/\.csv$/);
  expect(bytes.toString()).toContain(receipt);
});

test('s1_091_the_same_sales_by_day_product_method_and_branch', async ({ company, page }) => {
  await sell(company.shop, await productOf(company, 'KS'), 24_000);
  await company.inStep(company.shop);
  // Other tests of this company sell at branches of their own.
  await openOffice(page, company.centre.base, `/laporan?branch=${company.shop.id}`);
  const revenue = await page.getByLabel('Jumlah pilihan ini').locator('dd').first().innerText();
  const by = page.getByRole('radiogroup', { name: 'Dilihat per' });
  const kinds: [kind: string, words: string | RegExp][] = [
    ['Jam', /\d\d\.00–\d\d\.00/],
    ['Produk', 'Kopi susu gula aren'],
    ['Kategori', 'Minuman'],
    ['Kasir', 'Budi Santoso'],
    ['Cara bayar', 'Tunai'],
    ['Cabang', 'Nusa JKT01'],
  ];
  for (const [kind, words] of kinds) {
    await by.getByText(kind, { exact: true }).click();
    await expect(page.getByRole('main').getByRole('table').last()).toContainText(words);
  }
  await page.getByRole('link', { name: 'Cetak' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Laporan: Cabang' })).toBeVisible();
  await expect(row(page, 'Nusa JKT01')).toContainText(revenue.replace(/[^\d.]/g, ''));
  await page.goBack();
  const { bytes } = await fileOf(page, page.getByRole('link', { name: 'Excel' }));
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
});

test('s1_101_a_branch_is_added_gets_a_code_and_is_closed', async ({ company, page }) => {
  await openOffice(page, company.centre.base, '/cabang/baru');
  await page.getByLabel('Nama cabang').fill('Nusa Bandung');
  await page.getByLabel('Kode', { exact: true }).fill('bdg01');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByText('Wajib diisi.')).toBeVisible();
  await page.getByLabel('Daerah').selectOption({ label: 'Jawa' });
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(told(page, /Nusa Bandung ditambahkan/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Nusa Bandung' })).toBeVisible();
  await page.getByRole('link', { name: 'Komputer & kunci' }).click();
  await page.getByRole('button', { name: 'Buat kode pendaftaran' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.code')).toHaveText(/\S{6,}/);
  await expect(dialog).toContainText('Hanya sekali pakai');
  await dialog.getByRole('button', { name: 'Tutup' }).last().click();
  await page.getByRole('button', { name: 'Nonaktifkan cabang' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Nonaktifkan cabang' }).click();
  await expect(page.getByText('Cabang ini nonaktif.')).toBeVisible();
  await page.getByRole('link', { name: 'Cabang', exact: true }).last().click();
  await expect(row(page, 'BDG01')).toContainText('Nonaktif');
});

test('s1_102_the_settings_of_a_branch_reach_its_receipt', async ({ company, page }) => {
  await openOffice(page, company.centre.base, `/cabang/${company.shop.id}`);
  await expect(page.getByLabel('Kode', { exact: true })).toBeDisabled();
  await page.getByLabel(/Kepala cabang/).fill('Pak Joko');
  await page.getByLabel(/Nomor WhatsApp/).fill('0812 0000 1111');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(told(page, /disimpan/)).toBeVisible();
  await page.getByRole('link', { name: 'Struk & pajak' }).click();
  await page.getByLabel('Kaki struk').fill('Terima kasih, datang lagi');
  await expect(page.getByRole('checkbox', { name: 'QRIS', exact: true })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Voucer' }).uncheck();
  await page.getByRole('link', { name: 'Kesehatan' }).click();
  await page.getByRole('link', { name: 'Struk & pajak' }).click();
  await expect(page.getByText('Terima kasih, datang lagi').last()).toBeVisible();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(told(page, /Berlaku di cabang begitu tersambung/).last()).toBeVisible();
  const { items } = await company.owner.get('/api/v1/branches');
  const kept = (items as { id: number; till: { methods: string[] } }[]).find(
    ({ id }) => id === company.shop.id,
  );
  expect(kept?.till.methods).toContain('ewallet');
  expect(kept?.till.methods).not.toContain('voucher');
  await page.getByRole('link', { name: 'Kesehatan' }).click();
  await expect(page.getByText('Tersambung').first()).toBeVisible();
  await expect(page.getByText('Tidak ada yang janggal.')).toBeVisible();
  await page.goto(`${company.centre.base}/kantor/cabang`);
  await expect(row(page, 'JKT01')).toContainText('Pak Joko');
});

test('s1_104_another_key_is_given_only_after_its_consequence_was_told', async ({
  company,
  page,
}) => {
  await openOffice(page, company.centre.base, `/cabang/${company.shop.id}?part=device`);
  await expect(row(page, 'Dipakai')).toHaveCount(1);
  await page.getByRole('button', { name: 'Buat kode pendaftaran' }).click();
  await expect(page.getByRole('dialog')).toContainText('kunci komputer yang sekarang dicabut');
  await page.getByRole('dialog').getByRole('button', { name: 'Batal' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('s1_106_the_audit_says_who_changed_what', async ({ company, page }) => {
  await openOffice(page, company.centre.base, '/catatan');
  await page.getByLabel('Jenis').selectOption('product');
  await page.getByPlaceholder('Cari nama atau kode').fill('Gula pasir');
  await expect(row(page, 'Gula pasir 1 kg').first()).toContainText('ditambahkan');
  await expect(row(page, 'Beras ramos')).toHaveCount(0);
});

test('s1_106_what_a_revoked_computer_sends_waits_in_quarantine_until_it_is_booked', async ({
  company,
  page,
}) => {
  await openOffice(page, company.centre.base, '/karantina');
  await expect(page.getByText('Karantina kosong')).toBeVisible();
  const branch = await company.branch('KRT01');
  await company.inStep(branch);
  branch.link.cut();
  await sell(branch, await productOf(company, 'GP'), 17_500);
  await page.goto(`${company.centre.base}/kantor/cabang/${branch.id}?part=device`);
  await page.getByRole('button', { name: 'Cabut kunci' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Alasan').fill('Laptop hilang');
  await dialog.getByRole('button', { name: 'Cabut kunci' }).click();
  await expect(told(page, 'Kunci dicabut')).toBeVisible();
  branch.link.mend();
  await page.goto(`${company.centre.base}/kantor/karantina`);
  const sale = page.getByRole('row').filter({ hasText: 'Penjualan' });
  await expect(sale).toContainText('Nusa KRT01', { timeout: 60_000 });
  await expect(sale).toContainText('Dikirim komputer yang kuncinya sudah dicabut.');
  for (const kind of ['Kasir didaftarkan', 'Buka sif', 'Penjualan']) {
    await row(page, kind).getByRole('button', { name: 'Terapkan lagi' }).click();
    await expect(row(page, kind)).toHaveCount(0);
  }
  await expect(page.getByText('Karantina kosong')).toBeVisible();
  await page.goto(`${company.centre.base}/kantor/penjualan?branch=${branch.id}`);
  await expect(row(page, 'Nusa KRT01')).toContainText('17.500');
});
