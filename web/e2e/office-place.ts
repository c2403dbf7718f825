// Steps that every test of the office begins with: somebody is signed in at a page of it, goods are
// there, a branch has sold something. By HTTP, because here it only has to be so.
import { expect, type Locator, type Page } from '@playwright/test';
import { PASSWORD, type Branch, type Company } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';

/** Opens a page of the office with somebody signed in; the owner when nobody is named. */
export async function openOffice(
  page: Page,
  base: string,
  path = '',
  login = 'sari',
  password = PASSWORD,
): Promise<void> {
  const signed = await page.request.post(`${base}/api/v1/session`, { data: { login, password } });
  expect(signed.ok()).toBe(true);
  await page.goto(`${base}/kantor${path}`);
  await settled(page);
}

/** The page is there: it has its heading, and nothing on it is still being fetched. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0);
}

/** What the office said in passing. */
export function told(page: Page, words: string | RegExp): Locator {
  return page.locator('.toasts').getByText(words);
}

/** The row of a table in which these words stand. */
export function row(page: Page, words: string | RegExp): Locator {
  return page.getByRole('row').filter({ hasText: words });
}

/** The number of a product, by its code. */
export async function productOf(company: Company, sku: string): Promise<number> {
  const { items } = await company.owner.get(`/api/v1/products?search=${sku}&limit=500`);
  const found = (items as { id: number; sku: string }[]).find((product) => product.sku === sku);
  if (!found) throw new Error(`nothing has the code ${sku}`);
  return found.id;
}

/** Adds a product for one test alone, with what the warehouse has of it. */
export function addProduct(
  company: Company,
  product: { sku: string; name: string; price: number; stock?: number },
): Promise<number> {
  return company.owner.added('/api/v1/products', {
    sku: product.sku,
    name: product.name,
    category: 1,
    unit: 'pcs',
    price: product.price,
    ...(product.stock === undefined ? {} : { stock_milli: product.stock * 1000 }),
  });
}

/** Sells at a branch as its manager, paid exactly in cash; gives back the receipt's number. */
export async function sell(branch: Branch, product: number, total: number): Promise<string> {
  const desk = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  const till = await tillOf(desk);
  const sale = await desk.post('/api/v1/sales', {
    command: command(),
    till,
    lines: [{ product, quantity_milli: 1000 }],
    payments: [{ method: 'cash', amount: total }],
    expected_total: total,
  });
  return String(sale['receipt_no']);
}

/** A till of the branch with an open shift. */
async function tillOf(desk: Desk): Promise<number> {
  const made = await desk.post('/api/v1/tills', { command: command(), name: 'Kantor' });
  const till = Number(made['till']);
  await desk.post('/api/v1/shifts', { command: command(), till, float: 0 });
  return till;
}

/** Takes the file that a link gives. */
export async function fileOf(page: Page, link: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const stream = await download.createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
}
