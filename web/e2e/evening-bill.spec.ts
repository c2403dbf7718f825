// The bill of a table at the till: it comes by itself, is paid once however many tills look at it,
// is divided in every way, moved and merged. Amounts are the node's.
import { openBill, payOpen, Restaurant, waiting } from './bill-place.ts';
import { screen, sitDown } from './evening-place.ts';
import { command } from './harness/desk.ts';
import { faults, picture } from './harness/look.ts';
import { until } from './harness/place.ts';
import { Printer } from './harness/printer.ts';
import { alone as test, expect } from './harness/test.ts';

test.use({ actionTimeout: 30_000 });

test('a_table_pays_at_the_till_what_its_guests_ordered_with_service_and_tax', async ({
  browser,
  company,
}) => {
  const house = await Restaurant.open(company);
  const page = await house.till(browser);
  await expect(page.getByText('Semua sudah dibayar')).toBeVisible();
  const order = await house.order('7', 'Ani', 2);
  // The page reads everything again every 30 s only: this comes by itself.
  await expect(waiting(page, /Meja 7/)).toBeVisible({ timeout: 15_000 });
  await expect(waiting(page, /Meja 7/)).toContainText('Masih dimasak');
  await expect(waiting(page, /Meja 7/)).toContainText('92.400');
  const bill = await openBill(page, /Meja 7/);
  await expect(bill).toContainText('Ani');
  await expect(bill).toContainText('tanpa seledri');
  await expect(bill).toContainText('4.000');
  await expect(bill).toContainText('8.400');
  await house.order('7', 'Budi', 1);
  await expect(bill.getByTestId('bill-total')).toContainText('138.600');

  await page.keyboard.press('F9');
  await expect(page.getByTestId('due')).toContainText('138.600');
  await page.keyboard.type('150000');
  await expect(page.getByTestId('change')).toContainText('11.400');
  await page.keyboard.press('F9');
  await expect(page.getByTestId('done')).toContainText('11.400');
  const number = await page.getByTestId('receipt-no').innerText();
  await page.keyboard.press('F9');
  await expect(page.getByText('Semua sudah dibayar')).toBeVisible();
  const sales = await house.sales();
  expect(sales.map((sale) => [sale.total, sale.receipt_no])).toEqual([[138_600, number]]);
  const paper = await house.manager.ask(
    'GET',
    `/api/v1/sales/${sales[0]?.sale}/receipt?format=text`,
  );
  expect(await paper.text()).toMatch(/Meja 7[\s\S]*Ani, Budi/);
  expect(order).not.toBe('');
});

test('two_tills_at_one_bill_make_one_sale_and_the_second_is_told', async ({ browser, company }) => {
  const house = await Restaurant.open(company);
  await house.order('7', 'Ani', 1);
  const first = await house.till(browser);
  const second = await house.till(browser);
  await openBill(first, /Meja 7/);
  await openBill(second, /Meja 7/);
  await second.keyboard.press('F9');
  await expect(second.getByTestId('due')).toContainText('46.200');
  await payOpen(first);
  await second.keyboard.press('F9');
  const told = second.getByRole('dialog', { name: 'Tagihan sudah berubah' });
  await expect(told.getByRole('alert')).toContainText('sudah dibayar di kasir lain');
  await told.getByRole('button', { name: 'Muat tagihan terbaru' }).click();
  await expect(second.getByText('Semua sudah dibayar')).toBeVisible();
  expect(await house.sales()).toHaveLength(1);

  await house.order('8', 'Rani', 1);
  await openBill(second, /Meja 8/);
  await second.keyboard.press('F9');
  await expect(second.getByTestId('due')).toContainText('46.200');
  await house.order('8', 'Rani', 1);
  await second.keyboard.press('F9');
  await expect(told.getByRole('alert')).toContainText('menambah atau mengubah');
  await second.keyboard.press('Enter');
  await expect(second.getByTestId('bill-total')).toContainText('92.400');
  expect(await house.sales()).toHaveLength(1);
});

test('a_payment_whose_answer_was_lost_is_sent_again_and_recorded_once', async ({
  browser,
  company,
}) => {
  const house = await Restaurant.open(company);
  await house.order('7', 'Ani', 1);
  const page = await house.till(browser);
  await openBill(page, /Meja 7/);
  let lost = 0;
  const bodies: string[] = [];
  await page.route('**/api/v1/bills/*/pay', async (route) => {
    bodies.push(route.request().postData() ?? '');
    lost += 1;
    if (lost > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.keyboard.press('F9');
  await expect(page.getByTestId('due')).toBeVisible();
  await page.keyboard.press('F9');
  await expect(page.getByRole('dialog', { name: 'Belum diketahui' })).toBeVisible();
  await expect(page.getByTestId('done')).toBeVisible();
  expect(bodies).toHaveLength(2);
  expect(bodies[1]).toBe(bodies[0]);
  expect(await house.sales()).toHaveLength(1);
});

test('a_bill_is_divided_by_guest_put_together_again_and_divided_by_dish', async ({
  browser,
  company,
}) => {
  const house = await Restaurant.open(company);
  await house.order('7', 'Ani', 2);
  await house.order('7', 'Budi', 1);
  const page = await house.till(browser);
  const bill = await openBill(page, /Meja 7/);
  await bill.getByRole('button', { name: 'Bagi', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Bagi tagihan Meja 7' });
  await expect(dialog.getByRole('radio', { name: 'Per tamu' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Bagi menjadi 2' }).click();
  const parts = bill.getByRole('list', { name: 'Bagian tagihan' });
  await expect(parts.getByRole('button', { name: /Ani/ })).toContainText('92.400');
  await expect(parts.getByRole('button', { name: /Budi/ })).toContainText('46.200');
  await bill.getByRole('button', { name: 'Satukan lagi' }).click();
  await expect(parts).toHaveCount(0);
  await expect(bill.getByTestId('bill-total')).toContainText('138.600');

  await bill.getByRole('button', { name: 'Bagi', exact: true }).click();
  await dialog.getByRole('radio', { name: 'Per sajian' }).click();
  await dialog.getByRole('button', { name: 'Bagi menjadi 2' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Budi belum punya sajian.');
  const budi = dialog.getByRole('button', { name: 'Budi membayar Soto ayam' });
  await budi.first().click();
  await dialog.getByRole('button', { name: 'Bagi menjadi 2' }).click();
  await expect(parts.getByRole('button', { name: /Ani/ })).toContainText('115.500');
  await expect(parts.getByRole('button', { name: /Budi/ })).toContainText('23.100');
  await parts.getByRole('button', { name: /Budi/ }).click();
  await expect(bill.getByTestId('bill-total')).toContainText('23.100');
  await payOpen(page);
  await page.keyboard.press('F9');
  await expect(parts.getByRole('button', { name: /Budi.*Lunas/ })).toBeDisabled();
  await expect(waiting(page, /Meja 7/)).toContainText('Dibagi · 1 dari 2 lunas');
  await expect(bill.getByRole('button', { name: 'Satukan lagi' })).toHaveCount(0);
  await payOpen(page);
  await page.keyboard.press('F9');
  await expect(page.getByText('Semua sudah dibayar')).toBeVisible();
  expect((await house.sales()).map((sale) => sale.total).sort()).toEqual([115_500, 23_100]);
});

test('a_bill_is_paid_evenly_by_three_in_one_sale_with_three_payments', async ({
  browser,
  company,
}) => {
  const house = await Restaurant.open(company);
  await house.order('7', 'Ani', 1);
  const page = await house.till(browser);
  const bill = await openBill(page, /Meja 7/);
  await bill.getByRole('button', { name: 'Bagi', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Bagi tagihan Meja 7' });
  await dialog.getByRole('button', { name: 'Tambah pembayar' }).click();
  await expect(dialog.getByRole('listitem')).toHaveText([/15\.400/, /15\.400/, /15\.400/]);
  await dialog.getByRole('button', { name: 'Bayar 3 bagian' }).click();
  for (const left of ['46.200', '30.800']) {
    await expect(page.getByTestId('due')).toContainText(left);
    await page.getByRole('button', { name: 'Terima, lalu pembayar berikut' }).click();
  }
  await expect(page.getByTestId('due')).toContainText('15.400');
  await page.getByRole('button', { name: 'QRIS' }).click();
  await page.keyboard.press('F9');
  await expect(page.getByTestId('done')).toBeVisible();
  const [sale] = await house.sales();
  const shown = await house.manager.get(`/api/v1/sales/${sale?.sale}`);
  const payments = shown['payments'] as { method: string; amount: number }[];
  expect(payments.map(({ method, amount }) => [method, amount])).toEqual([
    ['cash', 15_400],
    ['cash', 15_400],
    ['qris', 15_400],
  ]);
});

test('guests_move_to_a_free_table_dishes_to_another_bill_and_tables_are_merged', async ({
  browser,
  company,
}) => {
  const house = await Restaurant.open(company);
  await house.order('7', 'Ani', 1);
  await house.order('8', 'Budi', 2);
  const page = await house.till(browser);
  const bill = await openBill(page, /Meja 7/);
  await bill.getByRole('button', { name: 'Pindah', exact: true }).click();
  const moving = page.getByRole('dialog', { name: 'Pindahkan dari Meja 7' });
  await moving.getByRole('button', { name: 'Pindahkan' }).click();
  await expect(moving.getByRole('alert')).toHaveText('Pilih tujuannya.');
  await moving.getByLabel('Ke meja').selectOption({ label: 'Meja 9 · kosong' });
  await moving.getByRole('button', { name: 'Pindahkan' }).click();
  await expect(waiting(page, /Meja 9/)).toContainText('46.200');
  await expect(waiting(page, /Meja 7/)).toHaveCount(0);

  await openBill(page, /Meja 8/);
  await bill.getByRole('button', { name: 'Pindah', exact: true }).click();
  const eight = page.getByRole('dialog', { name: 'Pindahkan dari Meja 8' });
  await eight.getByRole('radio', { name: 'Sajian ke tagihan lain' }).click();
  await eight.getByRole('checkbox').first().check();
  await eight.getByLabel('Ke tagihan').selectOption({ label: 'Meja 9' });
  await eight.getByRole('button', { name: 'Pindahkan' }).click();
  await expect(waiting(page, /Meja 9/)).toContainText('92.400');
  await expect(bill.getByTestId('bill-total')).toContainText('46.200');

  await bill.getByRole('button', { name: 'Gabung', exact: true }).click();
  const merging = page.getByRole('dialog', { name: 'Gabungkan Meja 8' });
  await merging.getByLabel('Ke meja').selectOption({ label: 'Meja 9 · terisi, bayar bersama' });
  await merging.getByRole('button', { name: 'Gabungkan' }).click();
  await expect(waiting(page, /Meja 8/)).toHaveCount(0);
  await expect(waiting(page, /Meja 9/)).toContainText('138.600');
});

test('what_is_taken_off_a_bill_needs_somebody_who_may_and_is_on_the_sale', async ({
  browser,
  company,
}) => {
  const house = await Restaurant.open(company);
  await house.manager.put('/api/v1/session/pin', { password: 'rahasia sekali', pin: '774411' });
  await house.toGo('Rani', 2);
  const page = await house.till(browser);
  const bill = await openBill(page, /Bungkus/);
  await expect(bill.getByRole('button', { name: 'Gabung' })).toHaveCount(0);
  await bill
    .getByRole('button', { name: /Soto ayam/ })
    .first()
    .click();
  const off = page.getByRole('dialog', { name: 'Diskon Soto ayam' });
  await off.getByRole('radio', { name: 'Rupiah' }).click();
  await off.getByLabel('Besarnya').fill('10000');
  await off.getByRole('button', { name: 'Simpan' }).click();
  await expect(bill.getByTestId('bill-total')).toContainText('80.850');
  await bill.getByRole('button', { name: 'Cetak tagihan' }).click();
  await expect(page.getByTestId('paper')).toContainText('80.850');
  await expect(page.getByTestId('paper')).toContainText('Diskon');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F9');
  await expect(page.getByTestId('due')).toBeVisible();
  await page.keyboard.press('F9');
  const asked = page.getByRole('dialog', { name: 'Perlu persetujuan' });
  await expect(asked).toBeVisible();
  await page.keyboard.type('774411');
  await expect(page.getByTestId('done')).toBeVisible();
  expect((await house.sales()).map((sale) => sale.total)).toEqual([80_850]);
});

test('without_the_node_the_page_says_so_and_takes_no_payment', async ({ browser, company }) => {
  const house = await Restaurant.open(company);
  await house.order('7', 'Ani', 1);
  const page = await house.till(browser);
  const bill = await openBill(page, /Meja 7/);
  await house.branch.node.kill();
  await expect(page.getByText('Toko terputus. Tagihan ada di komputer toko')).toBeVisible();
  await expect(bill.getByRole('button', { name: /^Bayar/ })).toBeDisabled();
  await expect(bill.getByRole('button', { name: 'Bagi', exact: true })).toBeDisabled();
  await house.branch.node.start();
  await expect(bill.getByRole('button', { name: /^Bayar/ })).toBeEnabled({ timeout: 40_000 });
  await payOpen(page);
});

test('a_bill_is_printed_before_it_is_paid_for_the_guest_who_asked_for_it', async ({
  browser,
  company,
}) => {
  const house = await Restaurant.open(company);
  const printer = await new Printer().on();
  await house.order('7', 'Ani', 1);
  const page = await house.till(browser);
  const wanted = { host: '127.0.0.1', port: printer.port, columns: 32, cut: true, drawer: true };
  await house.manager.put('/api/v1/tills/1/printer', wanted);
  await page.reload();
  const { phone } = await sitDown(browser, house.branch, '7', 'Ani');
  await phone
    .getByRole('button', { name: /pesanan/i })
    .first()
    .click();
  await expect(phone.getByTestId('bill-total')).toHaveText(/46\.200/);
  await expect(phone.getByText('Layanan')).toBeVisible();
  await expect(phone.getByText('Belum dibayar')).toBeVisible();
  await picture(phone, 'guest-bill');
  await phone.getByRole('button', { name: 'Minta tagihan' }).click();

  await expect(waiting(page, /Meja 7/)).toContainText('Minta tagihan');
  const bill = await openBill(page, /Meja 7/);
  await expect(bill.getByRole('status').filter({ hasText: 'Minta tagihan' })).toContainText('Ani');
  await bill.getByRole('button', { name: 'Cetak tagihan' }).click();
  const shown = page.getByRole('dialog', { name: 'Tagihan' });
  await expect(shown.getByTestId('paper')).toContainText('** BELUM DIBAYAR **');
  await shown.getByRole('button', { name: 'Cetak di printer toko' }).click();
  const bytes = await until('it is on paper', () => Promise.resolve(printer.jobs[0]));
  const paper = bytes.toString('latin1');
  for (const word of ['TAGIHAN', 'BELUM DIBAYAR', 'Meja 7', 'Ani', 'Servis 5%', '46.200']) {
    expect(paper).toContain(word);
  }
  // A drawer opens for money, and none was taken.
  expect(paper).not.toContain('\u001bp');
  await page.keyboard.press('Escape');
  await bill.getByRole('button', { name: 'Dijawab' }).click();
  await expect(waiting(page, /Meja 7/)).not.toContainText('Minta tagihan');
  await payOpen(page);
  await expect(phone.getByText('Lunas')).toBeVisible({ timeout: 25_000 });
  expect(await faults(phone)).toEqual([]);
  await printer.off();
});

test('the_board_shows_what_is_paid_moves_guests_and_leads_to_the_bill_before_a_table_is_closed', async ({
  browser,
  company,
}) => {
  const house = await Restaurant.open(company);
  const order = await house.order('7', 'Ani', 1);
  for (const step of ['start', 'finish']) {
    await house.manager.post(`/api/v1/orders/${order}/${step}`, { command: command() });
  }
  const board = await screen(browser, house.branch, '/pesanan');
  await board.getByRole('button', { name: /^Meja 7,/ }).click();
  const bills = board.getByRole('region', { name: 'Tagihan' });
  await expect(bills).toContainText('Belum dibayar');
  await expect(bills).toContainText('46.200');
  await board.getByRole('button', { name: 'Tutup meja' }).click();
  const closing = board.getByRole('dialog', { name: 'Tutup Meja 7?' });
  await closing.getByRole('button', { name: 'Tutup meja' }).click();
  await expect(closing.getByRole('alert')).toContainText('belum dibayar');
  await expect(closing.getByRole('link', { name: 'Ke tagihan di kasir' })).toBeVisible();
  expect(await faults(board)).toEqual([]);
  await picture(board, 'orders-bill-unpaid');
  await board.keyboard.press('Escape');

  await board.getByRole('button', { name: 'Pindahkan tamu' }).click();
  const moving = board.getByRole('dialog', { name: 'Pindahkan tamu Meja 7' });
  await moving.getByLabel('Ke meja').selectOption({ label: 'Meja 9 · kosong' });
  expect(await faults(board)).toEqual([]);
  await picture(board, 'orders-move');
  await moving.getByRole('button', { name: 'Pindahkan' }).click();
  await expect(board.locator('.toasts')).toContainText('Tamu Meja 7 pindah ke Meja 9.');
  await expect(bills).toContainText('46.200');
  const link = await bills.getByRole('link', { name: 'Ke tagihan di kasir' }).getAttribute('href');

  const page = await house.till(browser);
  await page.goto(`${house.branch.node.base}${link ?? ''}`);
  await expect(page.getByTestId('bill-total')).toContainText('46.200');
  await payOpen(page);
  await expect(bills).toContainText('Lunas');
  await picture(board, 'orders-bill-paid');
  await board.getByRole('button', { name: 'Tutup meja' }).click();
  await board
    .getByRole('dialog', { name: 'Tutup Meja 9?' })
    .getByRole('button', { name: 'Tutup meja' })
    .click();
  await expect(board.locator('.toasts')).toContainText('Meja 9 ditutup.');
});
