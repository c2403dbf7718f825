// Who works for the shop, at the screen: a greeting and the day, accounts with roles, sign-ins that
// last; and names that try to be markup.
import { add, openTill, paid, payExactly, selling } from './cashier-place.ts';
import { PASSWORD } from './harness/company.ts';
import { expect, test } from './harness/test.ts';
import { addProduct, openOffice, row, settled, told } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

test('s1_006_s1_050_s2_064_the_day_greets_by_name_and_leads_to_everything', async ({
  company,
  page,
}) => {
  await openOffice(page, company.centre.base);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Selamat .+, sari/i);
  const day = new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', dateStyle: 'full' });
  await expect(page.getByRole('main')).toContainText(day.format(new Date()));
  await expect(page.locator('html')).toHaveAttribute('lang', 'id');
  const menu = page.getByRole('navigation', { name: 'Menu utama' });
  for (const part of ['Produk', 'Orang', 'Laporan']) {
    await expect(menu.getByRole('link', { name: new RegExp(`^${part}`) })).toBeVisible();
  }
  await expect(menu.getByRole('button', { name: 'Keluar' })).toBeVisible();
});

test('s2_066_d2_19_a_person_is_edited_from_every_role_and_taken_out', async ({
  company,
  browser,
  page,
}) => {
  const roles = ['owner', 'manager', 'cashier', 'kitchen', 'waiter'];
  for (const role of roles) {
    const id = await company.owner.added('/api/v1/people', {
      login: `ubah-${role}`,
      name: `Ubah ${role}`,
      grants: [{ role }],
    });
    await company.owner.put(`/api/v1/people/${id}/password`, { password: PASSWORD });
  }
  await openOffice(page, company.centre.base, '/orang');
  const dialog = page.getByRole('dialog');
  for (const [n, role] of roles.entries()) {
    await row(page, `ubah-${role}`).getByRole('button', { name: 'Ubah', exact: true }).click();
    const chosen = dialog.getByRole('combobox', { name: 'Peran' });
    await expect(chosen).toHaveValue(role);
    const next = roles[(n + 1) % roles.length] ?? '';
    await chosen.selectOption(next);
    await dialog.getByLabel('Nama yang tercetak di struk').fill(`Jadi ${next}`);
    await dialog.getByRole('button', { name: 'Simpan' }).click();
    await expect(told(page, `Jadi ${next} disimpan`)).toBeVisible();
    await expect(row(page, `ubah-${role}`)).toContainText(`Jadi ${next}`);
  }

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await openOffice(theirs, company.centre.base, '', 'ubah-owner');
  await row(page, 'ubah-owner').getByRole('button', { name: 'Ubah', exact: true }).click();
  await dialog.getByRole('checkbox', { name: /Boleh masuk/ }).click();
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(row(page, 'ubah-owner')).toContainText('Nonaktif');
  await theirs.reload();
  await expect(theirs.getByLabel('Nama masuk')).toBeVisible();
  await other.close();
});

test('s2_085_a_sign_in_stays_on_the_device_until_somebody_signs_out', async ({ company, page }) => {
  await openTill(page, company.shop);
  await page.reload();
  await selling(page);
  const second = await page.context().newPage();
  await second.goto(`${company.shop.node.base}/kasir`);
  await selling(second);
  await second.close();
});

test('d1_21_a_name_that_is_markup_is_shown_as_it_was_written', async ({ company, page }) => {
  const name = '<img src=x onerror=document.title=1> <script>document.title=2</script>';
  await addProduct(company, { sku: 'XSS-1', name, price: 7_000, stock: 5 });
  await company.inStep(company.shop);
  await openOffice(page, company.centre.base, '/produk?search=XSS-1');
  await expect(row(page, 'XSS-1')).toContainText(name);
  await row(page, 'XSS-1')
    .getByRole('link', { name: /img src/ })
    .click();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);

  await openTill(page, company.shop);
  await page.getByRole('searchbox').or(page.getByPlaceholder(/Cari/)).first().fill('XSS-1');
  await add(page, 'img src=x');
  await payExactly(page);
  await paid(page);
  await expect(page.getByTestId('done')).toBeVisible();
  expect(await page.title()).not.toMatch(/^[12]$/);
  expect(await page.locator('img[src="x"], main script').count()).toBe(0);
});
