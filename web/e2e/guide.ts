// The pictures of the user guide, in both of its languages, of the demo as anybody sees it who
// starts it. `docs/guide/` shows them in this order.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Browser, type Page } from '@playwright/test';
import { add, payExactly, settled, signIn } from './cashier-place.ts';
import type { Demo } from './harness/demo.ts';
import { Desk } from './harness/desk.ts';
import { fileOf, settled as officeSettled } from './office-place.ts';
import { DESK, DOCS, keep, pageOf, test, till } from './picture-place.ts';

type Language = 'id' | 'en';

const picture = (language: Language, name: string): string =>
  join(DOCS, 'guide/pictures', language, `${name}.png`);

const kept = (page: Page, language: Language, name: string): Promise<void> =>
  keep(page, picture(language, name));

/** The week until today, in the shop's time: there is trade on each of its days. */
const LAST_WEEK = ((): string => {
  const day = (back: number): string =>
    new Date(Date.now() + (7 - 24 * back) * 3_600_000).toISOString().slice(0, 10);
  return `from=${day(7)}&to=${day(1)}`;
})();

const SHEET = `Kode;Nama;Kategori;Satuan;Harga;Stok
TB01;Teh celup melati isi 25;Minuman;dus;12.500;24
TB02;Kopi bubuk 200 g;Minuman;pcs;Rp 18.900;36
TB03;Gula batu 500 g;Sembako;pcs;14.000;20
`;

for (const language of ['id', 'en'] as const) {
  test(`the till, ${language}`, async ({ browser, demo }) => {
    const page = await till(browser, demo, { size: DESK, language });
    for (const name of ['Bakwan jagung', 'Bandrek', 'Bandrek', 'Asinan betawi']) {
      await add(page, name);
    }
    await kept(page, language, 'till');
    await page.keyboard.press('F9');
    await expect(page.getByTestId('due')).toBeVisible();
    await kept(page, language, 'pay');
    await page.keyboard.press('F9');
    await expect(page.getByTestId('done')).toBeVisible();
    await kept(page, language, 'paid');
    for (const [path, name] of [
      ['riwayat', 'history'],
      ['kas', 'shift'],
      ['ringkasan', 'summary'],
    ] as const) {
      await opened(page, demo, path);
      await kept(page, language, name);
    }
  });

  test(`the till without its centre, ${language}`, async ({ browser, demo }) => {
    const page = await till(browser, demo, { size: DESK, language });
    await settled(page);
    await demo.link('shop', false);
    await add(page, 'Bakwan jagung');
    await payExactly(page);
    await expect(page.getByTestId('done')).toBeVisible();
    await opened(page, demo, 'sinkron');
    await kept(page, language, 'link-cut');
    await demo.link('shop', true);
  });

  test(`the office, ${language}`, async ({ browser, demo }) => {
    const page = await office(browser, demo, language);
    const { product, branch } = await numbers(demo);
    for (const [path, name] of [
      ['', 'dashboard'],
      ['/produk', 'products'],
      [`/harga/${product}`, 'prices'],
      ['/stok?state=road', 'transfer'],
      ['/stok/isi', 'levels'],
      ['/laporan', 'reports'],
      [`/cabang/${branch}`, 'branch'],
      ['/orang', 'people'],
    ] as const) {
      await page.goto(`${demo.base('centre')}/kantor${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await kept(page, language, name);
    }
    await page.goto(`${demo.base('centre')}/kantor/produk/impor`);
    const sheet = { name: 'barang.csv', mimeType: 'text/csv', buffer: Buffer.from(SHEET) };
    await page.getByRole('main').locator('input[type=file]').setInputFiles(sheet);
    await expect(page.getByRole('row').filter({ hasText: 'Teh celup melati' })).toBeVisible();
    await kept(page, language, 'import');
  });

  test(`what a branch knows by itself, ${language}`, async ({ browser, demo }) => {
    const base = demo.base('cafe');
    const manager = demo.who('manager', 'SBY01');
    const page = await pageOf(browser, { size: DESK, language });
    await signIn(page, base, manager);
    const desk = await Desk.signIn(base, manager.login, manager.password);
    const { items } = await desk.get('/api/v1/customers');
    const [first] = items as { customer: string }[];
    for (const [path, name] of [
      [`/pelanggan/${first?.customer ?? ''}`, 'customer'],
      [`/laporan/sif?${LAST_WEEK}`, 'drawers'],
    ] as const) {
      await page.goto(`${base}/kantor${path}`);
      await officeSettled(page);
      await kept(page, language, name);
    }
  });

  test(`a page of a report, ${language}`, async ({ browser, demo }) => {
    const page = await office(browser, demo, language);
    await page.goto(`${demo.base('centre')}/kantor/laporan?${LAST_WEEK}`);
    await officeSettled(page);
    const { bytes } = await fileOf(page, page.getByRole('button', { name: 'PDF' }));
    await firstPage(page, bytes);
    const sheet = page.locator('canvas');
    await sheet.screenshot({ path: picture(language, 'report-pdf') });
  });
}

/** Draws the first page of a PDF, by the reader that browsers have it from. */
async function firstPage(page: Page, pdf: Buffer): Promise<void> {
  const reader = await readFile(fileURLToPath(import.meta.resolve('unpdf/pdfjs')), 'utf8');
  await page.goto('about:blank');
  await page.evaluate(
    async ([source, data]) => {
      const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
      const { getDocument } = (await import(url)) as typeof import('unpdf/pdfjs');
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const first = await (await getDocument({ data: bytes }).promise).getPage(1);
      const viewport = first.getViewport({ scale: 1.5 });
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: viewport.width, height: viewport.height });
      document.body.append(canvas);
      await first.render({ canvas, viewport }).promise;
    },
    [reader, pdf.toString('base64')] as const,
  );
}

async function opened(page: Page, demo: Demo, path: string): Promise<void> {
  await page.goto(`${demo.base('shop')}/kasir/${path}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function office(browser: Browser, demo: Demo, language: Language): Promise<Page> {
  const page = await pageOf(browser, { size: DESK, language });
  await signIn(page, demo.base('centre'), demo.who('owner'));
  return page;
}

/** A product whose price will change, and a branch. */
async function numbers(demo: Demo): Promise<Record<'product' | 'branch', string>> {
  const owner = demo.who('owner');
  const desk = await Desk.signIn(demo.base('centre'), owner.login, owner.password);
  const first = async (path: string, name: string): Promise<string> => {
    const { items } = await desk.get(path);
    const [row] = items as Record<string, unknown>[];
    return String(row?.[name] ?? '');
  };
  return {
    product: await first('/api/v1/prices?when=later', 'product'),
    branch: await first('/api/v1/branches', 'id'),
  };
}
