// A till over plain http, as a tablet on the shop's own network opens it: no secure context, so no
// service worker, no locks and no `randomUUID`. The browser is told a name for this machine,
// because the address 127.0.0.1 alone would count as secure.
import { chromium } from '@playwright/test';
import { add, enter, paid, payExactly, selling } from './cashier-place.ts';
import { expect, test } from './harness/test.ts';

const NAME = 'kasir.toko';

test('everything_but_an_offline_reload_works_without_a_secure_context', async ({
  company,
  launchOptions,
}) => {
  const args = [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${NAME} 127.0.0.1`];
  const browser = await chromium.launch({ ...launchOptions, args });
  const page = await browser.newPage({ locale: 'id-ID' });
  const { node } = company.shop;
  await page.goto(`http://${NAME}:${node.port}/kasir`);
  expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([
    false,
    false,
  ]);
  await enter(page, 'budi');
  await page.getByLabel(/Nama kasir/).fill('Tablet');
  await page.getByRole('button', { name: 'Daftarkan' }).click();
  await selling(page);
  await page.getByRole('button', { name: 'Buka sif' }).click();
  await page.getByLabel('Modal awal di laci').fill('100.000');
  await page.getByRole('main').getByRole('button', { name: 'Buka sif' }).click();
  await selling(page);
  await add(page, 'Es teh');
  await payExactly(page);
  await paid(page);
  await page.keyboard.press('F9');
  await node.kill();
  await add(page, 'Nasi goreng');
  await payExactly(page);
  await expect(page.getByTestId('unrecorded')).toBeVisible();
  await node.start();
  await expect(page.getByTestId('done')).toBeVisible({ timeout: 30_000 });
  await browser.close();
});
