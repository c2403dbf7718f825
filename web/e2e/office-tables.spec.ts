// Tables that head office sets up for a branch: added several at once while the branch is cut off,
// shown on its board after contact, changed on both sides, and looked at in every light.
import { type Page } from '@playwright/test';
import { screen } from './evening-place.ts';
import { PASSWORD, type Branch } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { LOOKS, look } from './harness/look.ts';
import { alone as test, expect } from './harness/test.ts';
import { openOffice, settled, told } from './office-place.ts';

test.use({ actionTimeout: 30_000 });

/** How long news takes from one node to the other. */
const CONTACT = { timeout: 60_000 };

/** Fills the form of several tables in and sends it. */
async function addTables(page: Page, labels: string, area: string, seats: string): Promise<void> {
  await page.getByRole('button', { name: 'Tambah meja' }).click();
  const form = page.getByRole('dialog', { name: 'Tambah meja' });
  await form.getByLabel('Nomor atau nama meja').fill(labels);
  await form.getByLabel('Ruang').fill(area);
  await form.getByLabel('Kursi').fill(seats);
  await form.getByRole('button', { name: /^Tambah/ }).click();
}

/** The tables of a branch as its manager has them, by label. */
async function tablesAt(branch: Branch): Promise<{ desk: Desk; idOf: (label: string) => string }> {
  const desk = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  const { items } = await desk.get('/api/v1/tables');
  const tables = items as { table: string; label: string }[];
  const idOf = (label: string): string => {
    const found = tables.find((table) => table.label === label);
    if (!found) throw new Error(`no table is called ${label}`);
    return found.table;
  };
  return { desk, idOf };
}

test('the_owner_sets_tables_up_at_the_centre_and_the_branch_has_them_after_contact', async ({
  browser,
  company,
  page,
}) => {
  test.setTimeout(120_000);
  const { shop, centre } = company;
  const board = await screen(browser, shop, '/pesanan');
  await expect(board.getByText('Belum ada meja')).toBeVisible();
  shop.link.cut();
  await openOffice(page, centre.base, `/cabang/${shop.id}`);
  await page.getByRole('link', { name: 'Meja' }).click();
  await settled(page);
  await expect(page.getByText('Sampai di cabang begitu tersambung.')).toBeVisible();
  await addTables(page, '1–3, VIP', 'Ruang dalam', '4');
  await expect(told(page, '4 meja ditambahkan.')).toBeVisible();
  const room = page.getByRole('region', { name: 'Ruang dalam' });
  await expect(room).toContainText('4 meja · 16 kursi');
  await expect(room.getByRole('button', { name: /menunggu cabang$/ })).toHaveCount(4);
  await expect(board.getByText('Belum ada meja')).toBeVisible();
  shop.link.mend();
  await expect(board.getByRole('button', { name: /^Meja VIP,/ })).toBeVisible(CONTACT);
  await expect(board.getByRole('button', { name: /^Meja [123],/ })).toHaveCount(3);
  await expect(page.getByText('menunggu cabang')).toHaveCount(0, CONTACT);

  const { desk, idOf } = await tablesAt(shop);
  const moved = { command: command(), area: 'Teras', label: '2B', seats: 6 };
  await desk.put(`/api/v1/tables/${idOf('2')}`, moved);
  const terrace = page.getByRole('region', { name: 'Teras' });
  await expect(async () => {
    await page.reload();
    await settled(page);
    await expect(terrace).toContainText('1 meja · 6 kursi', { timeout: 500 });
  }).toPass(CONTACT);
  await terrace.getByRole('button', { name: /^Ubah meja 2B/ }).click();
  const form = page.getByRole('dialog', { name: 'Meja 2B' });
  await form.getByLabel('Kursi').fill('8');
  await form.getByRole('button', { name: 'Simpan' }).click();
  await expect(terrace).toContainText('1 meja · 8 kursi');
  await board.getByRole('button', { name: /^Meja 2B,/ }).click();
  await expect(board.getByRole('complementary')).toContainText('Teras · 8 kursi', CONTACT);
});

test('a_label_that_is_taken_is_refused_at_its_field_and_what_is_put_aside_comes_back', async ({
  browser,
  company,
  page,
}) => {
  test.setTimeout(120_000);
  const { shop, centre } = company;
  await openOffice(page, centre.base, `/cabang/${shop.id}/meja`);
  await addTables(page, '1-3', 'Teras', '2');
  const room = page.getByRole('region', { name: 'Teras' });
  await room.getByRole('button', { name: /^Ubah meja 3/ }).click();
  const form = page.getByRole('dialog', { name: 'Meja 3' });
  const label = form.getByLabel('Nomor atau nama');
  await label.fill('1');
  await form.getByRole('button', { name: 'Simpan' }).click();
  await expect(form.getByText('Nomor atau nama meja ini sudah dipakai.')).toBeVisible();
  await expect(label).toHaveAttribute('aria-invalid', 'true');
  await label.fill('3');
  await form.getByRole('switch', { name: 'Dipakai' }).click();
  await form.getByRole('button', { name: 'Simpan' }).click();
  await expect(room).toContainText('2 meja · 4 kursi');
  await expect(room.getByRole('button', { name: /^Ubah meja 3, Tidak dipakai/ })).toBeVisible();
  const board = await screen(browser, shop, '/pesanan');
  await expect(board.getByRole('button', { name: /^Meja 2,/ })).toBeVisible(CONTACT);
  await expect(board.getByRole('button', { name: /^Meja 3,/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'Tambah meja' }).click();
  const adding = page.getByRole('dialog', { name: 'Tambah meja' });
  const names = adding.getByLabel('Nomor atau nama meja');
  await names.fill('1-2');
  await expect(adding.getByRole('status')).toHaveText('2 sudah ada dan tidak diubah: 1, 2');
  await adding.getByRole('button', { name: /^Tambah/ }).click();
  await expect(adding.getByText('Semua meja ini sudah ada.')).toBeVisible();
  await names.fill('1-5');
  await expect(adding.getByRole('status')).toContainText('2 meja baru: 4, 5');
  await expect(adding.getByRole('status')).toContainText('1 dipakai lagi: 3');
  await adding.getByRole('button', { name: 'Tambah 3 meja' }).click();
  await expect(room).toContainText('5 meja');
  await expect(board.getByRole('button', { name: /^Meja [345],/ })).toHaveCount(3, CONTACT);
});

test('the_pages_of_tables_are_whole_at_the_centre_and_at_a_branch', async ({
  browser,
  company,
  page,
}) => {
  test.setTimeout(180_000);
  const { shop, centre } = company;
  await openOffice(page, centre.base, `/cabang/${shop.id}/meja`);
  await addTables(page, '1-12', 'Ruang dalam', '4');
  await expect(told(page, '12 meja ditambahkan.')).toBeVisible();
  await addTables(page, 'Kebun 1-4, VIP', 'Teras belakang', '6');
  await expect(told(page, '5 meja ditambahkan.')).toBeVisible();
  for (const [size, scheme] of LOOKS) {
    await look(browser, { base: centre.base, size, scheme }, async (page, seen) => {
      await openOffice(page, centre.base, `/cabang/${shop.id}/meja`);
      await expect(page.getByRole('button', { name: /^Ubah meja/ })).toHaveCount(17);
      await seen('kantor-meja');
      await page.getByRole('button', { name: 'Tambah meja' }).click();
      await page.getByLabel('Nomor atau nama meja').fill('10-16');
      await seen('kantor-meja-tambah');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Ubah meja VIP/ }).click();
      await seen('kantor-meja-ubah');
    });
  }
  const { desk } = await tablesAt(shop);
  await expect(async () => {
    expect((await desk.get('/api/v1/tables')).items).toHaveLength(17);
  }).toPass(CONTACT);
  await look(
    browser,
    { base: shop.node.base, size: 'phone', scheme: 'light' },
    async (page, seen) => {
      await openOffice(page, shop.node.base, `/cabang/${shop.id}/meja`, 'budi');
      await expect(page.getByRole('link', { name: 'Kode QR di papan pesanan' })).toBeVisible();
      await seen('kantor-meja-cabang');
    },
  );
});
