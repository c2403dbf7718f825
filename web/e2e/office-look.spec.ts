// Every page of the office as people see it: by daylight and at night, at a desk and on a phone,
// without a fault that axe finds, without anything cut off, and without asking anybody else.
import type { Browser, Page } from '@playwright/test';
import { PASSWORD, type Company } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { axeFaults } from './harness/axe.ts';
import { guard, picture } from './harness/look.ts';
import { until } from './harness/place.ts';
import { expect, test as withCompany } from './harness/test.ts';
import { addProduct, openOffice, productOf, sell, settled } from './office-place.ts';

/** A company in which every page has something to show. */
const test = withCompany.extend<object, { traded: Company }>({
  traded: [
    async ({ company }, use) => {
      const goods = await productOf(company, 'NG');
      await sell(company.shop, goods, 25_000);
      await comeShort(company);
      const lines = [{ product: await productOf(company, 'GP'), quantity_milli: 7000 }];
      await company.owner.post('/api/v1/stocktakes', { command: command(), lines });
      await company.owner.added('/api/v1/modifiers', {
        name: 'Ukuran',
        least: 1,
        most: 1,
        options: [{ name: 'Biasa' }, { name: 'Besar', price: 5000 }],
        products: [goods],
      });
      const scope = { branch: company.shop.id };
      const price = { command: command(), product: goods, scope, amount: 26_000 };
      await company.owner.post('/api/v1/prices', price);
      await company.inStep(company.shop);
      await use(company);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

test.use({ actionTimeout: 30_000 });

/** Sends goods to the shop, of which not all arrive. */
async function comeShort(company: Company): Promise<void> {
  const goods = { sku: 'SL', name: 'Selai kacang', price: 30_000, stock: 12 };
  const product = await addProduct(company, goods);
  const transfer = command();
  await company.owner.post('/api/v1/transfers', {
    command: command(),
    transfer,
    to: { branch: company.shop.id },
    lines: [{ product, quantity_milli: 8000 }],
  });
  const desk = await Desk.signIn(company.shop.node.base, 'budi', PASSWORD);
  await until('the transfer is known at the branch', async () => {
    const answer = await desk.ask('GET', `/api/v1/transfers/${transfer}`);
    return answer.ok ? true : undefined;
  });
  await desk.post(`/api/v1/transfers/${transfer}/receive`, {
    command: command(),
    lines: [{ product, good_milli: 6000, damaged_milli: 1000 }],
  });
}

const DESK = { width: 1366, height: 820 };
const PHONE = { width: 390, height: 844 };

/** What can be pressed and is lower than a finger, and how far the page is wider than the screen. */
async function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    const low = [...document.querySelectorAll('button, select, input, a, [role=option]')]
      .filter((part) => part.checkVisibility({ visibilityProperty: true }))
      .filter((part) => !part.matches('.skip, [tabindex="-1"]'))
      .map((part) => ({ part, box: (part.closest('label') ?? part).getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0 && box.height < 43.5)
      .map(({ part, box }) => `${part.outerHTML.slice(0, 90)} is ${box.height} px high`);
    return wide > 0 ? [`${wide} px too wide`, ...low] : low;
  });
}

/** The office asks the device once, at its start; a page that stands is turned as a person does it. */
function wear(page: Page, theme: 'light' | 'dark'): Promise<void> {
  return page.evaluate((theme) => void (document.documentElement.dataset['theme'] = theme), theme);
}

/** One page in all four looks. The colours of a phone at night are those of a desk at night. */
async function everyLookOf(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of [
    ['desk', DESK],
    ['phone', PHONE],
  ] as const) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await wear(page, colorScheme);
      const look = `kantor-${name}-${size}-${colorScheme}`;
      await picture(page, look);
      if (size === 'phone' && colorScheme === 'dark') continue;
      expect(await axeFaults(page), `axe, ${look}`).toEqual([]);
    }
  }
  expect(await tooSmall(page), `fingers, ${name}`).toEqual([]);
}

/** Pages in all four looks, one after the other. */
async function look(browser: Browser, base: string, pages: Record<string, string>): Promise<void> {
  const context = await browser.newContext({ viewport: DESK });
  const page = await context.newPage();
  const found = guard(page, base);
  await openOffice(page, base);
  for (const [name, path] of Object.entries(pages)) {
    await page.setViewportSize(DESK);
    await page.goto(`${base}/kantor${path}`);
    await settled(page);
    await everyLookOf(page, name);
  }
  expect(found).toEqual({ strangers: [], errors: [] });
  await context.close();
}

test('the_pages_of_the_day_and_its_reports_are_whole', async ({ traded, browser }) => {
  await look(browser, traded.centre.base, {
    ringkasan: '',
    penjualan: '/penjualan',
    laporan: '/laporan?by=products',
    sif: '/laporan/sif',
    cetak: '/laporan/cetak?by=days',
    akun: '/akun',
    'tidak-ada': '/tidak-ada',
  });
});

test('the_pages_of_goods_and_prices_are_whole', async ({ traded, browser }) => {
  const goods = await productOf(traded, 'NG');
  await look(browser, traded.centre.base, {
    produk: '/produk',
    'produk-baru': '/produk/baru',
    produk1: `/produk/${goods}`,
    impor: '/produk/impor',
    kategori: '/produk/kategori',
    harga: '/harga',
    harga1: `/harga/${goods}`,
  });
});

test('the_pages_of_what_is_asked_with_a_dish_are_whole', async ({ traded, browser }) => {
  await look(browser, traded.centre.base, {
    pilihan: '/produk/pilihan',
    'pilihan-baru': '/produk/pilihan/baru',
    pilihan1: '/produk/pilihan/1',
  });
});

test('the_pages_of_stock_are_whole', async ({ traded, browser }) => {
  const goods = await productOf(traded, 'SL');
  await look(browser, traded.centre.base, {
    kiriman: '/stok',
    'kiriman-baru': `/stok/kirim?to=branch:${traded.shop.id}&goods=${goods}:1000`,
    gudang: '/stok/isi',
    barang: `/stok/barang/${goods}`,
    opname: '/stok/opname',
    mutasi: '/stok/mutasi',
  });
});

test('the_pages_of_branches_people_and_audit_are_whole', async ({ traded, browser }) => {
  const { id } = traded.shop;
  await look(browser, traded.centre.base, {
    cabang: '/cabang',
    'cabang-baru': '/cabang/baru',
    daerah: '/cabang/daerah',
    cabang1: `/cabang/${id}`,
    struk: `/cabang/${id}?part=settings`,
    'meja-kosong': `/cabang/${id}/meja`,
    kunci: `/cabang/${id}?part=device`,
    kesehatan: `/cabang/${id}?part=health`,
    karantina: '/karantina',
    orang: '/orang',
    catatan: '/catatan',
  });
});
