// Products and their prices at the centre, as the people of the office work with them.
import { expect, test } from './harness/test.ts';
import { addProduct, fileOf, openOffice, row, settled, told } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

/** A picture of one colour, drawn by the browser itself, so that it is a real one. */
const PAINT = `new Promise((done) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 480];
  const paint = canvas.getContext('2d');
  paint.fillStyle = '#0c5a45';
  paint.fillRect(0, 0, 640, 480);
  canvas.toBlob(async (blob) => done([...new Uint8Array(await blob.arrayBuffer())]), 'image/png');
})`;

test('s1_060_s1_061_products_are_searched_filtered_sorted_and_paged', async ({ company, page }) => {
  const lines = Array.from({ length: 60 }, (_, n) => `RAK${n},Barang rak ${n},Rak,pcs,${1000 + n}`);
  const sheet = ['sku,name,category,unit,price', ...lines].join('\n');
  expect((await company.owner.send('/api/v1/products/import', 'text/csv', sheet)).ok).toBe(true);
  await openOffice(page, company.centre.base, '/produk');
  await page.getByRole('button', { name: /^Rak/ }).click();
  await expect(page.getByText('1–50 dari 60')).toBeVisible();
  await page.getByLabel('Halaman berikutnya').click();
  await expect(page.getByText('51–60 dari 60')).toBeVisible();
  await page.getByLabel('Halaman sebelumnya').click();
  await page.getByLabel('Urutan').selectOption('-price');
  await expect(page.getByRole('row').nth(1)).toContainText('Barang rak 59');
  await page.getByPlaceholder(/Cari nama, kode/).fill('rak 42');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.reload();
  await expect(row(page, 'Barang rak 42')).toBeVisible();
  await page.getByPlaceholder(/Cari nama, kode/).fill('tidak ada ini');
  await page.getByRole('button', { name: 'Hapus saringan' }).click();
  await expect(page.getByText(/1–50 dari/)).toBeVisible();
});

test('s1_062_s1_063_s1_064_a_product_is_added_with_a_picture_edited_and_put_aside', async ({
  company,
  page,
}) => {
  await openOffice(page, company.centre.base, '/produk/baru');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByText('Wajib diisi.').first()).toBeVisible();
  await page.getByLabel('Nama', { exact: true }).fill('Kopi tubruk');
  await page.getByLabel('Satuan').fill('gelas');
  await page.getByLabel('Kategori').selectOption({ label: 'Minuman' });
  await page.getByLabel('Kode (SKU)').fill('NG');
  await page.getByLabel('Harga di semua cabang').fill('12.500');
  await page.getByLabel(/Stok awal di gudang/).fill('24');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByText('Kode ini sudah dipakai. Pilih kode lain.')).toBeVisible();
  await page.getByLabel('Kode (SKU)').fill('KT');
  const bytes = (await page.evaluate(PAINT)) as number[];
  const picture = { name: 'kopi.png', mimeType: 'image/png', buffer: Buffer.from(bytes) };
  const photo = page.getByRole('group', { name: 'Unggah foto' });
  await photo.locator('input').setInputFiles({ ...picture, buffer: Buffer.from('bukan gambar') });
  await expect(photo.getByRole('alert')).toContainText(/tidak (terbaca|diterima)/);
  await photo.locator('input').setInputFiles(picture);
  await expect(photo.getByRole('button', { name: 'Hapus foto' })).toBeVisible();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(told(page, 'Kopi tubruk ditambahkan')).toBeVisible();

  await expect(page.getByRole('row').nth(1)).toContainText('Kopi tubruk');
  await row(page, 'Kopi tubruk').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Kopi tubruk' })).toBeVisible();
  const shown = photo.locator('img');
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640);
  await page.getByLabel('Nama', { exact: true }).fill('Kopi tubruk hitam');
  await expect(page.getByText('Satu perubahan belum disimpan')).toBeVisible();
  await page.getByRole('link', { name: 'Laporan' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Tetap di sini' }).click();
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await expect(told(page, 'Kopi tubruk hitam disimpan')).toBeVisible();
  await page.getByLabel('Harga dasar').fill('13.000');
  await page.getByRole('button', { name: 'Simpan harga' }).click();
  await expect(told(page, /1 harga berlaku/)).toBeVisible();

  await page.getByRole('button', { name: 'Nonaktifkan' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Nonaktifkan' }).click();
  await expect(page.getByText(/Produk ini nonaktif/)).toBeVisible();
  await page.getByRole('link', { name: 'Semua harga dan riwayat' }).click();
  await expect(row(page, '12.500')).toContainText(/Diganti|Berakhir/);
  await expect(row(page, '13.000').first()).toContainText('Berlaku');
});

test('s1_065_many_products_are_put_aside_and_taken_back_at_once', async ({ company, page }) => {
  for (const n of [1, 2])
    await addProduct(company, { sku: `LM${n}`, name: `Lama ${n}`, price: 1000 });
  await openOffice(page, company.centre.base, '/produk?search=Lama');
  await page.getByLabel('Pilih semua di halaman ini').check();
  const bar = page.getByRole('toolbar');
  await expect(bar).toContainText('2 produk dipilih');
  await bar.getByRole('button', { name: 'Nonaktifkan' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Nonaktifkan' }).click();
  await expect(told(page, '2 produk dinonaktifkan')).toBeVisible();
  await page.getByLabel('Keadaan').selectOption('retired');
  await page.getByLabel('Pilih Lama 1').check();
  await bar.getByRole('button', { name: 'Aktifkan lagi' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Aktifkan lagi' }).click();
  await expect(told(page, '1 produk diaktifkan lagi')).toBeVisible();
});

test('s1_066_a_csv_with_wrong_rows_takes_nothing_and_a_right_one_everything', async ({
  company,
  page,
}) => {
  await openOffice(page, company.centre.base, '/produk/impor');
  const file = page.getByRole('main').locator('input[type=file]');
  const csv = (rows: string[]): { name: string; mimeType: string; buffer: Buffer } => ({
    name: 'barang.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['Kode;Nama;Kategori;Satuan;Harga;Stok', ...rows].join('\n')),
  });
  await file.setInputFiles(
    csv(['IM1;Teh celup;Minuman;dus;dua belas;4', ';Tanpa kode;Minuman;dus;1;']),
  );
  await expect(page.getByRole('alert')).toContainText('2 baris belum benar');
  await expect(page.getByRole('row').nth(1)).toContainText(/2\s*Harga\s*Bukan angka/);
  await expect(page.getByRole('row').nth(2)).toContainText(/3\s*Kode\s*Kosong/);
  await file.setInputFiles(
    csv([
      'IM1;Teh celup;Minuman;dus;Rp 12.500;4',
      'IM2;Gula batu;Sembako;kg;12.500,00;2',
      'AM;Air mineral 600 ml;Minuman;pcs;4.500;',
    ]),
  );
  await expect(row(page, 'Teh celup')).toContainText('Baru');
  await expect(row(page, 'Air mineral')).toContainText(/4\.?000.*4\.?500/);
  await page.getByRole('button', { name: 'Simpan 3 perubahan' }).click();
  await expect(page.getByText('2 produk ditambahkan, 1 diperbarui').first()).toBeVisible();
  await page.getByRole('link', { name: 'Lihat daftar produk' }).click();
  await page.getByPlaceholder(/Cari nama, kode/).fill('IM1');
  await expect(row(page, 'Teh celup')).toContainText('12.500');
  await expect(row(page, 'Teh celup')).toContainText('4 dus');
});

test('s1_067_what_is_exported_comes_back_unchanged_as_csv_and_as_a_spreadsheet', async ({
  company,
  page,
}) => {
  await openOffice(page, company.centre.base, '/produk?search=Beras');
  const files = [];
  for (const kind of ['Ekspor CSV', 'Ekspor Excel']) {
    files.push(await fileOf(page, page.getByRole('link', { name: kind })));
  }
  expect(files[0]?.bytes.toString()).toContain('Beras ramos');
  expect(files[0]?.bytes.toString()).not.toContain('Nasi goreng');
  await page.getByRole('link', { name: 'Impor' }).click();
  await settled(page);
  for (const { name, bytes } of files) {
    const given = { name, mimeType: 'application/octet-stream', buffer: bytes };
    await page.getByRole('main').locator('input[type=file]').setInputFiles(given);
    await expect(page.getByText('Semua baris sudah sama.')).toBeVisible();
    await expect(page.getByText(name)).toBeVisible();
  }
});

test('s1_070_s1_072_a_branch_price_wins_and_the_office_says_why', async ({ company, page }) => {
  const id = await addProduct(company, { sku: 'HG', name: 'Roti bakar', price: 15_000 });
  await openOffice(page, company.centre.base, `/harga/${id}`);
  const set = async (scope: string, amount: string, minimum = ''): Promise<void> => {
    await page.getByRole('button', { name: 'Atur harga' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Berlaku di').selectOption({ label: scope });
    await dialog.getByLabel('Harga', { exact: true }).fill(amount);
    await dialog.getByLabel(/Mulai jumlah/).fill(minimum);
    await dialog.getByRole('button', { name: 'Simpan' }).click();
    await expect(dialog).toHaveCount(0);
  };
  await set('Daerah: Jawa', '14.000');
  await set('Cabang: Nusa JKT01', '13.500');
  await set('Cabang: Nusa JKT01', '12.000', '10');
  await expect(page.getByRole('row')).toHaveCount(5);
  const why = page.getByLabel('Penjelasan harga');
  await expect(why).toContainText('13.500');
  await expect(why).toContainText('Paling khusus untuk cabang ini');
  await why.getByLabel('Jumlah').fill('10');
  await expect(why).toContainText('Jumlah belinya paling cocok');
  await expect(why.locator('.result, footer, strong').last()).toContainText('12.000');

  await page.goto(`${company.centre.base}/kantor/harga`);
  await page.getByLabel('Lingkup').selectOption({ label: 'Hanya daerah' });
  await page.getByPlaceholder(/Cari nama, kode/).fill('Roti bakar');
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(row(page, 'Roti bakar')).toContainText('14.000');
});

test('s1_073_a_later_price_waits_is_changed_and_ends', async ({ company, page }) => {
  const id = await addProduct(company, { sku: 'HL', name: 'Roti kukus', price: 9_000 });
  await openOffice(page, company.centre.base, `/harga/${id}`);
  await page.getByRole('button', { name: 'Atur harga' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Harga', { exact: true }).fill('9.500');
  await dialog.getByText('Pada waktu tertentu').click();
  await dialog.getByLabel('Tanggal dan jam mulai').fill('2030-01-01T06:00');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(row(page, '9.500')).toContainText('Terjadwal');
  await expect(page.getByLabel('Penjelasan harga')).toContainText('harganya menjadi');
  await row(page, '9.500').getByRole('button', { name: 'Ubah' }).click();
  await dialog.getByLabel('Harga', { exact: true }).fill('9.750');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(row(page, '9.750')).toContainText('Terjadwal');
  await row(page, '9.000').getByRole('button', { name: 'Akhiri' }).click();
  await dialog.getByRole('button', { name: 'Akhiri' }).click();
  await expect(row(page, '9.000')).toContainText('Berakhir');
  await expect(page.getByLabel('Penjelasan harga')).toContainText('Harga belum ada');
});
