// Goods picked for a movement.
import { expect, it } from 'vitest';
import type { ProductRow, TransferRow } from '../shapes';
import { goodsOf, GoodsLines, resendQuery } from './lines.svelte';

const row = {
  id: 4,
  name: 'Gula',
  unit: 'kg',
  fractional: true,
  warehouse_milli: 5000,
} as ProductRow;

it('takes a product once, and is complete when every line has a quantity', () => {
  const lines = new GoodsLines();
  expect(lines.isComplete(1)).toBe(false);
  lines.add(row);
  lines.add(row, 2000);
  expect(lines.all).toHaveLength(1);
  expect(lines.isComplete(1)).toBe(false);
  const [line] = lines.all;
  if (line) line.milli = 0;
  expect([lines.isComplete(0), lines.isComplete(1)]).toEqual([true, false]);
  if (line) line.milli = 1500;
  expect(lines.body(-1)).toEqual([{ product: 4, quantity_milli: -1500 }]);
});

it('writes what was short into an address and reads it back', () => {
  const transfer = {
    to: 'branch:2',
    lines: [
      { product: 1, quantity_milli: 5000, short_milli: 2000 },
      { product: 2, quantity_milli: 5000, short_milli: 0 },
      { product: 3, quantity_milli: 5000, short_milli: 500 },
    ],
  } as TransferRow;
  const query = new URLSearchParams(resendQuery(transfer));
  expect(query.get('to')).toBe('branch:2');
  expect(goodsOf(query.get('goods') ?? '')).toEqual([
    { product: 1, milli: 2000 },
    { product: 3, milli: 500 },
  ]);
  expect(goodsOf('1:x,-2:5,')).toEqual([]);
});
