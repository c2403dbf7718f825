// The sales and reports of one region among several.
import { expect, test } from './harness/test.ts';
import { fileOf, openOffice, productOf, row, sell, settled } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

test('sales_and_reports_are_narrowed_to_the_branches_of_a_region', async ({ company, page }) => {
  test.setTimeout(120_000);
  const region = await company.owner.added('/api/v1/regions', { name: 'Bali' });
  const far = await company.branch('DPS01', { region });
  const inJava = await sell(company.shop, await productOf(company, 'ET'), 6_000);
  const inBali = await sell(far, await productOf(company, 'GP'), 17_500);
  await company.inStep(company.shop);
  await company.inStep(far);
  await openOffice(page, company.centre.base, '/penjualan');
  await expect(row(page, inJava)).toBeVisible();
  await expect(row(page, inBali)).toBeVisible();
  const filter = page.getByLabel('Daerah');
  await filter.selectOption({ label: 'Bali' });
  await expect(row(page, inJava)).toHaveCount(0);
  await expect(row(page, inBali)).toContainText('Nusa DPS01');
  const sums = page.getByLabel('Jumlah pilihan ini');
  await expect(sums).toContainText('17.500');
  await expect(sums).toContainText('1 nota');
  const { bytes } = await fileOf(page, page.getByRole('link', { name: 'CSV' }));
  expect(bytes.toString()).toContain(inBali);
  expect(bytes.toString()).not.toContain(inJava);
  await page.reload();
  await settled(page);
  await expect(filter).toHaveValue(String(region));
  await filter.selectOption({ label: 'Jawa' });
  await expect(row(page, inJava)).toBeVisible();
  await expect(row(page, inBali)).toHaveCount(0);

  await page.goto(`${company.centre.base}/kantor/laporan?by=branches`);
  const table = page.getByRole('main').getByRole('table').last();
  await expect(table).toContainText('Nusa JKT01');
  await expect(table).toContainText('Nusa DPS01');
  await filter.selectOption({ label: 'Bali' });
  await expect(table).not.toContainText('Nusa JKT01');
  await expect(table).toContainText(/Nusa DPS01.*17\.500/);
  await expect(sums).toContainText('1 nota');
  await page.getByRole('link', { name: 'Cetak' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Laporan: Cabang' })).toBeVisible();
  await expect(row(page, 'Nusa DPS01')).toContainText('17.500');
  await expect(row(page, 'Nusa JKT01')).toHaveCount(0);
});
