// What a till hands out over the shop's printer and the browser's: the receipt, its copy, both widths
// of paper, and a printer that is off.
import type { Page } from '@playwright/test';
import { add, openTill, paid, payExactly } from './cashier-place.ts';
import { PASSWORD } from './harness/company.ts';
import { Desk } from './harness/desk.ts';
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

/** Letters in a line of 80 mm paper. */
const COLUMNS = 48;
/** What a printer of 80 mm paper reaches, in CSS pixels: 72 mm. */
const REACH_PX = (72 / 25.4) * 96;

/** The browser's print window stays shut, and what it would print stays on the page. */
async function keepPrinted(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.print = () => undefined;
  });
  await page.reload();
}

/** The lines that the browser would print, and how wide its body and its widest line are, pixels. */
async function printed(page: Page): Promise<{ lines: string[]; body: number; widest: number }> {
  const frame = page.frameLocator('iframe').last();
  return frame.locator('body').evaluate((body) => {
    const lines = [...body.querySelectorAll('p')];
    const widths = lines.map((line) => {
      const range = document.createRange();
      range.selectNodeContents(line);
      return range.getBoundingClientRect().width;
    });
    return {
      lines: lines.map((line) => line.textContent),
      body: body.getBoundingClientRect().width,
      widest: Math.max(...widths),
    };
  });
}

/** The pages that the browser makes of it, in points: a page of its own of the same lines and style. */
async function pagesOf(page: Page): Promise<number[][]> {
  const [lines, style] = await page
    .frameLocator('iframe')
    .last()
    .locator('body')
    .evaluate((body) => {
      const rules = body.ownerDocument.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
      return [body.innerHTML, rules.map((rule) => rule.cssText).join('\n')] as const;
    });
  const copy = await page.context().newPage();
  await copy.setContent(`<!doctype html><style>${style}</style>${lines}`);
  const file = (await copy.pdf({ preferCSSPageSize: true })).toString('latin1');
  await copy.close();
  return [...file.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, ...sides]) =>
    sides.map(Number),
  );
}

test('a_receipt_fills_80_mm_paper_in_the_browser_and_the_device_remembers_its_paper', async ({
  company,
  page,
}) => {
  await openTill(page, company.shop);
  await keepPrinted(page);
  await add(page, 'Kopi susu');
  await payExactly(page);
  const number = await paid(page);
  await page.getByRole('button', { name: 'Cetak struk' }).click();
  const shown = page.getByTestId('paper').getByRole('paragraph');
  const rule = (letters: number) => shown.filter({ hasText: new RegExp(`^-{${letters}}$`) });
  await expect(rule(32).first()).toBeVisible();
  await page.getByRole('radio', { name: '80 mm' }).click();
  await expect(rule(COLUMNS).first()).toBeVisible();
  await expect(rule(32)).toHaveCount(0);
  await page.getByRole('button', { name: 'Cetak di peramban' }).click();
  const paper = await printed(page);
  expect(paper.lines.join('\n')).toContain(number);
  expect(Math.max(...paper.lines.map((line) => line.length))).toBe(COLUMNS);
  expect(Math.abs(paper.body - REACH_PX)).toBeLessThan(1);
  expect(paper.widest).toBeLessThanOrEqual(paper.body + 1);
  expect(paper.widest).toBeGreaterThan(paper.body * 0.95);
  const pages = await pagesOf(page);
  expect(pages).toHaveLength(1);
  expect(pages[0]?.[0]).toBeCloseTo((80 / 25.4) * 72, 0);

  await page.reload();
  await page.getByRole('link', { name: 'Riwayat' }).click();
  await page.getByRole('button', { name: `Buka nota ${number}` }).click();
  await page.getByRole('button', { name: 'Cetak salinan' }).click();
  await expect(page.getByRole('radio', { name: '80 mm' })).toBeChecked();
  await expect(rule(COLUMNS).first()).toBeVisible();
});

test('a_printer_of_80_mm_gets_lines_of_48_letters', async ({ company, page }) => {
  const printer = await new Printer().on();
  const till = await openTill(page, company.shop);
  const set = { host: '127.0.0.1', port: printer.port, columns: COLUMNS, cut: true, drawer: false };
  const desk = await Desk.signIn(company.shop.node.base, 'budi', PASSWORD);
  await desk.put(`/api/v1/tills/${till}/printer`, set);
  await page.reload();
  await add(page, 'Kopi susu');
  await payExactly(page);
  const number = await paid(page);
  await page.getByRole('button', { name: 'Cetak struk' }).click();
  const job = await until('it is on paper', () => Promise.resolve(printer.jobs[0]));
  const lines = job.toString('latin1').split('\n');
  // Lines with commands of the printer's among their letters are longer than they print.
  const plain = lines.filter((line) => !/[^ -~]/.test(line));
  expect(lines.join('\n')).toContain(number);
  expect(plain).toContain('-'.repeat(COLUMNS));
  expect(Math.max(...plain.map((line) => line.length))).toBe(COLUMNS);
  expect(plain).toContainEqual(expect.stringMatching(/^.{42}24\.000$/));
  await printer.off();
});
