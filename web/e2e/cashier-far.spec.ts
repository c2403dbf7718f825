// The till of a branch that is cut off from the centre, and goes on by what it knows.
import { add, openTill, paid, payExactly } from './cashier-place.ts';
import { PASSWORD, type Branch } from './harness/company.ts';
import { Desk } from './harness/desk.ts';
import { until } from './harness/place.ts';
import { expect, test } from './harness/test.ts';
import { addProduct } from './office-place.ts';

/** Waits until the catalogue of a branch says something: what came down before its link is cut. */
async function told(branch: Branch, what: string): Promise<void> {
  const desk = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  await until(`the branch knows of ${what}`, async () => {
    const catalogue = JSON.stringify(await desk.get('/api/v1/catalogue'));
    return catalogue.includes(what) ? true : undefined;
  });
}

test('a_price_switches_at_its_moment_while_the_branch_is_cut_off', async ({ company, page }) => {
  test.setTimeout(240_000);
  const product = await addProduct(company, {
    sku: 'GANTI-1',
    name: 'Roti bakar',
    price: 9_000,
    stock: 20,
  });
  const branch = await company.branch('FAR01');
  const rises = Date.now() + 90_000;
  await company.owner.added('/api/v1/prices', {
    product,
    scope: { branch: branch.id },
    amount: 11_000,
    valid_from: rises,
  });
  await told(branch, '11000');
  await openTill(page, branch);
  const card = page
    .getByRole('list', { name: 'Produk' })
    .getByRole('button', { name: /Roti bakar/ });
  await expect(card).toContainText('9.000', { timeout: 30_000 });
  branch.link.cut();
  expect(Date.now()).toBeLessThan(rises);
  await expect(card).toContainText('11.000', { timeout: 110_000 });
  expect(Date.now()).toBeGreaterThanOrEqual(rises - 1_000);
  await add(page, 'Roti bakar');
  await expect(page.getByTestId('total')).toContainText('11.000');
  await payExactly(page);
  await paid(page);
  branch.link.mend();
  await company.inStep(branch);
});
