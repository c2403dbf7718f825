// Steps that every evening begins with: tables stand in the house, guests sit down by the code on
// theirs, the kitchen and the board are open. By the screen where the screen is meant.
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { PASSWORD, type Branch } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';

/** A phone in the hand. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** Sets tables up; gives back the manager's desk. */
export async function layTables(branch: Branch, labels: string[]): Promise<Desk> {
  const manager = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  for (const label of labels) {
    const table = { command: command(), area: 'Teras', label, seats: 4 };
    await manager.put(`/api/v1/tables/${command()}`, table);
  }
  return manager;
}

/** What the code on a table opens now. */
export async function codeOf(branch: Branch, label: string): Promise<string> {
  return branch.node.base + (await pathOf(branch, label));
}

/** The same without the house: it may be reached by a name of its own. */
export async function pathOf(branch: Branch, label: string): Promise<string> {
  const waiter = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  const { items } = await waiter.get('/api/v1/tables/codes');
  const codes = items as { label: string; path: string }[];
  const own = codes.find((code) => code.label === label);
  if (!own) throw new Error(`no table is called ${label}`);
  return own.path;
}

/** A guest reads the code on a table with a phone of their own, and says their name. */
export async function sitDown(
  browser: Browser,
  branch: Branch,
  label: string,
  name: string,
  special: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; phone: Page }> {
  const context = await browser.newContext({ ...PHONE, baseURL: branch.node.base, ...special });
  const phone = await context.newPage();
  await phone.goto(await pathOf(branch, label));
  await introduce(phone, name);
  return { context, phone };
}

/** The guest says their name, and sees the menu. */
export async function introduce(phone: Page, name: string): Promise<void> {
  await phone.getByLabel('Nama', { exact: true }).fill(name);
  await phone.getByRole('button', { name: 'Lihat menu' }).click();
  await expect(phone.getByText('Nasi goreng').first()).toBeVisible();
}

/** The guest chooses a dish that has nothing to choose with it. */
export async function choose(phone: Page, dish: string): Promise<void> {
  await phone
    .getByRole('button', { name: new RegExp(`^Tambah ${dish}`) })
    .last()
    .click();
}

/** The guest sends what was chosen. */
export async function send(phone: Page): Promise<void> {
  await phone.getByRole('button', { name: /Kirim pesanan/ }).click();
  const cart = phone.getByRole('dialog', { name: 'Pesananmu' });
  await cart.getByRole('button', { name: 'Kirim pesanan' }).click();
}

/** A screen of the house, with somebody signed in. */
export async function screen(
  browser: Browser,
  branch: Branch,
  path: '/dapur' | '/pesanan',
  login = 'dewi',
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const { base } = branch.node;
  const signed = await page.request.post(`${base}/api/v1/session`, {
    data: { login, password: PASSWORD },
  });
  expect(signed.ok()).toBe(true);
  await page.goto(base + path);
  await expect(page.getByRole('main')).toBeVisible();
  return page;
}

/** The orders of a branch that somebody waits for, by the node. */
export async function openOrders(branch: Branch): Promise<Record<string, unknown>[]> {
  const desk = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  const page = await desk.get('/api/v1/orders');
  return (page.items ?? []) as Record<string, unknown>[];
}
