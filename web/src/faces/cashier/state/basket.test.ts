// The basket and its payment over a real shelf and the real money engine.
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CatalogueColumns } from '../../../data/catalogue';
import { keep, openDevice, type Device } from '../../../data/device';
import { useMoney } from '../../../money/engine';
import { Payment } from '../pay/payment.svelte';
import { overLimit } from '../sell/discount';
import { Basket } from './basket.svelte';
import { BRANCH, COLUMNS } from './samples';
import { Shelf } from './shelf.svelte';

let device: Device;
let shelf: Shelf;
let basket: Basket;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  await useMoney(readFileSync('src/money/money.wasm'));
  device = await openDevice('basket');
  await keep(device, 'catalogue', COLUMNS);
  await keep(device, 'levels', { products: [1, 2], level_milli: [4000, 0] });
  shelf = new Shelf(device);
  await shelf.open();
});

afterAll(() => {
  vi.useRealTimers();
  device.close();
});

beforeEach(() => {
  basket = new Basket(shelf);
});

function product(id: number) {
  const found = shelf.catalogue?.product(id);
  if (!found) throw new Error(`no product ${id}`);
  return found;
}

test('a shelf is read from its columns, by name, with levels where stock is kept', () => {
  expect(shelf.catalogue?.products.map((one) => one.name)).toEqual([
    'Beras ramos',
    'Kopi tubruk',
    'Teh botol',
  ]);
  expect(shelf.catalogue?.categories.map((one) => one.name)).toEqual(['Minuman', 'Sembako']);
  expect(product(2)).toMatchObject({ unit: 'kg', fractional: true, picture: 'ab', taxes: [] });
  expect([shelf.level(product(1)), shelf.level(product(2)), shelf.level(product(3))]).toEqual([
    4000,
    0,
    undefined,
  ]);
  expect(shelf.catalogue?.withCode('899000').map((one) => one.id)).toEqual([1, 3]);
  expect(shelf.strict).toBe(true);
});

test('a label of a scale is a line of its own that says its price, whatever holds now', async () => {
  const labels = [{ prefix: 21, item_digits: 5, value_digits: 5, kind: 'price', scale: 10 }];
  const columns = (amount: number, read: typeof labels): CatalogueColumns => ({
    ...COLUMNS,
    prices: { ...COLUMNS.prices, amount: [20_000, 18_000, amount] },
    branch: { ...BRANCH, till: { ...BRANCH.till, labels: read } },
  });
  const shelfOf = async (amount: number, read = labels): Promise<Shelf> => {
    await keep(device, 'catalogue', columns(amount, read));
    const found = new Shelf(device);
    await found.open();
    return found;
  };
  const code = '2100123029402';
  basket = new Basket(await shelfOf(15_000));
  basket.add(product(2), 1250);
  basket.add(product(2), 1960, code);
  const labelled = basket.lines[1]?.key ?? 0;
  basket.step(labelled, 1);
  expect(basket.lines.map((line) => basket.quantityOf(line))).toEqual([1250, 1960, 1960]);
  expect(basket.quote?.lines.slice(1).map((line) => line.gross)).toEqual([29_400, 29_400]);
  basket.step(labelled, -1);
  basket.setNote(basket.lines[1]?.key ?? 0, 'tanpa menir');
  // The price changes: the pack costs what it says and weighs otherwise.
  const dearer = new Basket(await shelfOf(20_000));
  dearer.take(basket.kept());
  expect(dearer.lines.map((line) => dearer.quantityOf(line))).toEqual([1250, 1470]);
  expect(dearer.quantities.get(2)).toBe(2720);
  expect(dearer.quote?.lines[1]?.gross).toBe(29_400);
  // The layout is gone: nobody guesses what the label says.
  const unread = new Basket(await shelfOf(20_000, []));
  unread.take(basket.kept());
  expect(unread.unpriced).toMatchObject({ why: 'label', product: { id: 2 } });
  await keep(device, 'catalogue', COLUMNS);
});

test('the same product adds to its plain line, a note or a discount keeps lines apart', () => {
  basket.add(product(1));
  basket.add(product(1));
  const [line] = basket.lines;
  expect(line?.quantity).toBe(2000);
  basket.setNote(line?.key ?? 0, '  tanpa gula ');
  basket.add(product(1));
  expect(basket.lines.map((one) => [one.quantity, one.note])).toEqual([
    [2000, 'tanpa gula'],
    [1000, undefined],
  ]);
  expect(basket.quantities.get(1)).toBe(3000);
});

test('the price of a dozen looks at all lines of the product together', () => {
  basket.add(product(1), 6000);
  basket.setNote(basket.lines[0]?.key ?? 0, 'satu');
  basket.add(product(1), 6000);
  expect(basket.quote?.gross).toBe(216_000);
  basket.step(basket.lines[1]?.key ?? 0, -1);
  expect(basket.quote?.gross).toBe(220_000);
});

test('weight and tax are priced by the engine', () => {
  basket.add(product(1));
  basket.add(product(2), 1250);
  expect(basket.quote).toMatchObject({ gross: 38_750, net: 38_750, total: 40_750 });
  expect(basket.quote?.taxes).toEqual([{ code: 'PB1', amount: 2000 }]);
});

test('a product without a price leaves the basket without a total and says which', () => {
  basket.add(product(3));
  expect(basket.quote).toBeUndefined();
  expect(basket.unpriced).toMatchObject({ why: 'price_missing', product: { name: 'Teh botol' } });
});

test('less than one takes the line away, and the last line takes the discount along', () => {
  basket.add(product(1));
  basket.setBillDiscount({ ppm: 50_000 });
  basket.step(basket.lines[0]?.key ?? 0, -1);
  expect([basket.empty, basket.billDiscount, basket.quote]).toEqual([true, undefined, undefined]);
});

test('what is held comes back as it was, without what is no longer sold', () => {
  basket.add(product(1), 2000);
  basket.setDiscount(basket.lines[0]?.key ?? 0, { ppm: 100_000 });
  const kept = [...basket.kept(), { product: 99, quantity: 1000 }];
  const again = new Basket(shelf);
  expect(again.take(kept, { amount: 1000 })).toBe(1);
  expect(again.quote?.total).toBe(38_500);
});

test.each([
  [{ ppm: 100_000 }, false],
  [{ ppm: 100_001 }, true],
  [{ amount: 2000 }, false],
  [{ amount: 2001 }, true],
])('a discount of %j is above the limit of ten per cent: %s', (discount, over) => {
  basket.add(product(1));
  basket.setDiscount(basket.lines[0]?.key ?? 0, discount);
  expect(overLimit(basket, 100_000)).toBe(over);
  basket.setDiscount(basket.lines[0]?.key ?? 0, undefined);
  basket.setBillDiscount(discount);
  expect(overLimit(basket, 100_000)).toBe(over);
});

test('cash is due in coins, may be more, and never less', () => {
  basket.add(product(2), 1003);
  expect(basket.quote?.total).toBe(15_045);
  const payment = new Payment(basket, ['cash', 'qris'], {});
  expect([payment.due, payment.amount, payment.enough, payment.settled?.change]).toEqual([
    15_000,
    15_000,
    true,
    0,
  ]);
  expect(payment.notes).toEqual([20_000, 50_000, 100_000]);
  payment.receive(20_000);
  expect([payment.complete, payment.settled?.change]).toEqual([true, 5000]);
  payment.receive(undefined);
  payment.type('14');
  payment.type('000');
  expect([payment.amount, payment.complete, payment.settled?.balance]).toEqual([
    14_000,
    false,
    1000,
  ]);
});

test('without cash the rest is due exactly and more is refused', () => {
  basket.add(product(2), 1003);
  const payment = new Payment(basket, ['cash', 'qris'], { method: 'qris' });
  expect([payment.due, payment.complete]).toEqual([15_045, true]);
  payment.receive(15_046);
  expect([payment.over, payment.complete]).toEqual([true, false]);
});

test('several payments add up, and one can be taken back', () => {
  basket.add(product(1), 2000);
  const payment = new Payment(basket, ['cash', 'qris'], { received: 30_000 });
  expect([payment.partial, payment.complete]).toEqual([true, false]);
  payment.addPart();
  expect([payment.method, payment.due, payment.complete]).toEqual(['qris', 14_000, true]);
  payment.reference = ' 123 ';
  expect(payment.all()).toEqual([
    { method: 'cash', amount: 30_000 },
    { method: 'qris', amount: 14_000, reference: '123' },
  ]);
  const [first] = payment.paid;
  if (first) payment.takeBack(first);
  expect([payment.paid.length, payment.due]).toEqual([0, 44_000]);
});

test('what is owed needs a name', () => {
  basket.add(product(1));
  const payment = new Payment(basket, ['on_account'], {});
  expect(payment.complete).toBe(false);
  payment.reference = 'Bu Rina';
  expect(payment.complete).toBe(true);
});
