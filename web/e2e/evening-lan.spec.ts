// An evening in a café whose devices reach its node over plain http by a name of the house's own
// network: no secure context, so neither service worker nor locks nor `randomUUID`. A guest's slow
// phone, a waiter's phone and the kitchen's stand work on one table at once.
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { choose, introduce, layTables, openOrders, pathOf, PHONE, send } from './evening-place.ts';
import { PASSWORD, type Branch } from './harness/company.ts';
import { until } from './harness/place.ts';
import { alone as test, expect } from './harness/test.ts';

/** What the house calls its node; 127.0.0.1 alone would count as secure. */
const NAME = 'kafe.rumah';

/** Counts the tones that the page makes. */
function countTones(): void {
  Object.assign(window, { tones: 0 });
  const start = AudioScheduledSourceNode.prototype.start;
  OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
    (window as unknown as { tones: number }).tones += 1;
    start.call(this, when);
  };
}

function tones(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { tones: number }).tones);
}

/** A device of the staff, on which somebody signs in. */
async function device(
  browser: Browser,
  base: string,
  path: '/pesanan' | '/dapur',
  viewport: { width: number; height: number },
): Promise<Page> {
  const page = await (await browser.newContext({ viewport, locale: 'id-ID' })).newPage();
  await page.addInitScript(countTones);
  await page.goto(base + path);
  await page.getByLabel('Nama masuk').fill('dewi');
  await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  return page;
}

/** A guest's phone, slow and on a slow line; what wakes and sleeps it comes along. */
async function guestPhone(
  browser: Browser,
  branch: Branch,
  baseURL: string,
): Promise<{
  context: BrowserContext;
  phone: Page;
  sleep: () => Promise<void>;
  wake: () => Promise<void>;
}> {
  const context = await browser.newContext({ ...PHONE, baseURL, locale: 'id-ID' });
  const phone = await context.newPage();
  const client = await context.newCDPSession(phone);
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 100,
    downloadThroughput: 50_000,
    uploadThroughput: 50_000,
  });
  await client.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await phone.goto(await pathOf(branch, '7'));
  await introduce(phone, 'Ani');
  const state = async (state: 'frozen' | 'active'): Promise<void> => {
    await client.send('Page.setWebLifecycleState', { state });
  };
  const sleep = async (): Promise<void> => {
    await context.setOffline(true);
    await state('frozen');
  };
  const wake = async (): Promise<void> => {
    await state('active');
    await context.setOffline(false);
  };
  return { context, phone, sleep, wake };
}

/** The waiter orders a dish for the table on the board. */
async function orderFor(board: Page, dish: RegExp): Promise<void> {
  await board.getByRole('button', { name: /^Meja 7,/ }).click();
  await board.getByRole('button', { name: 'Tambah pesanan' }).click();
  const window = board.getByRole('dialog', { name: /Tambah pesanan/ });
  await window.getByRole('button', { name: dish }).click();
  await window.getByRole('button', { name: 'Kirim 1 sajian ke dapur' }).click();
  await expect(board.getByText('Pesanan Meja 7 dikirim ke dapur.')).toBeVisible();
}

/** What the node has of the guest's own draft, asked by the phone itself. */
function drafted(phone: Page): Promise<[name: string, milli: number][]> {
  return phone.evaluate(async () => {
    interface Known {
      drafts: { lines: { name: string; quantity_milli: number }[] }[];
    }
    const { drafts } = (await (await fetch('/api/v1/guest/table')).json()) as Known;
    return drafts.flatMap(({ lines }) =>
      lines.map((line): [string, number] => [line.name, line.quantity_milli]),
    );
  });
}

test('an_evening_over_plain_http_loses_nothing_on_phones_that_sleep', async ({
  company,
  launchOptions,
}) => {
  test.setTimeout(180_000);
  const { shop } = company;
  await layTables(shop, ['7']);
  const args = [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${NAME} 127.0.0.1`];
  const browser = await chromium.launch({ ...launchOptions, args });
  const base = `http://${NAME}:${shop.node.port}`;
  const kitchen = await device(browser, base, '/dapur', { width: 1280, height: 800 });
  const board = await device(browser, base, '/pesanan', PHONE.viewport);
  const { phone, sleep, wake } = await guestPhone(browser, shop, base);
  for (const page of [kitchen, board, phone]) {
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
  }

  // Guest and waiter order for one table at the same time.
  await expect(kitchen.getByText('Semua beres')).toBeVisible();
  await kitchen.getByRole('button', { name: /Bunyi pesanan baru/ }).click();
  await expect(kitchen.getByRole('button', { name: /Bunyi hidup/ })).toBeVisible();
  await expect.poll(() => tones(kitchen)).toBeGreaterThan(0);
  const before = await tones(kitchen);
  await choose(phone, 'Nasi goreng');
  await choose(phone, 'Es teh manis');
  await expect(phone.getByRole('button', { name: /Kirim pesanan/ })).toContainText('31.000');
  await Promise.all([send(phone), orderFor(board, /^Kopi susu gula aren/)]);
  const tickets = kitchen.getByRole('article');
  await expect(tickets).toHaveCount(2);
  await expect(phone.getByText('Pesananmu sudah diterima').first()).toBeVisible();
  await expect(phone.getByText('Kopi susu gula aren').first()).toBeVisible();
  const lines = (await openOrders(shop)).flatMap(({ lines }) => lines as { name: string }[]);
  expect(lines.map(({ name }) => name).sort()).toEqual([
    'Es teh manis',
    'Kopi susu gula aren',
    'Nasi goreng',
  ]);

  // The kitchen hears of both, with its ears and with a screen reader.
  await expect.poll(() => tones(kitchen)).toBeGreaterThanOrEqual(before + 4);
  await expect(kitchen.locator('[aria-live="assertive"]')).toHaveText(/Pesanan baru: Meja 7/);

  // The guest chooses more, and the phone goes to sleep.
  await phone.getByRole('button', { name: 'Tambah pesanan' }).click();
  await choose(phone, 'Air mineral 600 ml');
  await expect(phone.getByRole('button', { name: /Kirim pesanan/ })).toContainText('4.000');
  expect(await drafted(phone)).toEqual([['Air mineral 600 ml', 1000]]);
  await sleep();

  // The kitchen finishes one by its keys and one by its buttons.
  const own = tickets.filter({ hasText: 'Nasi goreng' });
  const place = (await tickets.first().innerText()).includes('Nasi goreng') ? '1' : '2';
  await kitchen.keyboard.press(place);
  await kitchen.keyboard.press('Enter');
  await expect(own.getByRole('button', { name: 'Selesai' })).toBeVisible();
  await kitchen.keyboard.press('Enter');
  await expect(tickets).toHaveCount(1);
  await tickets.getByRole('button', { name: 'Mulai' }).click();
  await tickets.getByRole('button', { name: 'Selesai' }).click();
  await expect(tickets).toHaveCount(0);
  await until('nobody waits for anything', async () =>
    (await openOrders(shop)).length === 0 ? true : undefined,
  );

  // The phone wakes: it sees what it missed, and has what was chosen.
  await wake();
  await expect(phone.getByText('Pesananmu sudah siap').first()).toBeVisible();
  await expect(phone.getByRole('button', { name: /Kirim pesanan/ })).toContainText('4.000');
  expect(await drafted(phone)).toEqual([['Air mineral 600 ml', 1000]]);
  await phone.reload();
  await expect(phone.getByRole('button', { name: /Kirim pesanan/ })).toContainText('4.000');
  await send(phone);
  await expect(tickets).toHaveCount(1);
  const [last] = await openOrders(shop);
  expect([last?.['guest'], last?.['gross']]).toEqual(['Ani', 4_000]);
  await browser.close();
});
