// The windows of the order board as people see them: calling off and its approval, codes, setting
// up; by daylight and at night, in the hand and on a stand.
import type { Page } from '@playwright/test';
import { layTables } from './evening-place.ts';
import { PASSWORD, type Company } from './harness/company.ts';
import { command } from './harness/desk.ts';
import { cutOff, faults, LOOKS, look, picture } from './harness/look.ts';
import { alone as test, expect } from './harness/test.ts';
import { productOf } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

/** A table with an order that was served, and two without. */
async function served(company: Company): Promise<void> {
  const manager = await layTables(company.shop, ['7', '8', '9']);
  await manager.put('/api/v1/session/pin', { password: PASSWORD, pin: '774411' });
  const { items } = await manager.get('/api/v1/tables');
  const [table] = items as { table: string }[];
  const lines = [{ product: await productOf(company, 'NG'), quantity_milli: 2000 }];
  const service = { table: { table: table?.table, sitting: 1 } };
  const body = { command: command(), service, guest: 'Rani', lines };
  const { order } = await manager.post('/api/v1/orders', body);
  for (const step of ['start', 'finish']) {
    await manager.post(`/api/v1/orders/${String(order)}/${step}`, { command: command() });
  }
}

async function enter(page: Page, base: string, login: string): Promise<void> {
  const data = { login, password: PASSWORD };
  expect((await page.request.post(`${base}/api/v1/session`, { data })).ok()).toBe(true);
  await page.goto(`${base}/pesanan`);
  await page.getByRole('button', { name: /^Meja 7,/ }).click();
}

test('the_windows_of_the_board_are_whole_and_say_that_phones_reach_no_loopback', async ({
  browser,
  company,
}) => {
  test.setTimeout(240_000);
  const { base, port } = company.shop.node;
  await served(company);
  const listen = `nusa serve --listen 0.0.0.0:${port}`;
  for (const [size, scheme] of LOOKS) {
    await look(browser, { base, size, scheme }, async (page, seen) => {
      await enter(page, base, 'budi');
      await page.getByRole('button', { name: 'Kode QR Meja 7' }).click();
      const code = page.getByRole('dialog', { name: 'Kode QR Meja 7' });
      await expect(code.getByRole('alert')).toContainText(listen);
      await seen('orders-code');
      await page.keyboard.press('Escape');
      if (size === 'phone') await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Lembar kode QR' }).click();
      const sheet = page.getByRole('dialog', { name: 'Lembar kode QR' });
      await expect(sheet.getByRole('alert')).toContainText(listen);
      await seen('orders-codes');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Atur meja' }).click();
      await page.getByRole('button', { name: 'Tambah meja' }).click();
      await seen('orders-table-form');
    });
  }
});

test('calling_off_what_was_served_is_whole', async ({ browser, company }) => {
  test.setTimeout(240_000);
  const { base } = company.shop.node;
  await served(company);
  for (const [size, scheme] of LOOKS) {
    await look(browser, { base, size, scheme }, async (page, seen) => {
      await enter(page, base, 'dewi');
      await page.getByRole('button', { name: /^Batal #/ }).click();
      await page.getByRole('button', { name: 'Salah pesan' }).click();
      await seen('orders-cancel');
      // The refusal that asks for the approval is an error to the browser's console, not to people.
      await page.getByRole('button', { name: 'Batalkan pesanan' }).click();
      await expect(page.getByRole('dialog', { name: 'Perlu persetujuan' })).toBeVisible();
      const shot = `orders-approval-${size}-${scheme}`;
      await picture(page, shot);
      expect(await faults(page), `axe, ${shot}`).toEqual([]);
      expect(await cutOff(page), `cut off, ${shot}`).toEqual([]);
    });
  }
});
