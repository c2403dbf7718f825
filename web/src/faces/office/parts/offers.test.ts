// What a product picker offers, against a list that pages as the node does.
import { expect, it } from 'vitest';
import type { ProductRow } from '../shapes';
import { exactFirst, ProductOffers, type ProductsAsked, type ProductPage } from './offers.svelte';

function product(id: number, sku: string, barcode = '', name = `Barang ${sku}`): ProductRow {
  return { id, sku, barcode, name } as ProductRow;
}

/** A node with these products: finds the words anywhere, orders by name or by SKU, pages. */
function node(rows: ProductRow[], asked: ProductsAsked[] = []) {
  return async (question: ProductsAsked): Promise<ProductPage> => {
    asked.push(question);
    const { search = '', sort, limit, after } = question;
    const key = (row: ProductRow): string => (sort === 'sku' ? row.sku : row.name);
    const found = rows
      .filter((row) => `${row.name}\n${row.sku}\n${row.barcode}`.toLowerCase().includes(search))
      .sort((one, other) => (key(one) < key(other) ? -1 : 1));
    const from = found.findIndex((row) => String(row.id) === after) + 1;
    const items = found.slice(from, from + limit);
    const more = from + items.length < found.length;
    return { items, ...(more ? { next: String(items.at(-1)?.id) } : {}) };
  };
}

async function offered(rows: ProductRow[], typed: string, asked?: ProductsAsked[]) {
  const offers = new ProductOffers(node(rows, asked));
  await offers.look(typed, () => undefined);
  return offers.rows?.map((row) => row.sku) ?? [];
}

it.each<[typed: string, first: string[]]>([
  ['gp', ['GP', 'AGP', 'GP-2']],
  ['8990', ['K8', 'GP', 'GP-2']],
  ['barang', ['AGP', 'GP', 'GP-2', 'K8']],
])('puts the exact code for %s before what only contains it', (typed, skus) => {
  const rows = [
    product(1, 'AGP'),
    product(2, 'GP', '89901'),
    product(3, 'GP-2', '89902'),
    product(4, 'K8', '8990'),
  ];
  const found = rows.filter((row) =>
    `${row.name} ${row.sku} ${row.barcode}`.toLowerCase().includes(typed),
  );
  expect(exactFirst(found, typed).map((row) => row.sku)).toEqual(skus);
});

it('puts an exact SKU before an exact barcode', () => {
  const rows = [product(1, 'X', '77'), product(2, '77')];
  expect(exactFirst(rows, '77').map((row) => row.id)).toEqual([2, 1]);
});

it('finds an exact code that the first page does not hold', async () => {
  const many = Array.from({ length: 1_200 }, (_, n) => product(n + 1, `A12-${10_000 + n}`));
  const [sku, barcode] = [product(9_001, '12', '', 'Zaitun'), product(9_002, 'Z', '12', 'Zuper')];
  expect((await offered([...many, sku], '12'))[0]).toBe('12');
  expect((await offered([...many, barcode], '12'))[0]).toBe('Z');
});

it('asks once when the first page says it all', async () => {
  const rows = Array.from({ length: 30 }, (_, n) => product(n + 1, `A${n + 1}`));
  const asked: ProductsAsked[] = [];
  expect((await offered(rows, 'a1', asked))[0]).toBe('A1');
  expect(await offered(rows, '', asked)).toHaveLength(20);
  expect(asked).toEqual([{ search: 'a1', limit: 20 }, { limit: 20 }]);
});

it('reads on no longer than a code could be meant', async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => product(n + 1, `KODE${10_000 + n}`));
  const asked: ProductsAsked[] = [];
  expect(await offered(rows, 'kode', asked)).toHaveLength(20);
  expect(asked.map(({ limit }) => limit)).toEqual([20, 500, 500, 500, 500]);
});

it('shows no late answer, and knows which words it answers', async () => {
  const held: ((page: ProductPage) => void)[] = [];
  const offers = new ProductOffers(() => new Promise((answer) => held.push(answer)));
  let told = 0;
  const [first, second] = ['ko', 'kopi '].map((typed) => offers.look(typed, () => (told += 1)));
  held[1]?.({ items: [product(2, 'KS')] });
  await second;
  held[0]?.({ items: [product(1, 'KT')] });
  await first;
  expect(offers.rows?.map((row) => row.id)).toEqual([2]);
  expect([offers.answers('kopi'), offers.answers('ko'), told]).toEqual([true, false, 1]);
});
