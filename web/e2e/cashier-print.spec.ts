// What a till hands out over the shop's printer: the receipt, its copy, and a printer that is off.
import { add, openTill, paid, payExactly } from './cashier-place.ts';
import { until } from './harness/place.ts';
import { Printer } from './harness/printer.ts';
import { expect, test } from './harness/test.ts';

test('a_receipt_is_printed_again_as_a_copy_and_waits_while_the_printer_is_off', async ({
  company,
  page,
}) => {
  const printer = await new Printer().on();
  const { base } = company.shop.node;
  const till = await openTill(page, company.shop, 'budi');
  const set = { host: '127.0.0.1', port: printer.port, columns: 32, cut: true, drawer: true };
  expect((await page.request.put(`${base}/api/v1/tills/${till}/printer`, { data: set })).ok()).toBe(
    true,
  );
  await page.reload();
  const text = (n: number): Promise<string> =>
    until('it is on paper', () => Promise.resolve(printer.jobs[n]?.toString('latin1')));
  await add(page, 'Kopi susu');
  await payExactly(page);
  const number = await paid(page);
  await page.getByRole('button', { name: 'Cetak struk' }).click();
  expect(await text(0)).toContain(number);
  expect(await text(0)).not.toContain('SALINAN');
  await page.keyboard.press('F9');
  await page.getByRole('link', { name: 'Riwayat' }).click();
  await page
    .getByRole('row', { name: new RegExp(number) })
    .getByRole('button')
    .click();
  await page.getByRole('button', { name: 'Cetak salinan' }).click();
  await page.getByRole('button', { name: 'Cetak di printer toko' }).click();
  expect(await text(1)).toContain('SALINAN');
  await printer.off();
  await page.getByRole('button', { name: 'Cetak di printer toko' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Kas', exact: true }).click();
  const waiting = page.getByRole('listitem').filter({ hasText: 'Struk' }).first();
  await expect(waiting).toContainText(/Menunggu printer|Printer tidak menjawab/);
  await printer.on();
  await expect(waiting).toContainText('Sudah dicetak', { timeout: 40_000 });
  expect(await text(2)).toContain(number);
  await printer.off();
});
