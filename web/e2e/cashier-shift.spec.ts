// A till's cash period by the screen: opened with a float, cash in and out, counted blind, closed.
import { enter, selling } from './cashier-place.ts';
import { PASSWORD } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { expect, test } from './harness/test.ts';

test('a_shift_is_opened_cash_is_moved_with_approval_and_the_count_is_blind', async ({
  company,
  page,
}) => {
  const { base } = company.shop.node;
  const boss = await Desk.signIn(base, 'budi', PASSWORD);
  await boss.put('/api/v1/session/pin', { password: PASSWORD, pin: '246810' });
  await page.request.post(`${base}/api/v1/session`, {
    data: { login: 'budi', password: PASSWORD },
  });
  await page.request.post(`${base}/api/v1/tills`, { data: { command: command(), name: 'Depan' } });
  await page.request.delete(`${base}/api/v1/session`, { data: {} });
  await page.goto(`${base}/kasir/kas`);
  await page.getByRole('button', { name: 'Masuk dengan kata sandi' }).click();
  await enter(page, 'dewi');
  await page.getByLabel('Modal awal di laci').fill('100000');
  await page.getByRole('button', { name: 'Buka sif' }).click();
  await selling(page);
  await page.getByRole('link', { name: 'Kas', exact: true }).click();
  const move = async (kind: string, amount: string, reason: string): Promise<void> => {
    await page.getByRole('radio', { name: kind }).click();
    await page.getByLabel('Jumlah').fill(amount);
    await page.getByLabel('Alasan').fill(reason);
    await page.getByRole('button', { name: 'Catat', exact: true }).click();
  };
  await move('Uang masuk', '50000', 'Tambah receh');
  await expect(page.getByTestId('paper')).toContainText('50.000');
  await page.keyboard.press('Escape');
  await move('Uang keluar', '20000', 'Beli es batu');
  await expect(page.getByRole('heading', { name: 'Perlu persetujuan' })).toBeVisible();
  await page.keyboard.type('246810');
  await expect(page.getByTestId('paper')).toContainText('20.000');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Lihat X' }).click();
  await expect(page.getByTestId('paper')).not.toContainText('130.000');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Tutup sif' }).click();
  await page.getByLabel('Banyaknya 100.000').fill('1');
  await page.getByLabel('Banyaknya 10.000').fill('2');
  await expect(page.getByTestId('counted')).toContainText('120.000');
  await page.getByRole('button', { name: 'Tutup dan cetak Z' }).click();
  await expect(page.getByTestId('paper')).toContainText(/Seharusnya\s+130\.000/);
  await expect(page.getByTestId('paper')).toContainText(/Selisih\s+-Rp 10\.000/);
  await page.keyboard.press('Escape');
  await expect(page.getByText('Sif belum dibuka')).toBeVisible();
});
