// Steps that every test of a bill begins with: a restaurant with service and tax, tables with
// orders, a till that looks at them. By HTTP where it only has to be so.
import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import { newTill, salesOf, selling, signIn } from './cashier-place.ts';
import { layTables } from './evening-place.ts';
import { PASSWORD, type Branch, type Company } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { until } from './harness/place.ts';

/** A dish with tax and service; 40.000 before both. */
export const SOTO = 40_000;

/** A table of the house, as the node lists it. */
export interface Laid {
  table: string;
  label: string;
  sitting: number;
}

/** A restaurant: 5 % service on top and 10 % tax on both, a dish that carries them, and tables. */
export class Restaurant {
  private constructor(
    readonly branch: Branch,
    readonly manager: Desk,
    private readonly soto: number,
  ) {}

  static async open(
    company: Company,
    labels = ['7', '8', '9'],
    settings: object = {},
  ): Promise<Restaurant> {
    const { shop, owner } = company;
    const tax = { code: 'PB1', name: 'PB1 10%', rate_ppm: 100_000, valid_from: 0 };
    await owner.added('/api/v1/taxes', tax);
    const { items } = await owner.get('/api/v1/categories');
    const [category] = items as { id: number }[];
    const dish = { sku: 'SA', name: 'Soto ayam', category: category?.id, unit: 'porsi' };
    const sold = { taxes: ['PB1'], service: true, stocked: false, price: SOTO };
    const soto = await owner.added('/api/v1/products', { ...dish, ...sold });
    const { items: branches } = await owner.get('/api/v1/branches');
    const [row] = branches as { id: number; region: number }[];
    await owner.put(`/api/v1/branches/${row?.id}`, {
      command: command(),
      code: shop.code,
      name: `Nusa ${shop.code}`,
      region: row?.region,
      address: 'Jl. Contoh 1',
      tax_inclusive: false,
      service: { ppm: 50_000, basis: 'after_discount', taxable: true },
      cash_rounding: { step: 100, threshold: 50 },
      ...settings,
    });
    const manager = await layTables(shop, labels);
    const lines = [{ product: soto, quantity_milli: 1000 }];
    await until('the branch has the dish and its taxes', async () => {
      const answer = await manager.ask('POST', '/api/v1/quote', { lines });
      const quote = (await answer.json()) as { total?: number };
      return quote.total === 46_200 ? true : undefined;
    });
    return new Restaurant(shop, manager, soto);
  }

  async tables(): Promise<Laid[]> {
    return (await this.manager.get('/api/v1/tables')).items as Laid[];
  }

  async table(label: string): Promise<Laid> {
    const table = (await this.tables()).find((one) => one.label === label);
    if (!table) throw new Error(`no table is called ${label}`);
    return table;
  }

  /** Somebody at a table orders so many bowls, a line for each. */
  async order(label: string, guest: string | undefined, bowls: number): Promise<string> {
    const { table, sitting } = await this.table(label);
    return this.#place({ table: { table, sitting } }, guest, bowls);
  }

  /** Somebody takes so many bowls along. */
  toGo(guest: string, bowls: number): Promise<string> {
    return this.#place('take_away', guest, bowls);
  }

  async #place(service: unknown, guest: string | undefined, bowls: number): Promise<string> {
    const dish = { product: this.soto, quantity_milli: 1000, note: 'tanpa seledri' };
    const lines = Array.from({ length: bowls }, () => dish);
    const body = { command: command(), service, guest, lines };
    return String((await this.manager.post('/api/v1/orders', body))['order']);
  }

  async sales(): Promise<{ total: number; receipt_no: string; sale: string }[]> {
    const rows = await salesOf(this.branch);
    return rows as unknown as { total: number; receipt_no: string; sale: string }[];
  }

  /** A new till of its own that shows the page of tables. */
  async till(browser: Browser, viewport = { width: 1366, height: 820 }): Promise<Page> {
    const { base } = this.branch.node;
    const page = await (await browser.newContext({ viewport, baseURL: base })).newPage();
    await newTill(page, base, { login: 'budi', password: PASSWORD });
    await signIn(page, base, { login: 'dewi', password: PASSWORD });
    await page.goto(`${base}/kasir`);
    await selling(page);
    await page.getByRole('link', { name: 'Meja', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Meja' })).toBeVisible();
    return page;
  }
}

/** What waits to be paid at a place, on the page. */
export function waiting(page: Page, place: string | RegExp): Locator {
  return page.getByRole('main').getByRole('button', { name: place });
}

/** Opens the bill of a place. */
export async function openBill(page: Page, place: string | RegExp): Promise<Locator> {
  await waiting(page, place).click();
  const bill = page.getByRole('complementary', { name: 'Tagihan' });
  await expect(bill.getByTestId('bill-total')).toBeVisible();
  return bill;
}

/** Pays what is open exactly, in cash. */
export async function payOpen(page: Page): Promise<void> {
  const bill = page.getByRole('complementary', { name: 'Tagihan' });
  await expect(bill.getByRole('button', { name: /^Bayar Rp/ })).toBeEnabled();
  await page.keyboard.press('F9');
  await expect(page.getByTestId('due')).toBeVisible();
  await page.keyboard.press('F9');
  await expect(page.getByTestId('done')).toBeVisible();
}
