// An order that was served is called off at the board: a cashier alone may not, somebody who may is
// fetched and says yes with a PIN or with a password, and the goods go where it was said.
import type { Page } from '@playwright/test';
import { layTables, screen } from './evening-place.ts';
import { PASSWORD, type Branch, type Company } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { faults } from './harness/look.ts';
import { alone as test, expect } from './harness/test.ts';
import { productOf } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

/** Serves sugar, which has a level, at a table. */
async function serve(company: Company, manager: Desk, label: string): Promise<string> {
  const { items } = await manager.get('/api/v1/tables');
  const tables = items as { table: string; label: string }[];
  const table = tables.find((one) => one.label === label)?.table;
  const lines = [{ product: await productOf(company, 'GP'), quantity_milli: 2000 }];
  const service = { table: { table, sitting: 1 } };
  const placed = await manager.post('/api/v1/orders', { command: command(), service, lines });
  const order = String(placed['order']);
  for (const step of ['start', 'finish']) {
    await manager.post(`/api/v1/orders/${order}/${step}`, { command: command() });
  }
  return order;
}

/** Presses the cross of the only order of a table, and says why. */
async function callOff(board: Page, label: string): Promise<void> {
  await board.getByRole('button', { name: new RegExp(`^Meja ${label},`) }).click();
  await board.getByRole('button', { name: /^Batal #/ }).click();
  await board.getByRole('button', { name: 'Salah pesan' }).click();
}

/** What the shelf has of sugar, and who stands in the newest line of its story. */
async function story(branch: Branch, company: Company) {
  const manager = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  const product = await productOf(company, 'GP');
  const { items } = await manager.get(`/api/v1/stock/${product}/movements`);
  const [newest] = items as { kind: string; change_milli: number; level_milli: number }[];
  return newest && [newest.kind, newest.change_milli, newest.level_milli];
}

test('a_served_order_is_called_off_with_a_managers_pin_and_its_goods_are_back', async ({
  browser,
  company,
}) => {
  const { shop } = company;
  const manager = await layTables(shop, ['7']);
  await manager.put('/api/v1/session/pin', { password: PASSWORD, pin: '774411' });
  const order = await serve(company, manager, '7');
  expect(await story(shop, company)).toEqual(['served', -2000, -2000]);
  const board = await screen(browser, shop, '/pesanan', 'dewi');
  await callOff(board, '7');
  await board.getByRole('switch', { name: 'Barang kembali ke stok' }).click();
  await board.getByRole('button', { name: 'Batalkan pesanan' }).click();

  const asked = board.getByRole('dialog', { name: 'Perlu persetujuan' });
  await expect(asked).toContainText('Meja 7 sudah disajikan');
  await expect(asked.getByRole('radio', { name: /Budi Santoso/ })).toBeChecked();
  await expect(asked.getByRole('radio', { name: /Dewi/ })).toHaveCount(0);
  expect(await faults(board)).toEqual([]);
  await board.keyboard.type('774412');
  await expect(asked.getByRole('alert')).toContainText('Sisa');
  await board.keyboard.type('774411');
  await expect(board.getByRole('dialog')).toHaveCount(0);
  await expect(board.locator('.toasts')).toContainText('Pesanan Meja 7 dibatalkan.');
  expect((await manager.get(`/api/v1/orders/${order}`))['state']).toBe('cancelled');
  expect(await story(shop, company)).toEqual(['called_off', 2000, 0]);
});

test('where_nobody_has_a_pin_a_password_does_and_what_was_made_is_waste', async ({
  browser,
  company,
}) => {
  const { shop } = company;
  const manager = await layTables(shop, ['7']);
  const order = await serve(company, manager, '7');
  const board = await screen(browser, shop, '/pesanan', 'dewi');
  await callOff(board, '7');
  await board.getByRole('button', { name: 'Batalkan pesanan' }).click();
  const asked = board.getByRole('dialog', { name: 'Perlu persetujuan' });
  const approve = async (login: string): Promise<void> => {
    await asked.getByLabel('Nama masuk').fill(login);
    await asked.getByLabel('Kata sandi').fill(PASSWORD);
    await asked.getByRole('button', { name: 'Setujui' }).click();
  };
  await approve('dewi');
  await expect(asked.getByRole('alert')).toHaveText('Orang ini tidak berhak');
  await board.keyboard.press('Escape');
  await expect(asked).toHaveCount(0);
  expect((await manager.get(`/api/v1/orders/${order}`))['state']).toBe('finished');
  await board.getByRole('button', { name: 'Batalkan pesanan' }).click();
  await approve('budi');
  await expect(board.getByRole('dialog')).toHaveCount(0);
  expect((await manager.get(`/api/v1/orders/${order}`))['state']).toBe('cancelled');
  expect(await story(shop, company)).toEqual(['served', -2000, -2000]);
});
