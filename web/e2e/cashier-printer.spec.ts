// The printer of a till by its screen: set by a manager, tried, silent, taken away; read by others.
import type { Page } from '@playwright/test';
import { openTill, selling, signIn } from './cashier-place.ts';
import { axeFaults } from './harness/axe.ts';
import { PASSWORD } from './harness/company.ts';
import { Desk } from './harness/desk.ts';
import { LOOKS, look } from './harness/look.ts';
import { until } from './harness/place.ts';
import { Printer } from './harness/printer.ts';
import { expect, test } from './harness/test.ts';

/** Opens the page as people do: by whoever stands at the till. */
async function openPrinter(page: Page): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Menu utama' });
  await menu.getByRole('button', { name: /Akun kasir/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Printer/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Printer' })).toBeVisible();
}

/** Sets the printer of a till by HTTP, where it only has to be so. */
async function setPrinter(base: string, till: number, port: number): Promise<void> {
  const desk = await Desk.signIn(base, 'budi', PASSWORD);
  const wanted = { host: '127.0.0.1', port, columns: 32, cut: true, drawer: true };
  await desk.put(`/api/v1/tills/${till}/printer`, wanted);
}

/** What the printer was sent as its job of this place. */
function paper(printer: Printer, n: number): Promise<string> {
  return until('it is on paper', () => Promise.resolve(printer.jobs[n]?.toString('latin1')));
}

test('a_manager_sets_the_printer_by_the_screen_and_a_test_page_comes_out', async ({
  company,
  page,
}) => {
  const printer = await new Printer().on();
  await openTill(page, company.shop, 'budi');
  await openPrinter(page);
  const form = page.getByRole('region', { name: 'Printer kasir ini' });
  const [host, port] = [form.getByLabel('Alamat printer'), form.getByLabel('Port')];
  await form.getByRole('button', { name: 'Pasang printer' }).click();
  await expect(host).toBeFocused();
  await expect(host).toHaveAccessibleDescription('Isi alamat printer.');
  await host.fill('printer kasir');
  await form.getByRole('button', { name: 'Pasang printer' }).click();
  await expect(host).toHaveAccessibleDescription(/Ini bukan alamat/);
  await host.fill('127.000.000.001');
  await port.fill('70000');
  await port.press('Enter');
  await expect(port).toBeFocused();
  await expect(port).toHaveAccessibleDescription('Isi 1 sampai 65535.');
  expect(await axeFaults(page)).toEqual([]);

  await host.fill(`127.000.000.001:${printer.port}`);
  await form.getByRole('radio', { name: /58 mm/ }).press('ArrowRight');
  await expect(form.getByRole('radio', { name: /80 mm 48 huruf/ })).toBeChecked();
  await form.getByRole('switch', { name: 'Buka laci uang' }).click();
  await form.getByRole('button', { name: 'Pasang printer' }).click();
  await expect(page.getByText('Printer disimpan')).toBeVisible();
  await expect(host).toHaveValue('127.0.0.1');
  await expect(port).toHaveValue(String(printer.port));
  await expect(form.getByRole('button', { name: 'Simpan perubahan' })).toBeDisabled();

  const trial = page.getByRole('region', { name: 'Percobaan' });
  await expect(trial.getByRole('button', { name: 'Cetak percobaan' })).toBeFocused();
  await page.keyboard.press('Enter');
  expect(await paper(printer, 0)).toContain('123456789012345678901234567890123456789012345678\n');
  await expect(trial.getByRole('status')).toContainText('Sudah dicetak');
  await expect(page.getByRole('region', { name: 'Jalan struk' })).toContainText('Menjawab');

  await form.getByRole('radio', { name: /58 mm/ }).click();
  await expect(trial.getByRole('button', { name: 'Cetak lagi' })).toBeDisabled();
  await expect(trial).toContainText('Simpan dulu');
  // A page that is loaded again takes back what it has not sent yet.
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await form.getByRole('button', { name: 'Simpan perubahan' }).click();
  expect((await saved).ok()).toBe(true);
  await page.reload();
  await expect(form.getByRole('radio', { name: /58 mm/ })).toBeChecked();
  await trial.getByRole('button', { name: 'Cetak percobaan' }).click();
  expect(await paper(printer, 1)).toContain('12345678901234567890123456789012\n');
  await printer.off();
});

test('a_printer_that_is_off_is_told_and_prints_once_it_is_on', async ({ company, page }) => {
  const printer = await new Printer().on();
  const till = await openTill(page, company.shop, 'budi');
  await printer.off();
  await setPrinter(company.shop.node.base, till, printer.port);
  await page.goto(`${company.shop.node.base}/kasir/printer`);
  const trial = page.getByRole('region', { name: 'Percobaan' });
  await trial.getByRole('button', { name: 'Cetak percobaan' }).click();
  const told = trial.getByRole('status');
  await expect(told).toContainText('Printer tidak menjawab');
  await expect(told).toContainText(/port ini tertutup.*dicoba lagi sendiri/);
  const queue = page.getByRole('region', { name: 'Antrean printer' });
  await expect(queue.getByRole('listitem').first()).toContainText(
    /Menunggu printer|Sedang dicetak/,
  );
  await expect(page.getByRole('region', { name: 'Jalan struk' })).toContainText(
    '1 cetakan mengantre',
  );

  // In the moment of another try a job cannot be given up.
  await expect(async () => {
    const giveUp = trial.getByRole('button', { name: 'Batalkan' });
    if (await giveUp.isVisible()) await giveUp.click({ timeout: 2_000 });
    const job = queue.getByRole('listitem').first();
    await expect(job).toContainText('Dibatalkan', { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await trial.getByRole('button', { name: 'Cetak percobaan' }).click();
  await expect(told).toContainText('Printer tidak menjawab');
  await page.reload();
  await expect(told).toContainText('Printer tidak menjawab');
  await printer.on();
  // The node may call by itself in this very moment; then there is no button any more.
  const now = trial.getByRole('button', { name: 'Coba sekarang' });
  await now.click({ timeout: 5_000 }).catch(() => undefined);
  await expect(told).toContainText('Sudah dicetak', { timeout: 20_000 });
  expect(await paper(printer, 0)).toContain('1234567890');
  await printer.off();
});

test('a_printer_is_taken_away_and_receipts_go_to_the_browser', async ({ company, page }) => {
  const { base } = company.shop.node;
  const till = await openTill(page, company.shop, 'budi');
  await setPrinter(base, till, 9100);
  await page.goto(`${base}/kasir/printer`);
  await page.getByRole('button', { name: 'Lepas printer' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Struk berikutnya dicetak lewat peramban.');
  await dialog.getByRole('button', { name: 'Biarkan' }).click();
  await expect(page.getByRole('textbox', { name: 'Alamat printer' })).toHaveValue('127.0.0.1');
  await page.getByRole('button', { name: 'Lepas printer' }).click();
  await dialog.getByRole('button', { name: 'Lepas printer' }).click();
  await expect(page.getByText('Printer dilepas')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Alamat printer' })).toHaveValue('');
  await expect(page.getByRole('region', { name: 'Percobaan' })).toHaveCount(0);
  const desk = await Desk.signIn(base, 'budi', PASSWORD);
  expect((await desk.ask('GET', `/api/v1/tills/${till}/printer`)).status).toBe(404);
});

test('a_cashier_reads_the_printer_and_is_told_whom_to_ask', async ({ company, page }) => {
  const printer = await new Printer().on();
  const { base } = company.shop.node;
  const till = await openTill(page, company.shop);
  await setPrinter(base, till, printer.port);
  await page.reload();
  await selling(page);
  await openPrinter(page);
  const facts = page.getByRole('region', { name: 'Printer kasir ini' });
  await expect(facts).toContainText('127.0.0.1');
  await expect(facts).toContainText('58 mm · 32 huruf sebaris');
  await expect(facts).toContainText('Minta Budi Santoso masuk di kasir ini.');
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Lepas printer' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Cetak percobaan' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Sudah dicetak' })).toBeVisible();
  expect(await paper(printer, 0)).toContain('1234567890');
  await printer.off();
});

for (const [size, scheme] of LOOKS) {
  test(`the printer is whole for everybody, ${size} ${scheme}`, async ({ company, browser }) => {
    const { base } = company.shop.node;
    await look(browser, { base, size, scheme }, async (page, seen) => {
      const till = await openTill(page, company.shop, 'budi');
      await setPrinter(base, till, 1);
      await page.goto(`${base}/kasir/printer`);
      const trial = page.getByRole('region', { name: 'Percobaan' });
      await trial.getByRole('button', { name: 'Cetak percobaan' }).click();
      await expect(trial.getByRole('status')).toContainText('Printer tidak menjawab');
      await seen('kasir-printer-diam');
      await page.getByRole('button', { name: 'Lepas printer' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await seen('kasir-printer-lepas');
      await signIn(page, base, { login: 'dewi', password: PASSWORD });
      await page.reload();
      await expect(page.getByText(/Minta Budi Santoso/)).toBeVisible();
      await seen('kasir-printer-kasir');
    });
  });
}
