// A guest's pages, one after the other, as somebody walks them who only wants to eat: how they come
// in, what is theirs, what they are told, and how they leave.
import type { Page, Request } from '@playwright/test';
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
import type { Branch, Company } from './harness/company.ts';
import { PASSWORD } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { until } from './harness/place.ts';
import { alone as test, expect } from './harness/test.ts';
import { productOf } from './office-place.ts';
import { newTill } from './cashier-place.ts';

/** The bar that leads to the cart. */
const bar = (phone: Page) => phone.getByRole('button', { name: /Kirim pesanan/ });
const cartOf = (phone: Page) => phone.getByRole('dialog', { name: 'Pesananmu' });
/** The part of the orders page that is one order. */
const orderCalled = (phone: Page, title: RegExp) => phone.getByRole('region', { name: title });

/** Moves orders on, as the kitchen does. */
async function step(desk: Desk, order: unknown, ...words: ('start' | 'finish')[]): Promise<void> {
  for (const word of words) {
    await desk.post(`/api/v1/orders/${String(order)}/${word}`, { command: command() });
  }
}

test('a_guest_is_seated_once_whichever_script_of_the_page_comes_first', async ({
  browser,
  company,
}) => {
  const { shop } = company;
  await layTables(shop, ['7']);
  const path = await codeOf(shop, '7');
  const asked = { early: 0, face: 0 };
  for (const late of ['early', 'face'] as const) {
    const context = await browser.newContext(PHONE);
    context.on('request', (request) => {
      const isSeat = request.method() === 'POST' && request.url().endsWith('/api/v1/guest/session');
      if (isSeat) asked[late] += 1;
    });
    const script = late === 'early' ? /\/early-[^/]*\.js$/ : /\/guest-[^/]*\.js$/;
    // The later script comes while the earlier one waits for its answer.
    const slow = async (what: RegExp, ms: number): Promise<void> => {
      await context.route(what, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        await route.continue();
      });
    };
    await slow(script, 700);
    await slow(/\/api\/v1\/guest\/session$/, 1_500);
    const phone = await context.newPage();
    await phone.goto(path);
    await expect(phone.getByLabel('Nama', { exact: true })).toBeVisible();
    await phone.waitForLoadState('networkidle');
  }
  expect(asked).toEqual({ early: 1, face: 1 });
  const desk = await Desk.signIn(shop.node.base, 'budi', PASSWORD);
  const { items } = await desk.get('/api/v1/tables');
  expect((items as { guests: number }[]).map(({ guests }) => guests)).toEqual([2]);
});

test('s2_040_who_comes_in_finds_the_way_of_staff_and_the_way_of_guests', async ({
  browser,
  company,
}) => {
  const { shop } = company;
  await layTables(shop, ['7']);
  const { base } = shop.node;
  const page = await (await browser.newContext({ ...PHONE, locale: 'id-ID' })).newPage();
  await page.goto(base);
  await expect(page.getByLabel('Nama masuk')).toBeVisible();
  await page.getByRole('link', { name: 'Menu untuk tamu' }).click();
  await expect(page.getByText('Pindai kode QR di mejamu')).toBeVisible();
  await page.getByRole('link', { name: 'Karyawan? Masuk di sini' }).click();
  await expect(page.getByLabel('Nama masuk')).toBeVisible();
  await page.getByRole('link', { name: 'Papan pesanan' }).click();
  await page.getByLabel('Nama masuk').fill('dewi');
  await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Meja 7,/ })).toBeVisible();

  const guest = await (await browser.newContext(PHONE)).newPage();
  await guest.goto(await codeOf(shop, '7'));
  await guest.getByRole('button', { name: 'Lihat menu' }).click();
  await expect(guest.getByText('Nama wajib diisi.')).toBeVisible();
  await guest.getByRole('button', { name: 'Tambah e-mail atau nomor HP' }).click();
  await guest.getByLabel('E-mail').fill('ani@');
  await guest.getByLabel('Nomor HP').fill('0812 3456 7890');
  await introduceRefused(guest);
  await guest.getByLabel('E-mail').fill('ani@contoh.id');
  await introduce(guest, 'Ani');
  await expect(guest.getByText('Meja').first()).toBeVisible();
});

async function introduceRefused(guest: Page): Promise<void> {
  await guest.getByLabel('Nama', { exact: true }).fill('Ani');
  await guest.getByRole('button', { name: 'Lihat menu' }).click();
  await expect(guest.getByText('Alamat e-mail ini belum lengkap.')).toBeVisible();
}

test('s2_044_s2_045_s2_050_the_cart_counts_and_the_order_tells_how_far_it_is', async ({
  browser,
  company,
}) => {
  const { shop } = company;
  const manager = await layTables(shop, ['7']);
  const { phone } = await sitDown(browser, shop, '7', 'Ani');
  await expect(bar(phone)).toHaveCount(0);
  await choose(phone, 'Nasi goreng');
  await choose(phone, 'Es teh manis');
  await choose(phone, 'Es teh manis');
  await expect(bar(phone)).toContainText('3');
  await expect(bar(phone)).toContainText('Rp\u00a037.000');
  const hasFont = (): Promise<boolean> =>
    phone.evaluate(() => document.fonts.check('700 16px PJS'));
  await expect.poll(hasFont).toBe(true);

  await bar(phone).click();
  const cart = cartOf(phone);
  const tea = cart.getByRole('listitem').filter({ hasText: 'Es teh manis' });
  await expect(tea).toContainText('12.000');
  await expect(cart).toContainText('3 porsi');
  await tea.getByRole('button', { name: 'Tambah Es teh manis' }).click();
  await expect(tea).toContainText('18.000');
  await expect(cart).toContainText('Rp\u00a043.000');
  await tea.getByRole('button', { name: 'Kurangi Es teh manis' }).click();
  await expect(cart).toContainText('Rp\u00a037.000');
  await cart.getByRole('button', { name: 'Kosongkan' }).click();
  await cart.getByRole('button', { name: 'Ya, kosongkan semua' }).click();
  await expect(cart).toContainText('Belum ada yang dipilih');
  await phone.keyboard.press('Escape');
  await expect(bar(phone)).toHaveCount(0);

  await choose(phone, 'Nasi goreng');
  await choose(phone, 'Nasi goreng');
  await send(phone);
  const own = orderCalled(phone, /^Pesananmu/);
  await expect(own).toContainText('2× Nasi goreng');
  await expect(own).toContainText('Rp\u00a050.000');
  await expect(phone.getByTestId('bill-total')).toContainText('Rp\u00a050.000');
  const marked = phone.locator('[aria-current="step"]');
  await expect(marked).toHaveText('Menunggu');
  const colours = [await colour(marked)];
  const [order] = await openOrders(shop);
  await step(manager, order?.['order'], 'start');
  await expect(marked).toHaveText('Diproses');
  colours.push(await colour(marked));
  await step(manager, order?.['order'], 'finish');
  await expect(marked).toHaveText('Selesai');
  colours.push(await colour(marked));
  expect(new Set(colours).size).toBe(3);

  await phone.getByRole('button', { name: 'Kembali' }).click();
  await expect(phone.getByText('Nasi goreng').first()).toBeVisible();
  await phone.getByRole('button', { name: 'Pesanan & pelayan' }).click();
  await expect(own).toBeVisible();
});

function colour(marked: ReturnType<Page['locator']>): Promise<string> {
  return marked.evaluate((element) => getComputedStyle(element).color);
}

test('s2_048_a_guest_sees_what_is_kept_and_leaves_nothing_behind', async ({ browser, company }) => {
  const { shop } = company;
  await layTables(shop, ['7']);
  const { phone } = await sitDown(browser, shop, '7', 'Ani');
  await phone.getByRole('button', { name: 'Profil' }).click();
  const { guest } = (await (await phone.request.get('/api/v1/guest/session')).json()) as {
    guest: string;
  };
  await expect(phone.getByText(`Nomor tamu ${guest.slice(-8).toUpperCase()}`)).toBeVisible();
  await phone.getByLabel('Nama', { exact: true }).fill('Ani Lestari');
  await phone.getByLabel('E-mail').fill('ani@contoh.id');
  await phone.getByLabel('Nomor HP').fill('0812 3456 7890');
  await phone.getByRole('switch', { name: 'Toko boleh menyimpan data ini' }).click();
  await phone.getByRole('button', { name: 'Simpan' }).click();
  await expect(phone.getByText('Tersimpan')).toBeVisible();
  await phone.reload();
  await phone.getByRole('button', { name: 'Profil' }).click();
  await expect(phone.getByLabel('Nama', { exact: true })).toHaveValue('Ani Lestari');
  await expect(phone.getByLabel('E-mail')).toHaveValue('ani@contoh.id');
  await expect(phone.getByLabel('Nomor HP')).toHaveValue('0812 3456 7890');

  await phone.getByRole('button', { name: 'Hapus data' }).click();
  await phone.getByRole('button', { name: 'Ya, hapus data' }).click();
  await expect(phone.getByLabel('Nama', { exact: true })).toHaveValue('');
  const kept = (): Promise<string> => phone.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(await kept()).not.toMatch(/Ani|contoh\.id|0812 3456/);
  await phone.reload();
  await expect(phone.getByLabel('Nama', { exact: true })).toHaveValue('');
  const known = (await (await phone.request.get('/api/v1/guest/session')).json()) as object;
  expect(JSON.stringify(known)).not.toMatch(/Ani|contoh\.id|0812 3456/);
});

/** A picture of one colour, drawn by the browser itself, so that it is a real one. */
const PAINT = `new Promise((done) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 480];
  const paint = canvas.getContext('2d');
  paint.fillStyle = '#a3542a';
  paint.fillRect(0, 0, 640, 480);
  canvas.toBlob(async (blob) => done([...new Uint8Array(await blob.arrayBuffer())]), 'image/png');
})`;

test('s2_049_every_dish_has_its_picture_or_a_drawing_and_says_what_is_asked_with_it', async ({
  browser,
  company,
}) => {
  const { shop, owner, centre } = company;
  await layTables(shop, ['7']);
  const { phone } = await sitDown(browser, shop, '7', 'Ani');
  const rice = await productOf(company, 'NG');
  const office = await (await browser.newContext()).newPage();
  const data = { login: 'sari', password: PASSWORD };
  await office.request.post(`${centre.base}/api/v1/session`, { data });
  await office.goto(`${centre.base}/kantor/produk/${rice}`);
  const buffer = Buffer.from((await office.evaluate(PAINT)) as number[]);
  const photo = office.getByRole('group', { name: 'Unggah foto' });
  await photo.locator('input').setInputFiles({ name: 'n.png', mimeType: 'image/png', buffer });
  await expect(photo.getByRole('button', { name: 'Hapus foto' })).toBeVisible();
  await office.getByRole('button', { name: 'Simpan' }).click();
  await owner.post('/api/v1/modifiers', {
    command: command(),
    name: 'Pedas',
    least: 1,
    most: 1,
    products: [rice],
    options: [
      { name: 'Sedang', price: 0 },
      { name: 'Sekali', price: 2_000 },
    ],
  });

  const row = (name: string) => phone.getByRole('listitem').filter({ hasText: name });
  await expect(row('Nasi goreng')).toContainText('Pedas');
  const shown = row('Nasi goreng').locator('img');
  await expect
    .poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBeGreaterThan(0);
  await expect(row('Es teh manis').locator('svg').first()).toBeVisible();
  await row('Nasi goreng')
    .getByRole('button', { name: /Pilih Nasi goreng/ })
    .click();
  await expect(phone.getByRole('dialog', { name: 'Nasi goreng' })).toContainText('Sekali');
});

test('d2_24_the_wait_is_what_the_kitchen_really_took', async ({ browser, company }) => {
  const { shop } = company;
  const manager = await layTables(shop, ['7', '8']);
  const dish = { product: await productOf(company, 'ET'), quantity_milli: 1000 };
  const { phone } = await sitDown(browser, shop, '7', 'Ani');
  await choose(phone, 'Nasi goreng');
  await send(phone);
  await expect(phone.getByText('Dapur baru mulai, waktu belum bisa ditaksir')).toBeVisible();
  const placed: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    const body = { command: command(), service: 'take_away', lines: [dish] };
    placed.push(String((await manager.post('/api/v1/orders', body))['order']));
  }
  for (const order of placed) await step(manager, order, 'start', 'finish');
  const { waiting } = (await (await phone.request.get('/api/v1/guest/table')).json()) as {
    waiting: { of: number; high_s: number };
  };
  expect(waiting.of).toBe(5);
  expect(waiting.high_s).toBeLessThan(60);
  await phone.reload();
  await expect(phone.getByText('Sebentar lagi').first()).toBeVisible();
});

test('d2_25_what_is_drafted_is_no_order_and_exactly_what_is_shown_is_sent', async ({
  browser,
  company,
}) => {
  const { shop } = company;
  await layTables(shop, ['7']);
  const kitchen = await screen(browser, shop, '/dapur');
  const board = await screen(browser, shop, '/pesanan');
  const context = await browser.newContext({ ...PHONE, baseURL: shop.node.base });
  const phone = await context.newPage();
  const sockets = { opened: 0, open: 0 };
  phone.on('websocket', (socket) => {
    sockets.opened += 1;
    sockets.open += 1;
    socket.on('close', () => (sockets.open -= 1));
  });
  await phone.goto(await codeOf(shop, '7'));
  await introduce(phone, 'Ani');
  await choose(phone, 'Nasi goreng');
  await choose(phone, 'Es teh manis');
  await choose(phone, 'Es teh manis');
  await expect(bar(phone)).toContainText('37.000');
  for (const page of ['Pesanan & pelayan', 'Profil']) {
    await phone.getByRole('button', { name: page }).click();
    await phone.getByRole('button', { name: 'Kembali' }).click();
    await expect(bar(phone)).toContainText('37.000');
  }
  await expect.poll(() => sockets).toEqual({ opened: 1, open: 1 });

  expect(await openOrders(shop)).toEqual([]);
  await expect(kitchen.getByText('Semua beres')).toBeVisible();
  await board.getByRole('button', { name: /^Meja 7,/ }).click();
  await expect(board.getByText('Belum dikirim')).toBeVisible();

  await bar(phone).click();
  const rows = cartOf(phone).getByRole('listitem');
  const shown = await rows.evaluateAll((items) =>
    items.map((item) => [
      item.querySelector('b')?.textContent,
      Number(item.querySelector('[aria-live]')?.textContent) * 1000,
    ]),
  );
  const posted = phone.waitForRequest((request: Request) =>
    request.url().endsWith('/guest/orders'),
  );
  await cartOf(phone).getByRole('button', { name: 'Kirim pesanan' }).click();
  const body = (await posted).postDataJSON() as { lines: { quantity_milli: number }[] };
  expect(body.lines.map(({ quantity_milli }) => quantity_milli)).toEqual(shown.map(([, n]) => n));
  await expect(kitchen.getByRole('article')).toHaveCount(1);
  const [order] = await openOrders(shop);
  const lines = order?.['lines'] as { name: string; quantity_milli: number }[];
  expect(lines.map(({ name, quantity_milli }) => [name, quantity_milli])).toEqual(shown);
  await phone.getByRole('button', { name: 'Kembali' }).click();
  await phone.getByRole('button', { name: 'Profil' }).click();
  await phone.getByRole('button', { name: 'Hapus data' }).click();
  await phone.getByRole('button', { name: 'Ya, hapus data' }).click();
  await expect.poll(() => sockets).toEqual({ opened: 1, open: 0 });
});

test('d2_28_no_address_is_fixed_and_a_typed_table_is_checked', async ({ browser, company }) => {
  const { shop } = company;
  await layTables(shop, ['7', 'VIP']);
  await allowTypedTables(company, shop);
  const page = await (await browser.newContext(PHONE)).newPage();
  const bodies: Promise<string>[] = [];
  page.on('response', (answer) => {
    if (/\.(js|css)$|\/meja/.test(answer.url())) bodies.push(answer.text());
  });
  await page.goto(`${shop.node.base}/meja`);
  const number = page.getByLabel('Nomor meja');
  for (const wrong of ['99', 'tujuh', '-1', "7'; DROP TABLE--", '９９']) {
    await number.fill(wrong);
    await page.getByRole('button', { name: 'Buka menu' }).click();
    await expect(page.getByText('Tidak ada meja dengan nomor ini.')).toBeVisible();
    await number.fill('');
  }
  await number.fill('vip');
  await page.getByRole('button', { name: 'Buka menu' }).click();
  await introduce(page, 'Ani');
  await page.getByRole('button', { name: 'Profil' }).click();
  await expect(page.getByLabel('Nama', { exact: true })).toBeVisible();
  const served = (await Promise.all(bodies)).join('\n');
  expect(served.length).toBeGreaterThan(50_000);
  const addresses = served.match(
    /(?:https?|wss?):\/\/[^\s"'`)]+|\b\d{1,3}(?:\.\d{1,3}){3}\b|localhost/g,
  );
  const foreign = (addresses ?? []).filter(
    (address) => !/^https?:\/\/(www\.w3\.org|svelte\.dev)\//.test(address),
  );
  expect(foreign).toEqual([]);
});

/** The branch lets guests type the number of their table. */
async function allowTypedTables({ owner }: Company, branch: Branch): Promise<void> {
  const { items } = await owner.get('/api/v1/branches');
  const row = (items as { id: number; region: number; name: string; code: string }[]).find(
    ({ id }) => id === branch.id,
  );
  const body = { code: row?.code, name: row?.name, region: row?.region, typed_tables: true };
  await owner.put(`/api/v1/branches/${branch.id}`, { command: command(), ...body });
  const door = async (): Promise<true | undefined> => {
    const answer = await fetch(`${branch.node.base}/api/v1/guest/door`);
    const { typed_tables } = (await answer.json()) as { typed_tables: boolean };
    return typed_tables || undefined;
  };
  await until('tables may be typed', door);
}

test('s2_010_what_is_ordered_sold_and_known_of_people_survives_a_power_cut', async ({
  browser,
  company,
}) => {
  const { shop } = company;
  const manager = await layTables(shop, ['7']);
  const { phone } = await sitDown(browser, shop, '7', 'Ani');
  const customer = { name: 'Ani', email: 'ani@contoh.id', phone: '0812 3456 789', consent: true };
  const kept = await phone.request.put('/api/v1/guest/profile', { data: customer });
  expect(await kept.text()).toContain('ani@contoh.id');
  await choose(phone, 'Nasi goreng');
  await send(phone);
  await expect(phone.getByText('Pesananmu sudah diterima').first()).toBeVisible();
  const till = await newTill(await browser.newPage(), shop.node.base, {
    login: 'budi',
    password: PASSWORD,
  });
  await manager.post('/api/v1/sales', {
    command: command(),
    till,
    lines: [{ product: await productOf(company, 'ET'), quantity_milli: 2000 }],
    payments: [{ method: 'cash', amount: 12_000 }],
    expected_total: 12_000,
  });
  const day = (away: number): string =>
    new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);
  const pages = [
    '/api/v1/orders',
    `/api/v1/sales?from=${day(-2)}&to=${day(2)}`,
    '/api/v1/products',
    '/api/v1/stock/levels',
    '/api/v1/tables',
  ];
  const everything = async (): Promise<unknown[]> => {
    const desk = await Desk.signIn(shop.node.base, 'budi', PASSWORD);
    const staff = await Promise.all(pages.map((page) => desk.get(page)));
    // How often levels moved in this life of the node is no part of what is kept.
    staff.forEach((answer) => delete answer['n']);
    return [...staff, await (await phone.request.get('/api/v1/guest/profile')).json()];
  };
  // The centre has it all, and nothing of that is on its way any more.
  await company.inStep(shop);
  const before = await everything();
  expect(JSON.stringify(before[0])).toContain('Nasi goreng');
  expect((before[1] as { items: unknown[] }).items).toHaveLength(1);
  expect(before.at(-1)).toEqual(customer);
  await shop.node.kill();
  await shop.node.start();
  expect(await everything()).toEqual(before);
});

test('d2_08_two_guests_of_one_name_at_a_table_see_their_own_orders', async ({
  browser,
  company,
}) => {
  const { shop } = company;
  await layTables(shop, ['7']);
  const first = await sitDown(browser, shop, '7', 'Sari');
  const second = await sitDown(browser, shop, '7', 'Sari');
  await choose(first.phone, 'Nasi goreng');
  await send(first.phone);
  await choose(second.phone, 'Kopi susu gula aren');
  await send(second.phone);
  for (const [{ phone }, own, other] of [
    [first, 'Nasi goreng', 'Kopi susu gula aren'],
    [second, 'Kopi susu gula aren', 'Nasi goreng'],
  ] as const) {
    await expect(orderCalled(phone, /^Pesananmu/)).toHaveCount(1);
    await expect(orderCalled(phone, /^Pesananmu/)).toContainText(own);
    await expect(orderCalled(phone, /^Pesanan Sari/)).toContainText(other);
    // A phone that has forgotten what it sent still knows, because the node does.
    await phone.evaluate(() => localStorage.removeItem('nusa.guest.mine'));
    await phone.reload();
    await expect(orderCalled(phone, /^Pesananmu/)).toHaveCount(1);
    await expect(orderCalled(phone, /^Pesananmu/)).toContainText(own);
  }
});
