// Guests who take away and guests who change tables: the kitchen waits until somebody has paid, and
// phones go along to the other table.
import { openBill, payOpen, Restaurant, waiting } from './bill-place.ts';
import { choose, screen, send, sitDown } from './evening-place.ts';
import { until } from './harness/place.ts';
import { alone as test, expect } from './harness/test.ts';

test('take_away_reaches_the_kitchen_once_it_is_paid_at_the_till', async ({ browser, company }) => {
  const house = await Restaurant.open(company, ['7'], { take_away_paid_first: true });
  await until('the branch wants it so', async () => {
    const { items } = await house.manager.get('/api/v1/branches');
    const rows = items as { take_away_paid_first: boolean }[];
    return rows.some((row) => row.take_away_paid_first) ? true : undefined;
  });
  const kitchen = await screen(browser, company.shop, '/dapur');
  const board = await screen(browser, company.shop, '/pesanan');
  await house.toGo('Rani', 2);
  await board.getByRole('button', { name: /Rani/ }).click();
  await expect(board.getByText('Belum dibayar').first()).toBeVisible();
  await expect(board.getByText('Dapur mulai setelah ini dibayar.')).toBeVisible();
  await expect(board.getByRole('button', { name: 'Proses' })).toHaveCount(0);
  await expect(kitchen.getByText('Soto ayam')).toHaveCount(0);
  const till = await house.till(browser);
  await openBill(till, /Bungkus/);
  await payOpen(till);
  await expect(kitchen.getByText('Soto ayam').first()).toBeVisible();
  await expect(board.getByRole('button', { name: 'Proses' })).toBeVisible();
});

test('phones_go_along_when_their_guests_change_tables', async ({ browser, company }) => {
  const house = await Restaurant.open(company);
  const { phone } = await sitDown(browser, company.shop, '7', 'Ani');
  await choose(phone, 'Soto ayam');
  await send(phone);
  await expect(phone.getByText('Pesananmu sudah diterima').first()).toBeVisible();
  const till = await house.till(browser);
  const bill = await openBill(till, /Meja 7/);
  await bill.getByRole('button', { name: 'Pindah', exact: true }).click();
  const moving = till.getByRole('dialog', { name: 'Pindahkan dari Meja 7' });
  await moving.getByLabel('Ke meja').selectOption({ label: 'Meja 9 · kosong' });
  await moving.getByRole('button', { name: 'Pindahkan' }).click();
  await expect(waiting(till, /Meja 9/)).toBeVisible();
  await expect(phone.getByRole('banner')).toContainText(/Meja\s*9/);
  await expect(phone.getByText('Pesananmu sudah diterima').first()).toBeVisible();
  await phone.getByRole('button', { name: 'Tambah pesanan' }).click();
  await choose(phone, 'Soto ayam');
  await send(phone);
  await expect(waiting(till, /Meja 9/)).toContainText('92.400');
});
