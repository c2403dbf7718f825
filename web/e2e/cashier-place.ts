// Steps that every test of the till begins with: a device becomes a till, somebody signs in, a
// shift is open. By the screen where the screen is meant, by HTTP where it only has to be so.
import { expect, type Page } from '@playwright/test';
import { PASSWORD, type Branch } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';

/** The goods of the selling page, in either language. */
const GOODS = /^(Produk|Products)$/;

/** Whoever is asked for on the sign-in form signs in by password. */
export async function enter(page: Page, login: string): Promise<void> {
  await page.getByLabel('Nama masuk').fill(login);
  await page.getByLabel('Kata sandi').fill(PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
}

/** The till's selling page, with goods on it. */
export async function selling(page: Page): Promise<void> {
  await expect(page.getByRole('list', { name: GOODS })).toBeVisible({ timeout: 20_000 });
}

/** The till has everything on the device that it needs to go on, and to open, without its node. */
export async function settled(page: Page): Promise<void> {
  const ready = (): boolean => navigator.serviceWorker.controller !== null;
  await page.waitForFunction(ready, undefined, { timeout: 20_000 });
}

/** Somebody who can sign in. */
interface Person {
  login: string;
  password: string;
}

/** Signs somebody in at the page's device, by HTTP. */
export async function signIn(page: Page, base: string, { login, password }: Person): Promise<void> {
  const signed = await page.request.post(`${base}/api/v1/session`, { data: { login, password } });
  expect(signed.ok()).toBe(true);
}

/** Makes the page's device a new till with an open shift, and leaves its manager signed in. */
export async function newTill(page: Page, base: string, manager: Person): Promise<number> {
  await signIn(page, base, manager);
  const made = await page.request.post(`${base}/api/v1/tills`, {
    data: { command: command(), name: 'Depan' },
  });
  const { till } = (await made.json()) as { till: number };
  const desk = await Desk.signIn(base, manager.login, manager.password);
  await desk.post('/api/v1/shifts', { command: command(), till, float: 100_000 });
  return till;
}

/** Makes the page's device a new till and leaves `login` signed in at it, with an open shift. */
export async function openTill(page: Page, branch: Branch, login = 'dewi'): Promise<number> {
  const { base } = branch.node;
  const till = await newTill(page, base, { login: 'budi', password: PASSWORD });
  await signIn(page, base, { login, password: PASSWORD });
  await page.goto(`${base}/kasir`);
  await selling(page);
  return till;
}

/** Presses a product of the grid. */
export async function add(page: Page, name: string): Promise<void> {
  await page
    .getByRole('list', { name: GOODS })
    .getByRole('button', { name: new RegExp(name) })
    .click();
}

/** Pays what is in the basket exactly, in cash. */
export async function payExactly(page: Page): Promise<void> {
  await page.keyboard.press('F9');
  await expect(page.getByTestId('due')).toBeVisible();
  await page.keyboard.press('F9');
}

/** The number of the receipt that has just been paid. */
export async function paid(page: Page): Promise<string> {
  await expect(page.getByTestId('done')).toBeVisible({ timeout: 30_000 });
  return page.getByTestId('receipt-no').innerText();
}

/** The branch's sales of today and around, by the node. */
export async function salesOf(branch: Branch): Promise<Record<string, unknown>[]> {
  const desk = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  const day = (days: number): string =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const page = await desk.get(`/api/v1/sales?from=${day(-1)}&to=${day(1)}&limit=500`);
  return (page.items ?? []) as Record<string, unknown>[];
}

/**
 * Types with so many milliseconds between two keys, by the clock that the page sees, however busy
 * this machine is.
 */
export async function keys(page: Page, text: string, gapMs: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const begun = Date.now();
  const strokes = [...text, '\r'].flatMap((letter, n) =>
    ['keyDown', 'keyUp'].map((type) => ({ type, letter, at: (begun + n * gapMs) / 1000 })),
  );
  for (const { type, letter, at } of strokes) {
    const key = letter === '\r' ? 'Enter' : letter;
    const text = type === 'keyDown' ? { text: letter } : {};
    await client.send('Input.dispatchKeyEvent', {
      type: type as 'keyDown' | 'keyUp',
      timestamp: at,
      key,
      ...text,
      ...(key === 'Enter' ? { code: 'Enter', windowsVirtualKeyCode: 13 } : {}),
    });
  }
  await client.detach();
}

/** Types as a barcode scanner does: at once, with an Enter. */
export function scan(page: Page, code: string): Promise<void> {
  return keys(page, code, 4);
}
