// Selling beyond the plain case: by the keyboard alone, by weight, and with somebody's approval.
import { add, keys, openTill, paid, salesOf, scan } from './cashier-place.ts';
import { PASSWORD, type Company } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { expect, test } from './harness/test.ts';

/** The last figure of an EAN-13. */
function checkDigit(twelve: string): number {
  const sum = [...twelve].reduce((sum, figure, n) => sum + Number(figure) * (n % 2 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

/** Beef by weight, and a shop whose scales print labels that begin with 21. */
async function sellByWeight({ owner, shop }: Company): Promise<void> {
  const beef = 'sku,name,category,unit,price,barcode\nDS,Daging sapi,Segar,kg,140000,2100077\n';
  expect((await owner.send('/api/v1/products/import', 'text/csv', beef)).ok).toBe(true);
  const { items } = await owner.get('/api/v1/branches');
  const known = (items as { id: number; region: number }[]).find((one) => one.id === shop.id);
  const label = { prefix: 21, item_digits: 5, value_digits: 5, kind: 'weight', scale: 1 };
  const row = {
    code: shop.code,
    name: `Nusa ${shop.code}`,
    region: known?.region,
    till: { labels: [label] },
  };
  await owner.put(`/api/v1/branches/${shop.id}`, { command: command(), ...row });
}

test('a_weighed_label_is_scanned_as_its_product_and_weight', async ({ company, page }) => {
  await sellByWeight(company);
  await openTill(page, company.shop);
  await expect(page.getByRole('button', { name: /Daging sapi/ })).toBeVisible({ timeout: 30_000 });
  const label = '210007701250';
  await scan(page, `${label}${checkDigit(label)}`);
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
