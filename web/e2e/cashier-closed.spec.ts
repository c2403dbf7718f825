// The till of a branch that the office has closed: it says so, sells nothing any more, and keeps
// everything that was sold before.
import { add, openTill, paid, payExactly, salesOf, settled } from './cashier-place.ts';
import { PASSWORD, type Branch, type Company } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { until } from './harness/place.ts';
import { expect, test } from './harness/test.ts';

const CLOSED = 'Cabang ini ditutup kantor';

/** Closes or opens a branch at the office, and waits until the branch knows. */
async function turn(company: Company, branch: Branch, what: 'close' | 'open'): Promise<void> {
  await company.owner.post(`/api/v1/branches/${branch.id}/${what}`, { command: command() });
  branch.link.mend();
  const desk = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  await until(
    `the branch knows: ${what}`,
    async () => {
      const { items } = await desk.get('/api/v1/branches');
      const row = (items as { id: number; active: boolean }[]).find(({ id }) => id === branch.id);
      return row?.active === (what === 'open') ? true : undefined;
    },
    60_000,
  );
}

/** The totals of what the branch sold, in the order of size. */
async function sold(branch: Branch): Promise<number[]> {
  return (await salesOf(branch)).map((sale) => Number(sale['total'])).sort((a, b) => a - b);
}

test('a_closed_branch_sells_nothing_more_and_loses_nothing_of_what_it_sold', async ({
  company,
  page,
}) => {
  test.setTimeout(120_000);
  const branch = await company.branch('TTP01');
  await openTill(page, branch);
  const sell = async (name: string): Promise<string> => {
    await add(page, name);
    await payExactly(page);
    const number = await paid(page);
    await page.keyboard.press('F9');
    return number;
  };
  const known = await sell('Es teh');
  await company.inStep(branch);
  branch.link.cut();
  const unsent = await sell('Nasi goreng');
  await turn(company, branch, 'close');

  await expect(page.getByText(CLOSED)).toBeVisible({ timeout: 20_000 });
  await add(page, 'Kopi susu');
  await page.keyboard.press('F9');
  await expect(page.getByTestId('due')).toHaveCount(0);
  await expect(page.getByTestId('total')).toContainText('24.000');
  expect(await sold(branch)).toEqual([6_000, 25_000]);

  await page.getByRole('link', { name: 'Riwayat' }).click();
  for (const number of [known, unsent]) {
    const row = page.getByRole('row', { name: new RegExp(number) });
    await expect(row.getByLabel('Diterima pusat', { exact: true })).toBeVisible({
      timeout: 40_000,
    });
  }
  await expect(page.getByRole('row', { name: /Lestari/ })).toHaveCount(2);
  await page.getByRole('button', { name: `Buka nota ${unsent}` }).click();
  await expect(page.getByRole('dialog')).toContainText(/Nasi goreng\s*25\.000/);
});

test('what_was_sold_on_the_device_alone_waits_for_a_branch_that_opens_again', async ({
  company,
  context,
  page,
}) => {
  test.setTimeout(120_000);
  const branch = await company.branch('TTP02');
  await openTill(page, branch);
  await settled(page);
  await context.setOffline(true);
  await add(page, 'Es teh');
  await payExactly(page);
  await expect(page.getByTestId('unrecorded')).toBeVisible();
  await page.keyboard.press('F9');
  await turn(company, branch, 'close');
  await context.setOffline(false);
  await expect(page.locator('[data-kind=refused]')).toBeAttached({ timeout: 40_000 });
  expect(await sold(branch)).toEqual([]);

  await page.getByRole('link', { name: 'Sinkron' }).click();
  const kept = page.getByRole('listitem').filter({ hasText: CLOSED });
  await expect(kept).toContainText('6.000');
  await turn(company, branch, 'open');
  await kept.getByRole('button', { name: 'Kirim lagi' }).click();
  await expect(page.locator('[data-kind=refused]')).toHaveCount(0);
  expect(await sold(branch)).toEqual([6_000]);
});
