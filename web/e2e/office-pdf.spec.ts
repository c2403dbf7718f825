// PDFs of the office as its people get them: downloaded by a press, and read by another reader of PDF.
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { alone as test, expect } from './harness/test.ts';
import { fileOf, openOffice, productOf, sell, settled } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

/** Everything that a PDF says, and on how many pages. */
async function pdfOf(
  page: Page,
  button: Locator,
): Promise<{ name: string; text: string; pages: number }> {
  const { name, bytes } = await fileOf(page, button);
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), {
    mergePages: true,
  });
  return { name, text: text.replace(/\s+/g, ' '), pages: totalPages };
}

test('s2_068_the_report_is_downloaded_as_a_pdf_and_says_what_the_screen_says', async ({
  company,
  page,
}) => {
  const rice = await productOf(company, 'GP');
  const number = await sell(company.shop, rice, 17_500);
  await openOffice(page, company.centre.base, '/laporan');
  const totals = page.getByRole('region', { name: 'Jumlah pilihan ini' });
  await expect(totals).toContainText('17.500', { timeout: 30_000 });
  const report = await pdfOf(page, page.getByRole('button', { name: 'PDF' }));
  expect(report.name).toMatch(/^laporan-penjualan-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.pdf$/);
  for (const said of ['Laporan Penjualan Harian', 'Rp 17.500', number, 'Halaman 1 dari']) {
    expect(report.text).toContain(said);
  }
  await page.goto(`${company.centre.base}/kantor/penjualan`);
  await settled(page);
  await page.getByRole('button', { name: number }).click();
  const window = page.getByRole('dialog');
  const receipt = await pdfOf(page, window.getByRole('button', { name: 'PDF' }));
  expect(receipt.text).toContain(number);
  expect(receipt.pages).toBe(1);
});

test('labels_of_chosen_products_fill_the_places_that_are_left_of_a_sheet', async ({
  company,
  page,
}) => {
  await openOffice(page, company.centre.base, '/produk?search=Beras');
  await page.getByRole('checkbox', { name: /^Pilih semua/ }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Label' }).click();
  const window = page.getByRole('dialog', { name: 'Cetak label' });
  const first = window.getByRole('textbox', { name: /^Jumlah label/ }).first();
  await first.fill('0');
  for (const other of (await window.getByRole('textbox', { name: /^Jumlah label/ }).all()).slice(
    1,
  )) {
    await other.fill('0');
  }
  const make = window.getByRole('button', { name: 'Buat PDF' });
  await expect(make).toBeDisabled();
  await first.fill('23');
  await window.getByLabel('Mulai dari label ke').fill('3');
  await expect(window.getByRole('status')).toHaveText('23 label di 2 lembar');
  expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
  const labels = await pdfOf(page, make);
  expect([labels.name, labels.pages]).toEqual(['label.pdf', 2]);
  expect(labels.text.match(/Beras/g)?.length).toBeGreaterThanOrEqual(23);
  await expect(window).toBeHidden();
});
