// Questions that are asked with dishes, as the office writes them: made on the screen, refused where
// nobody could answer them, changed without losing what was answered before, and found again where
// people look for them.
import type { Page } from '@playwright/test';
import { PASSWORD, type Company } from './harness/company.ts';
import { Desk } from './harness/desk.ts';
import { until } from './harness/place.ts';
import { axeFaults } from './harness/axe.ts';
import { expect, test } from './harness/test.ts';
import { openOffice, productOf, row, settled, told } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

const PAGE = '/produk/pilihan';

interface Group {
  group: number;
  name: string;
  least: number;
  most: number;
  options: { option: number; name: string; price: number; active: boolean }[];
  products: number[];
  active: boolean;
}

/** A question as the node has it, by its name. */
async function groupOf(company: Company, name: string): Promise<Group> {
  const { items } = await company.owner.get('/api/v1/modifiers');
  const group = (items as Group[]).find((found) => found.name === name);
  if (!group) throw new Error(`nothing is called ${name}`);
  return group;
}

/** A question that is there already, of two answers; gives its number. */
function addGroup(company: Company, name: string, products: number[]): Promise<number> {
  return company.owner.added('/api/v1/modifiers', {
    name,
    least: 1,
    most: 1,
    options: [{ name: 'Biasa' }, { name: 'Besar', price: 5000 }],
    products,
  });
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
}

test('a_question_is_made_with_its_answers_prices_and_products', async ({ company, page }) => {
  const dish = await productOf(company, 'NG');
  await openOffice(page, company.centre.base, '/produk');
  await page.getByRole('link', { name: 'Pilihan' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Pilihan baru' }).click();
  await settled(page);
  const preview = page.getByRole('complementary', { name: 'Begini tamu melihatnya' });

  await page.getByLabel('Nama', { exact: true }).fill('Tambahan');
  await page.getByLabel('Jawaban 1').fill('Telur');
  await page.getByLabel('Tambah harga').first().fill('4.000');
  await page.getByLabel('Jawaban 1').press('Enter');
  await expect(page.getByLabel('Jawaban 2')).toBeFocused();
  await page.keyboard.type('Keju');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Jawaban 3')).toBeFocused();
  await page.keyboard.type('Sambal');

  await page.getByLabel('Paling banyak', { exact: true }).press('ArrowUp');
  await page.getByRole('button', { name: 'Kurangi wajib pilih' }).click();
  await expect(page.getByText('Tamu boleh memilih 0–2 dari 3 jawaban.')).toBeVisible();
  await expect(preview).toContainText('Boleh pilih sampai 2 · Boleh dilewati');
  await expect(preview.getByRole('listitem')).toHaveText([/Telur\s*\+4\.000/, 'Keju', 'Sambal']);

  const search = page.getByRole('combobox', { name: 'Cari produk untuk ditambahkan' });
  await search.fill('Nasi goreng');
  await page.getByRole('option').first().waitFor();
  await search.press('Enter');
  await expect(page.getByRole('button', { name: /Hapus Nasi goreng/ })).toBeVisible();
  await expect(preview).toContainText('Nasi goreng');
  expect(await axeFaults(page)).toEqual([]);
  await save(page);

  await expect(told(page, 'Tambahan ditambahkan')).toBeVisible();
  await expect(row(page, 'Tambahan')).toContainText(/Telur\s*\+4\.000/);
  await expect(row(page, 'Tambahan')).toContainText('Boleh 0–2');
  expect(await axeFaults(page)).toEqual([]);
  expect(await groupOf(company, 'Tambahan')).toMatchObject({
    least: 0,
    most: 2,
    active: true,
    products: [dish],
    options: [
      { option: 1, name: 'Telur', price: 4000, active: true },
      { option: 2, name: 'Keju', price: 0, active: true },
      { option: 3, name: 'Sambal', price: 0, active: true },
    ],
  });
});

test('what_nobody_could_answer_is_refused_at_its_field', async ({ company, page }) => {
  await openOffice(page, company.centre.base, `${PAGE}/baru`);
  await save(page);
  await expect(page.getByLabel('Nama', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Nama', { exact: true })).toHaveAccessibleDescription(
    'Wajib diisi.',
  );
  await expect(page.getByRole('alert')).toHaveText('Tambahkan paling sedikit satu jawaban.');

  await page.getByLabel('Nama', { exact: true }).fill('Kuah');
  await page.getByLabel('Jawaban 1').fill('Pisah');
  await page.getByLabel('Jawaban 2').fill('pisah');
  const second = page.getByLabel('Jawaban 2');
  await expect(second).toHaveAccessibleDescription(/Jawaban ini sudah ada/);
  await second.fill('Campur');
  await page.getByLabel('Paling banyak', { exact: true }).fill('3');
  await expect(page.getByLabel('Paling banyak', { exact: true })).toHaveAccessibleDescription(
    'Lebih banyak dari jawaban yang bisa dipilih.',
  );
  await page.getByLabel('Paling banyak', { exact: true }).fill('1');
  await page.getByLabel('Wajib pilih', { exact: true }).fill('2');
  await expect(page.getByLabel('Wajib pilih', { exact: true })).toHaveAccessibleDescription(
    /Tidak bisa lebih dari/,
  );
  await page.getByLabel('Wajib pilih', { exact: true }).fill('1');
  await expect(page.getByText('Tamu memilih tepat 1 dari 2 jawaban.')).toBeVisible();

  // No form knows the greatest price: the node's own refusal comes back to the field.
  const price = page.getByLabel('Tambah harga').nth(1);
  await price.fill('999999999999999');
  await save(page);
  await expect(price).toBeFocused();
  await expect(price).toHaveAccessibleDescription('Isian ini tidak bisa diterima. Periksa lagi.');
  await price.fill('');
  await expect(price).toHaveAccessibleDescription('');
  await save(page);
  await expect(told(page, 'Kuah ditambahkan')).toBeVisible();
});

test('an_answer_is_renamed_moved_and_put_out_of_use_and_stays_in_history', async ({
  company,
  page,
}) => {
  const dish = await productOf(company, 'NG');
  const group = await addGroup(company, 'Ukuran piring', [dish]);
  await openOffice(page, company.centre.base, `${PAGE}/${group}`);
  await expect(page.getByRole('button', { name: 'Hapus Biasa' })).toHaveCount(0);
  await page.getByLabel('Jawaban 2').fill('Jumbo');
  const up = page.getByRole('button', { name: 'Naikkan Jumbo' });
  await up.press('Enter');
  await expect(page.getByLabel('Jawaban 1')).toHaveValue('Jumbo');
  await expect(page.getByRole('button', { name: 'Turunkan Jumbo' })).toBeFocused();
  await page.getByRole('switch', { name: 'Biasa bisa dipilih' }).click();
  await page.getByRole('button', { name: /Hapus Nasi goreng/ }).click();
  await expect(page.getByText('2 perubahan belum disimpan')).toBeVisible();
  await page.getByRole('link', { name: 'Laporan' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Tetap di sini' }).click();
  await save(page);
  await expect(told(page, 'Ukuran piring disimpan')).toBeVisible();
  expect(await groupOf(company, 'Ukuran piring')).toMatchObject({
    options: [
      { option: 2, name: 'Jumbo', price: 5000, active: true },
      { option: 1, name: 'Biasa', price: 0, active: false },
    ],
    products: [],
  });

  await page.getByRole('switch', { name: 'Ditanyakan saat memesan' }).click();
  await save(page);
  await expect(page.getByText(/Pertanyaan ini nonaktif/)).toBeVisible();
  await page.getByRole('link', { name: 'Pilihan', exact: true }).click();
  await expect(row(page, 'Ukuran piring')).toContainText('Nonaktif');
  await page.getByPlaceholder('Cari pertanyaan atau jawaban').fill('jumbo');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.goto(`${company.centre.base}/kantor/catatan?search=Ukuran%20piring`);
  await expect(page.getByText(/Jumbo \+5\.000 · Biasa \(nonaktif\)/).first()).toBeVisible();
});

test('a_product_tells_what_is_asked_with_it_and_leads_to_a_new_question', async ({
  company,
  page,
}) => {
  const dish = await productOf(company, 'NG');
  const group = await addGroup(company, 'Tingkat matang', [dish]);
  await openOffice(page, company.centre.base, `/produk/${dish}`);
  const asked = page.getByRole('region', { name: 'Pilihan yang ditanyakan' });
  await asked.getByRole('link', { name: /Tingkat matang/ }).click();
  await expect(page).toHaveURL(new RegExp(`${PAGE}/${group}$`));
  await page.goBack();
  await asked.getByRole('link', { name: 'Pilihan baru' }).click();
  await expect(page.getByRole('button', { name: /Hapus Nasi goreng/ })).toBeVisible();
});

test('all_of_a_category_is_added_at_once', async ({ company, page }) => {
  const group = await addGroup(company, 'Es', []);
  await openOffice(page, company.centre.base, `${PAGE}/${group}`);
  await page.getByLabel('Semua dari satu kategori').selectOption({ label: 'Minuman' });
  await page.getByRole('button', { name: 'Tambahkan', exact: true }).click();
  await expect(page.getByText(/^\d+ produk ditambahkan$/)).toBeVisible();
  await save(page);
  await expect(told(page, 'Es disimpan')).toBeVisible();
  const { categories } = await company.owner.get('/api/v1/products/summary');
  const counts = categories as { name: string; active: number }[];
  const drinks = counts.find(({ name }) => name === 'Minuman')?.active ?? 0;
  expect(drinks).toBeGreaterThan(1);
  expect((await groupOf(company, 'Es')).products).toHaveLength(drinks);
});

test('a_branch_reads_the_questions_and_changes_none', async ({ company, page }) => {
  const dish = await productOf(company, 'NG');
  const group = await addGroup(company, 'Sambal', [dish]);
  const desk = await Desk.signIn(company.shop.node.base, 'budi', PASSWORD);
  await until('the question is known at the branch', async () => {
    const { items } = await desk.get('/api/v1/modifiers');
    return (items as Group[]).some((found) => found.group === group) ? true : undefined;
  });
  await openOffice(page, company.shop.node.base, `${PAGE}/${group}`, 'budi');
  await expect(page.getByText('Hanya bisa diubah di kantor pusat.')).toBeVisible();
  await expect(page.getByLabel('Jawaban 1')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Simpan' })).toHaveCount(0);
});
