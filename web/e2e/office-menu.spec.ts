// A category that head office keeps off the guests' menu: their phones do not offer it, the house
// still sells it, and nothing else about the category switches it on again.
import { layTables, screen, sitDown } from './evening-place.ts';
import { PASSWORD } from './harness/company.ts';
import { Desk } from './harness/desk.ts';
import { until } from './harness/place.ts';
import { alone as test, expect } from './harness/test.ts';
import { openOffice, row, told } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

test('a_category_is_kept_off_the_guests_menu_and_the_house_sells_it', async ({
  browser,
  company,
  page,
}) => {
  test.setTimeout(120_000);
  const { shop, centre } = company;
  const manager = await layTables(shop, ['7']);
  await openOffice(page, centre.base, '/produk/kategori');
  const onMenu = page.getByRole('switch', { name: 'Tampilkan Sembako di menu tamu' });
  await expect(onMenu).toBeChecked();
  await onMenu.click();
  await expect(told(page, 'Sembako tidak lagi tampil di menu tamu')).toBeVisible();
  await expect(onMenu).not.toBeChecked();
  await page.getByRole('button', { name: 'Ubah nama Sembako' }).click();
  await page.getByRole('textbox', { name: 'Nama kategori' }).last().fill('Toko');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await page.getByRole('button', { name: 'Naikkan Toko' }).click();
  await expect(row(page, 'Toko')).toBeVisible();
  await page.reload();
  const still = page.getByRole('switch', { name: 'Tampilkan Toko di menu tamu' });
  await expect(still).not.toBeChecked();
  await expect(page.getByRole('switch', { checked: true })).toHaveCount(2);

  await until('the branch knows the category', async () => {
    const { items } = await manager.get('/api/v1/categories');
    const rows = items as { name: string; on_menu: boolean }[];
    return rows.some(({ name, on_menu }) => name === 'Toko' && !on_menu) || undefined;
  });
  const { phone } = await sitDown(browser, shop, '7', 'Ani');
  await expect(phone.getByText('Nasi goreng').first()).toBeVisible();
  await expect(phone.getByText('Beras ramos')).toHaveCount(0);
  await expect(phone.getByText('Toko', { exact: true })).toHaveCount(0);
  const board = await screen(browser, shop, '/pesanan');
  await board.getByRole('button', { name: /^Meja 7,/ }).click();
  await board.getByRole('button', { name: 'Tambah pesanan' }).click();
  await expect(board.getByRole('dialog').getByText('Beras ramos')).toBeVisible();

  await still.click();
  await expect(told(page, 'Toko tampil di menu tamu')).toBeVisible();
  await expect(async () => {
    await phone.reload();
    await expect(phone.getByText('Beras ramos').first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  const desk = await Desk.signIn(centre.base, 'sari', PASSWORD);
  const { items } = await desk.get('/api/v1/categories');
  expect((items as { on_menu: boolean }[]).every(({ on_menu }) => on_menu)).toBe(true);
});
