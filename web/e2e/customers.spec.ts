// Customers of a branch, as people write them down, find them again and forget them: at the till, at
// the branch's office, and on the guest's own phone.
import { openBill, payOpen, Restaurant } from './bill-place.ts';
import { add, openTill, paid, payExactly } from './cashier-place.ts';
import { choose, send, sitDown } from './evening-place.ts';
import { PASSWORD } from './harness/company.ts';
import { Desk } from './harness/desk.ts';
import { everyLook } from './harness/look.ts';
import { until } from './harness/place.ts';
import { alone as test, expect } from './harness/test.ts';
import { openOffice, row, told } from './office-place.ts';

test('s2_031_a_customer_is_written_down_at_the_till_and_erased_at_the_office', async ({
  browser,
  company,
  page,
}) => {
  await openTill(page, company.shop);
  await add(page, 'Nasi goreng');
  await payExactly(page);
  const number = await paid(page);
  await page.getByRole('button', { name: 'Catat pelanggan' }).click();
  const sheet = page.getByRole('dialog', { name: 'Pelanggan' });
  await sheet.getByRole('searchbox').fill('0812 7777');
  await expect(sheet.getByRole('status')).toContainText('Tidak ada yang cocok');
  await sheet.getByRole('button', { name: 'Pelanggan baru' }).click();
  await expect(sheet.getByLabel('Nomor telepon')).toHaveValue('0812 7777');
  await sheet.getByRole('button', { name: 'Simpan' }).click();
  await expect(sheet.getByLabel('Nama')).toHaveAccessibleDescription(/Isi namanya/);
  await sheet.getByLabel('Nama').fill('Wulan');
  await sheet.getByLabel('Nomor telepon').fill('12');
  await expect(sheet.getByRole('alert')).toContainText('Tanpa persetujuan');
  await sheet.getByRole('switch', { name: 'Pelanggan setuju' }).click();
  await sheet.getByRole('button', { name: 'Simpan' }).click();
  await expect(sheet.getByLabel('Nomor telepon')).toHaveAccessibleDescription(/tidak tampak/);
  await sheet.getByLabel('Nomor telepon').fill('0812 7777 0451');
  await sheet.getByRole('button', { name: 'Simpan' }).click();
  await expect(sheet.getByRole('status')).toContainText('kunjungan Wulan');
  await sheet.getByRole('button', { name: 'Tutup' }).last().click();

  const { base } = company.shop.node;
  const office = await (await browser.newContext()).newPage();
  await openOffice(office, base, '/pelanggan', 'budi');
  await office.getByRole('searchbox').fill('wulan');
  await row(office, 'Wulan').getByRole('link', { name: 'Wulan' }).click();
  await expect(office.getByRole('heading', { level: 1, name: 'Wulan' })).toBeVisible();
  await expect(row(office, number)).toContainText('1 Nasi goreng');
  await office.getByRole('button', { name: 'Ubah' }).click();
  const change = office.getByRole('dialog', { name: 'Ubah Wulan' });
  await change.getByLabel('Surel').fill('wulan@contoh.id');
  await change.getByRole('button', { name: 'Simpan' }).click();
  await expect(office.getByText('wulan@contoh.id')).toBeVisible();
  await office.getByRole('button', { name: 'Hapus data' }).click();
  const sure = office.getByRole('dialog', { name: 'Hapus data Wulan?' });
  await sure.getByRole('button', { name: 'Hapus data' }).click();
  await expect(told(office, 'Data pelanggan dihapus')).toBeVisible();
  await expect(row(office, 'Wulan')).toHaveCount(0);

  const centre = await (await browser.newContext()).newPage();
  await openOffice(centre, company.centre.base, '', 'sari');
  await expect(centre.getByRole('link', { name: 'Orang' })).toBeVisible();
  await expect(centre.getByRole('link', { name: 'Pelanggan' })).toHaveCount(0);
});

test('s2_031_a_guest_who_agrees_finds_their_visit_again_on_the_phone', async ({
  browser,
  company,
}) => {
  const house = await Restaurant.open(company);
  const { phone } = await sitDown(browser, company.shop, '7', 'Ani');
  await phone.getByRole('button', { name: 'Profil' }).click();
  await expect(phone.getByRole('heading', { name: 'Profil' })).toBeVisible();
  await expect(phone.getByRole('heading', { name: 'Kunjunganmu' })).toHaveCount(0);
  await phone.getByRole('switch').first().click();
  await phone.getByRole('button', { name: 'Simpan' }).click();
  await choose(phone, 'Soto ayam');
  await send(phone);
  await expect(phone.getByText('Pesananmu sudah diterima').first()).toBeVisible();
  const till = await house.till(browser);
  await openBill(till, /Meja 7/);
  await payOpen(till);
  await until('the branch knows the visit', async () => {
    const answer = await phone.request.get('/api/v1/guest/history');
    const { visits } = (await answer.json()) as { visits: unknown[] };
    return visits.length === 1 ? true : undefined;
  });
  await phone.getByRole('button', { name: 'Kembali' }).click();
  await phone.getByRole('button', { name: 'Profil' }).click();
  const visits = phone.getByRole('region', { name: 'Kunjunganmu' });
  await expect(visits).toContainText('1 Soto ayam');
  await expect(visits).toContainText('46.200');
  await expect(visits).toContainText('Kesukaanmu: Soto ayam');
});

test('the_pages_of_customers_are_whole', async ({ company, browser }) => {
  test.setTimeout(300_000);
  const { base } = company.shop.node;
  const desk = await Desk.signIn(base, 'budi', PASSWORD);
  const known = { name: 'Wulandari Prameswari', phone: '+62 812-7777-0451', consent: true };
  const id = '0193a5f0-7c00-7fff-8000-0000000000d1';
  await desk.put(`/api/v1/customers/${id}`, { ...known, email: 'wulan.prameswari@contoh.id' });
  await everyLook(browser, base, 'kasir-pelanggan', async (page) => {
    await openTill(page, company.shop);
    await add(page, 'Nasi goreng');
    await payExactly(page);
    await paid(page);
    await page.getByRole('button', { name: 'Catat pelanggan' }).click();
    const sheet = page.getByRole('dialog', { name: 'Pelanggan' });
    await sheet.getByRole('searchbox').fill('prames');
    await sheet.getByRole('button', { name: /Wulandari/ }).click();
    await expect(sheet.getByRole('status')).toContainText('kunjungan Wulandari');
  });
  await everyLook(browser, base, 'kantor-pelanggan', async (page) => {
    await openOffice(page, base, '/pelanggan', 'budi');
    await expect(row(page, 'Wulandari')).toBeVisible();
  });
  await everyLook(browser, base, 'kantor-pelanggan-satu', async (page) => {
    await openOffice(page, base, `/pelanggan/${id}`, 'budi');
    await expect(page.getByText('Kesukaan', { exact: true })).toBeVisible();
    await expect(row(page, 'Nasi goreng').first()).toBeVisible();
  });
});
