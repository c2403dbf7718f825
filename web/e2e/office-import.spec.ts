// A sheet as large as a whole shop: 10,000 rows, first with wrong ones among them, then mended. Its
// company is its own, because no other test wants so many goods.
import type { Locator, Page } from '@playwright/test';
import type { Company } from './harness/company.ts';
import { alone as test, expect } from './harness/test.ts';
import { openOffice, row, settled } from './office-place.ts';

test.use({ actionTimeout: 30_000, codes: [] });

/** Rows of the sheet. */
const ROWS = 10_000;
/** How long such a sheet may be looked at or taken on a slow machine, milliseconds. */
const PATIENCE_MS = 120_000;

/** A whole number as Indonesians write it: 12.500. */
const marked = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, '.');

/** The price of a row. */
const priceOf = (n: number): number => 1_500 + ((n * 250) % 98_500);

/** A row of the sheet; every third has a barcode, and the price is written in one of three ways. */
function line(n: number): string {
  const price = marked(priceOf(n));
  const written = [price, `Rp ${price}`, `${price},00`][n % 3] ?? price;
  const barcode = n % 3 === 0 ? String(8_991_000_000_000 + n) : '';
  return `GR${n};Barang grosir ${n};Grosir ${n % 20};dus;${barcode};${written}`;
}

/** The sheet, with other words in some of its rows. The first row of goods is row 2 of the sheet. */
function sheet(
  wrong: Readonly<Record<number, string>> = {},
): Parameters<Locator['setInputFiles']>[0] {
  const rows = Array.from({ length: ROWS }, (_, n) => wrong[n + 2] ?? line(n + 1));
  const text = ['Kode;Nama;Kategori;Satuan;Kode batang;Harga', ...rows].join('\n');
  return { name: 'grosir.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** How many goods the office has, by its own words. */
async function goods(page: Page, company: Company): Promise<number> {
  await openOffice(page, company.centre.base, '/produk');
  const words = await page.getByText(/^1–\d+ dari [\d.]+$/).innerText();
  return Number((words.split('dari')[1] ?? '').replace(/\D/g, ''));
}

/** Keeps what the bar of progress and its words show, however short they are there. */
async function watchProgress(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    const look = (): void => {
      const bar = document.querySelector('progress');
      const words = bar?.parentElement?.innerText.match(/[\d.]+ dari [\d.]+/)?.[0];
      if (bar && words) seen.add(`${words} dari ${bar.max}`);
    };
    new MutationObserver(look).observe(document.body, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    Object.assign(window, { seen });
  });
  return () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
}

test('ten_thousand_rows_are_refused_while_one_is_wrong_and_taken_with_their_progress', async ({
  company,
  page,
}) => {
  test.setTimeout(3 * PATIENCE_MS);
  const before = await goods(page, company);
  await page.getByRole('link', { name: 'Impor' }).click();
  await settled(page);
  const file = page.getByRole('main').locator('input[type=file]');
  await file.setInputFiles(
    sheet({
      3: 'GR2;Barang grosir 2;Grosir 2;dus;;dua ribu',
      5_000: ';Tanpa kode;Grosir 1;dus;;1.500',
      10_001: 'GR1;Barang yang pertama lagi;Grosir 1;dus;;1.500',
    }),
  );
  await expect(page.getByRole('alert')).toContainText('3 baris belum benar', {
    timeout: PATIENCE_MS,
  });
  await expect(page.getByRole('row').nth(1)).toContainText(/3\s*Harga\s*Bukan angka.*dua ribu/);
  await expect(page.getByRole('row').nth(2)).toContainText(/5000\s*Kode\s*Kosong/);
  await expect(page.getByRole('row').nth(3)).toContainText(/10001\s*Kode\s*.*lebih dari sekali/);
  await expect(page.getByRole('button', { name: /Simpan/ })).toHaveCount(0);
  expect(await goods(page, company)).toBe(before);

  await page.getByRole('link', { name: 'Impor' }).click();
  await file.setInputFiles(sheet());
  const save = page.getByRole('button', { name: 'Simpan 10.000 perubahan' });
  await expect(save).toBeVisible({ timeout: PATIENCE_MS });
  await expect(page.getByText('20 kategori baru')).toBeVisible();
  const progress = await watchProgress(page);
  await save.click();
  await expect(page.getByText('10.000 produk ditambahkan, 0 diperbarui').first()).toBeVisible({
    timeout: PATIENCE_MS,
  });
  const seen = await progress();
  expect(seen[0]).toBe('0 dari 10.000 dari 10000');
  const done = seen.map((words) => Number(words.replace(/ .*/, '').replace('.', '')));
  expect(done).toEqual([...done].sort((one, other) => one - other));
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  expect(await goods(page, company)).toBe(before + ROWS);
  await page.getByPlaceholder(/Cari nama, kode/).fill('Barang grosir 9998');
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(row(page, 'GR9998')).toContainText(marked(priceOf(9_998)));
  await page.getByPlaceholder(/Cari nama, kode/).fill(String(8_991_000_000_000 + 9_999));
  await expect(row(page, 'GR9999')).toContainText('Barang grosir 9999');
});
