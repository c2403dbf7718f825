// An evening in a restaurant: phones, kitchen and board at once, through everything that may go
// wrong in between. Nothing is ordered twice and nothing is lost.
import {
  choose,
  codeOf,
  introduce,
  layTables,
  openOrders,
  PHONE,
  screen,
  send,
  sitDown,
} from './evening-place.ts';
import { PASSWORD } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { until } from './harness/place.ts';
import { alone as test, expect } from './harness/test.ts';

test('s2_042_s2_063_two_phones_share_a_table_and_follow_what_the_kitchen_does', async ({
  browser,
  company,
}) => {
  test.setTimeout(120_000);
  const { shop } = company;
  await layTables(shop, ['7']);
  const kitchen = await screen(browser, shop, '/dapur');
  const board = await screen(browser, shop, '/pesanan');
  const ani = await sitDown(browser, shop, '7', 'Ani');
  const budi = await sitDown(browser, shop, '7', 'Budi');
  const slow = await budi.context.newCDPSession(budi.phone);
  await slow.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 50_000,
    uploadThroughput: 20_000,
  });
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 6 });

  await choose(ani.phone, 'Nasi goreng');
  await choose(ani.phone, 'Es teh manis');
  await choose(budi.phone, 'Kopi susu gula aren');
  await ani.phone.getByRole('button', { name: /Kirim pesanan/ }).click();
  const cart = ani.phone.getByRole('dialog', { name: 'Pesananmu' });
  await expect(cart).toContainText('Budi');
  await expect(cart).toContainText('Kopi susu gula aren');
  await expect(cart).toContainText('31.000');
  await cart.getByRole('button', { name: 'Kirim pesanan' }).click();
  await send(budi.phone);

  const tickets = kitchen.getByRole('article');
  await expect(tickets).toHaveCount(2, { timeout: 20_000 });
  const first = tickets.filter({ hasText: 'Nasi goreng' });
  await first.getByRole('button', { name: 'Mulai' }).click();
  await expect(ani.phone.getByText('Pesananmu sedang dimasak').first()).toBeVisible();
  await first.getByRole('button', { name: 'Selesai' }).click();
  await expect(tickets).toHaveCount(1);
  await expect(ani.phone.getByText('Pesananmu sudah siap').first()).toBeVisible();
  await expect(budi.phone.getByText('Pesananmu sudah diterima').first()).toBeVisible({
    timeout: 20_000,
  });
  await kitchen.getByRole('button', { name: /^Kembalikan Meja 7/ }).click();
  await expect(tickets).toHaveCount(2);
  await expect(ani.phone.getByText('Pesananmu sedang dimasak').first()).toBeVisible();

  await board.getByRole('button', { name: /^Meja 7,/ }).click();
  await expect(board.getByText('Kopi susu gula aren').first()).toBeVisible();
  await expect(board.getByText('Budi').first()).toBeVisible();
  await board.getByRole('button', { name: 'Proses' }).click();
  await expect(budi.phone.getByText('Pesananmu sedang dimasak').first()).toBeVisible({
    timeout: 20_000,
  });
  const orders = await openOrders(shop);
  expect(orders.map((order) => [order['guest'], order['gross'], order['state']]).sort()).toEqual([
    ['Ani', 31_000, 'started'],
    ['Budi', 24_000, 'started'],
  ]);
});

test('d2_07_s2_004_a_phone_that_lost_its_line_sends_once_and_hears_what_it_missed', async ({
  browser,
  company,
}) => {
  test.setTimeout(120_000);
  const { shop } = company;
  await layTables(shop, ['7']);
  const kitchen = await screen(browser, shop, '/dapur');
  const { context, phone } = await sitDown(browser, shop, '7', 'Ani');
  await choose(phone, 'Nasi goreng');
  // Who looked at the cart has the whole face: the network went later.
  await phone.getByRole('button', { name: /Kirim pesanan/ }).click();
  const cart = phone.getByRole('dialog', { name: 'Pesananmu' });
  await expect(cart).toContainText('Nasi goreng');
  await phone.keyboard.press('Escape');
  await expect(cart).toBeHidden();
  await context.setOffline(true);
  await choose(phone, 'Es teh manis');
  await send(phone);
  await expect(phone.getByText('Mengirim pesanan…').first()).toBeVisible();
  expect(await openOrders(shop)).toHaveLength(0);
  await context.setOffline(false);
  await expect(kitchen.getByRole('article')).toHaveCount(1, { timeout: 30_000 });
  const [order] = await openOrders(shop);
  expect(order?.['gross']).toBe(31_000);

  await phone.getByRole('button', { name: 'Tambah pesanan' }).click();
  await shop.node.kill();
  await choose(phone, 'Kopi susu gula aren');
  await send(phone);
  await shop.node.start();
  await expect(kitchen.getByRole('article')).toHaveCount(2, { timeout: 40_000 });
  await until('both orders stand, once each', async () => {
    const sums = (await openOrders(shop)).map((order) => order['gross']);
    return JSON.stringify(sums.sort()) === '[24000,31000]' ? true : undefined;
  });
  await context.setOffline(true);
  const ticket = kitchen.getByRole('article').filter({ hasText: 'Nasi goreng' });
  await ticket.getByRole('button', { name: 'Mulai' }).click();
  await expect(ticket.getByRole('button', { name: 'Selesai' })).toBeVisible();
  await context.setOffline(false);
  await expect(phone.getByText('Pesananmu sedang dimasak').first()).toBeVisible({
    timeout: 30_000,
  });
});

test('a_phone_that_lost_its_line_before_the_whole_face_came_goes_on_when_it_is_back', async ({
  browser,
  company,
}) => {
  const { shop } = company;
  await layTables(shop, ['7']);
  const context = await browser.newContext({ ...PHONE, baseURL: shop.node.base });
  let lost = 0;
  await context.route(/\/rest-[^/]*\.js$/, async (route) => {
    lost += 1;
    if (lost > 1) await route.continue();
    else await route.abort('internetdisconnected');
  });
  const phone = await context.newPage();
  await phone.goto(await codeOf(shop, '7'));
  await introduce(phone, 'Ani');
  await expect.poll(() => lost).toBe(1);
  await choose(phone, 'Nasi goreng');
  await send(phone);
  await expect(phone.getByText('Pesananmu sudah diterima').first()).toBeVisible();
  expect(await openOrders(shop)).toHaveLength(1);
});

test('d2_11_a_code_of_an_earlier_sitting_opens_nothing', async ({ browser, company }) => {
  const { shop } = company;
  await layTables(shop, ['7']);
  const old = await codeOf(shop, '7');
  const { phone } = await sitDown(browser, shop, '7', 'Ani');
  const waiter = await Desk.signIn(shop.node.base, 'budi', PASSWORD);
  const { items } = await waiter.get('/api/v1/tables');
  const [table] = items as { table: string }[];
  await waiter.post(`/api/v1/tables/${table?.table}/close`, { command: command(), sitting: 1 });
  await expect(phone.getByText('Terima kasih sudah mampir')).toBeVisible();
  const other = await (await browser.newContext()).newPage();
  await other.goto(old);
  await expect(other.getByText('Kode ini sudah tidak berlaku')).toBeVisible();
});

test('a_guest_calls_and_somebody_of_the_house_comes', async ({ browser, company }) => {
  const { shop } = company;
  await layTables(shop, ['7']);
  const board = await screen(browser, shop, '/pesanan');
  const { phone } = await sitDown(browser, shop, '7', 'Ani');
  await choose(phone, 'Nasi goreng');
  await send(phone);
  await expect(phone.getByText('Pesananmu sudah diterima').first()).toBeVisible();
  await phone.getByRole('button', { name: 'Minta tagihan' }).click();
  await expect(phone.getByText('Tagihan diminta').first()).toBeVisible();
  await expect(board.getByText('Minta tagihan').first()).toBeVisible();
  await board.getByRole('button', { name: /^Meja 7,/ }).click();
  await board.getByRole('button', { name: /^Dijawab/ }).click();
  await expect(phone.getByText('Tagihan disiapkan').first()).toBeVisible();
});
