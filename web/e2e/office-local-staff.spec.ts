// A cashier whom a branch adds by itself while the internet is away: she sells at once, the centre
// hears of her when the link is back, and takes her over. Looked at in every light.
import { openTill, add, paid, payExactly } from './cashier-place.ts';
import { PASSWORD } from './harness/company.ts';
import { everyLook } from './harness/look.ts';
import { alone as test, expect } from './harness/test.ts';
import { openOffice, row, settled, told } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

/** How long news takes from one node to the other. */
const CONTACT = { timeout: 60_000 };

test('s1_136_a_branch_manager_adds_a_cashier_without_the_internet', async ({
  company,
  browser,
  page,
}) => {
  test.setTimeout(180_000);
  const { shop, centre } = company;
  shop.link.cut();
  await openOffice(page, shop.node.base, '/orang', 'budi');
  await page.getByRole('button', { name: 'Pegawai baru' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Peran').getByRole('option')).toHaveText([
    'Kasir',
    'Pelayan',
    'Dapur',
  ]);
  await dialog.getByLabel('Nama yang tercetak di struk').fill('Wati Harian');
  await dialog.getByLabel('Nama masuk').fill('dewi');
  await dialog.getByLabel('Kata sandi').fill('pendek');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog.getByLabel('Kata sandi')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Kata sandi').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog.getByLabel('Nama masuk')).toHaveAccessibleDescription(/sudah dipakai/);
  await dialog.getByLabel('Nama masuk').fill('wati');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(told(page, 'Wati Harian ditambahkan')).toBeVisible();
  await expect(row(page, 'Wati Harian')).toContainText('Kasir');
  // Whom the centre wrote is the centre's to change.
  await expect(row(page, 'dewi').getByRole('button', { name: 'Ubah' })).toHaveCount(0);
  await everyLook(browser, shop.node.base, 'cabang-orang', async (look) => {
    await openOffice(look, shop.node.base, '/orang', 'budi');
    await look.getByRole('button', { name: 'Pegawai baru' }).click();
    await expect(look.getByRole('dialog')).toBeVisible();
  });

  const hers = await (await browser.newContext()).newPage();
  await openTill(hers, shop, 'wati');
  await add(hers, 'Nasi goreng');
  await payExactly(hers);
  await paid(hers);

  shop.link.mend();
  const office = await (await browser.newContext()).newPage();
  await openOffice(office, centre.base, '/orang');
  await expect(async () => {
    await office.reload();
    await settled(office);
    await expect(row(office, 'Wati Harian')).toContainText('Ditambah Nusa JKT01', { timeout: 500 });
  }).toPass(CONTACT);
  await row(office, 'Wati Harian').getByRole('button', { name: 'Ubah' }).click();
  const taking = office.getByRole('dialog');
  await expect(taking).toContainText('Pusat yang mengaturnya');
  await taking.getByRole('checkbox', { name: /Boleh masuk/ }).click();
  await taking.getByRole('button', { name: 'Simpan' }).click();
  await expect(row(office, 'Wati Harian')).toContainText('Nonaktif');
  await expect(async () => {
    await hers.reload();
    await expect(hers.getByRole('heading', { name: 'Siapa yang berjaga?' })).toBeVisible({
      timeout: 2_000,
    });
  }).toPass(CONTACT);
  await page.reload();
  await settled(page);
  await expect(row(page, 'Wati Harian')).toContainText('Nonaktif');
  await expect(row(page, 'Wati Harian').getByRole('button', { name: 'Ubah' })).toHaveCount(0);
});
