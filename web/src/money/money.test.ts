// The typed binding of the money engine, against figures of the golden sales' own rules.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { counted, splitEvenly, toCoin, upToNote } from './coins';
import { businessDate } from './day';
import { MoneyRefusal, useMoney } from './engine';
import { itemOf, readLabel } from './label';
import { resolvePrice } from './price';
import { qrisWithAmount } from './qris';
import { quote, type BasketAsked } from './quote';
import { amountText, plainAmount } from './text';

beforeAll(() => useMoney(readFileSync('src/money/money.wasm')));

const line = { per_milli: 1000, taxes: ['PB1'], service: false, discountable: true };
const asked: BasketAsked = {
  branch: {
    currency: 'IDR',
    tax_inclusive: false,
    is_pkp: false,
    tax_rounding: 'half_up',
    dpp_first: false,
    cash_rounding: { step: 100, threshold: 50 },
  },
  taxes: [
    { code: 'PPN', rate_ppm: 120_000, base_num: 11, base_den: 12 },
    { code: 'PB1', rate_ppm: 100_000, base_num: 1, base_den: 1 },
  ],
  lines: [
    { ...line, price: 32_000, quantity_milli: 2000 },
    { ...line, price: 22_000, quantity_milli: 1250, discount: { ppm: 100_000 } },
  ],
  tenders: [],
};

describe('a quote', () => {
  test('prices lines, discounts and taxes', () => {
    const done = quote(asked);
    expect(done.lines.map((row) => [row.gross, row.off, row.net])).toEqual([
      [64_000, 0, 64_000],
      [27_500, 2750, 24_750],
    ]);
    expect(done.taxes).toEqual([{ code: 'PB1', amount: 8875 }]);
    expect([done.gross, done.lineDiscount, done.net, done.total]).toEqual([
      91_500, 2750, 88_750, 97_625,
    ]);
    expect(done.balance).toBe(97_625);
  });

  test('settles cash to coins, and tells the change', () => {
    const done = quote({ ...asked, tenders: [{ kind: 'cash', amount: 100_000 }] });
    expect([done.rounding, done.payable, done.change, done.balance]).toEqual([
      -25, 97_600, 2400, 0,
    ]);
  });

  test('takes a bill discount off', () => {
    const done = quote({ ...asked, billDiscount: { amount: 8750 } });
    expect([done.billDiscount, done.net, done.total]).toEqual([8750, 80_000, 88_000]);
  });

  test('refuses more than is left without cash', () => {
    const over = (): unknown => quote({ ...asked, tenders: [{ kind: 'noncash', amount: 99_000 }] });
    expect(over).toThrow(MoneyRefusal);
  });
});

test('amounts are written with the Indonesian marks', () => {
  expect(plainAmount(178_200)).toBe('178.200');
  expect(plainAmount(-4000)).toBe('−4.000');
  expect(amountText(178_200)).toBe('Rp 178.200');
  expect(amountText(123_450, 'USD')).toContain('1.234,50');
});

test('coins round, notes round up, piles add up, totals split', () => {
  expect(toCoin(97_625, { step: 100, threshold: 50 })).toBe(97_600);
  expect(upToNote(178_200, 50_000)).toBe(200_000);
  expect(upToNote(200_000, 50_000)).toBe(200_000);
  expect(
    counted([
      { value: 100_000, count: 3 },
      { value: 500, count: 7 },
    ]),
  ).toBe(303_500);
  expect(splitEvenly(100_000, 3, 100)).toEqual([33_400, 33_300, 33_300]);
});

test('the most special price that is valid holds', () => {
  const from = { per_milli: 1000, min_milli: 0, valid_from: 0 };
  const versions = [
    { ...from, id: 1, scope: 'company', amount: 10 },
    { ...from, id: 2, scope: 'branch:4', amount: 8 },
    { ...from, id: 3, scope: 'branch:4', amount: 7, min_milli: 12_000 },
    { ...from, id: 4, scope: 'branch:4', amount: 5, valid_from: 100 },
  ];
  const at = (moment: number, quantity: number, branch = 4): number | undefined =>
    resolvePrice(versions, { region: 1, branch }, moment, quantity)?.id;
  expect([at(50, 1000), at(50, 12_000), at(50, 1000, 9), at(100, 1000)]).toEqual([2, 3, 1, 4]);
  expect(resolvePrice([], { region: 1, branch: 4 }, 0, 1000)).toBeUndefined();
});

test('a label tells item and weight or price, a wrong check digit is refused', () => {
  const rule = { prefix: 21, itemDigits: 5, valueDigits: 5, kind: 'weight', scale: 1 } as const;
  const code = '2100123012503';
  expect(itemOf(code, rule)).toBe('00123');
  expect(readLabel(code, rule, 13_500, 1000)).toEqual({ gross: 16_875, quantity: 1250 });
  const priced = { ...rule, kind: 'price', scale: 10 } as const;
  expect(readLabel(code, priced, 13_500, 1000)).toEqual({ gross: 12_500, quantity: 926 });
  expect(readLabel(code, priced, 1350, 100)).toEqual({ gross: 12_500, quantity: 926 });
  expect(() => readLabel('2100123012504', rule, 0, 1000)).toThrow(MoneyRefusal);
  expect(() => readLabel(code, priced, 0, 1000)).toThrow(MoneyRefusal);
});

test('a day begins at the cut-off of its shop', () => {
  const at = Date.UTC(2026, 10, 23, 20, 30);
  expect(businessDate(at, 420, 240)).toBe('2026-11-23');
  expect(businessDate(at, 540, 240)).toBe('2026-11-24');
});

test('a QRIS that is no static code is refused', () => {
  expect(() => qrisWithAmount('000201', 5000)).toThrow(MoneyRefusal);
});
