// The page of tables and its windows as people see them, on a phone and a desktop, light and dark:
// whole for axe, nothing cut off, without an error.
import type { Page } from '@playwright/test';
import { openBill, Restaurant, waiting } from './bill-place.ts';
import { newTill, selling, signIn } from './cashier-place.ts';
import { sitDown } from './evening-place.ts';
import { PASSWORD, type Company } from './harness/company.ts';
import { LOOKS, look } from './harness/look.ts';
import { alone as test, expect } from './harness/test.ts';

test.use({ actionTimeout: 30_000 });

async function open(page: Page, { shop }: Company): Promise<void> {
  const { base } = shop.node;
  await newTill(page, base, { login: 'budi', password: PASSWORD });
  await signIn(page, base, { login: 'dewi', password: PASSWORD });
  await page.goto(`${base}/kasir`);
  await selling(page);
  await page.getByRole('link', { name: 'Meja', exact: true }).click();
  await expect(waiting(page, /Meja 7/)).toBeVisible();
}

test('the_page_of_tables_and_its_windows_are_whole', async ({ browser, company }) => {
  test.setTimeout(300_000);
  const house = await Restaurant.open(company, ['7', '8', '9', 'VIP 1']);
  await house.order('7', 'Ani', 2);
  await house.order('7', 'Budi', 1);
  await house.order('7', undefined, 1);
  await house.order('8', 'Rani', 1);
  await house.order('VIP 1', 'Pak Ujang', 3);
  await house.toGo('Titin', 2);
  const { phone } = await sitDown(browser, company.shop, '8', 'Rani');
  await phone
    .getByRole('button', { name: /pesanan/i })
    .first()
    .click();
  for (const [size, scheme] of LOOKS) {
    await look(browser, { base: company.shop.node.base, size, scheme }, async (page, seen) => {
      await open(page, company);
      await seen('tables');
      const bill = await openBill(page, /Meja 7/);
      await seen('tables-bill');
      await bill.getByRole('button', { name: 'Bagi', exact: true }).click();
      await seen('tables-divide-guest');
      const dialog = page.getByRole('dialog', { name: /^Bagi tagihan/ });
      await dialog.getByRole('radio', { name: 'Per sajian' }).click();
      await seen('tables-divide-line');
      await dialog.getByRole('radio', { name: 'Rata' }).click();
      await seen('tables-divide-even');
      await page.keyboard.press('Escape');
      await bill.getByRole('button', { name: 'Pindah', exact: true }).click();
      await page.getByRole('radio', { name: 'Sajian ke tagihan lain' }).click();
      await seen('tables-move');
      await page.keyboard.press('Escape');
      await bill.getByRole('button', { name: 'Gabung', exact: true }).click();
      await seen('tables-merge');
      await page.keyboard.press('Escape');
      await bill.getByRole('button', { name: 'Bagi', exact: true }).click();
      await dialog.getByRole('button', { name: 'Bagi menjadi 2' }).click();
      await expect(bill.getByRole('list', { name: 'Bagian tagihan' })).toBeVisible();
      await seen('tables-divided');
      await bill.getByRole('button', { name: 'Satukan lagi' }).click();
      await expect(bill.getByRole('button', { name: 'Bagi', exact: true })).toBeVisible();
    });
  }
});
