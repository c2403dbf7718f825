// Every page of the till as people see it, on a phone and a desktop, light and dark: whole for axe,
// without an error, without a word to anybody but its node.
import { add, openTill, paid, payExactly } from './cashier-place.ts';
import { LOOKS, look } from './harness/look.ts';
import { layTables } from './evening-place.ts';
import { expect, test } from './harness/test.ts';

const PAGES = ['Kasir', 'Meja', 'Riwayat', 'Stok', 'Kas', 'Ringkasan', 'Sinkron'];

for (const [size, scheme] of LOOKS) {
  test(`every page of the till is whole, ${size} ${scheme}`, async ({ company, browser }) => {
    const { base } = company.shop.node;
    await look(browser, { base, size, scheme }, async (page, seen) => {
      await layTables(company.shop, [`${scheme} ${size[0]}`]);
      await openTill(page, company.shop, 'budi');
      await add(page, 'Kopi susu');
      await payExactly(page);
      await paid(page);
      await page.keyboard.press('F9');
      await add(page, 'Nasi goreng');
      const menu = page.getByRole('navigation', { name: 'Menu utama' });
      for (const name of PAGES) {
        await menu.getByRole('link', { name, exact: true }).click();
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByText('Memuat')).toHaveCount(0);
        await seen(`kasir-${name.toLowerCase()}`);
      }
      await menu.getByRole('button', { name: /Akun kasir/ }).click();
      await seen('kasir-akun');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Printer/ })
        .click();
      await expect(page.getByRole('heading', { level: 1, name: 'Printer' })).toBeVisible();
      await seen('kasir-printer');
    });
  });
}
