// Whether shifts add up as their rows say.
import { expect, it } from 'vitest';
import type { ShiftOfReport } from '../../shapes';
import { sumOf, takenBy, tillsOf } from './sums';

function shift(till: number, total: number, difference?: number): ShiftOfReport {
  const x = { sales: 2, voids: 1, refunds: 1, discount: 500 };
  const methods = [{ method: 'cash', amount: total }];
  const z = difference === undefined ? {} : { z: { difference } };
  const detail = { shift: `${till}`, till, n: 1, x: { ...x, methods }, ...z };
  return { till_name: `Kasir ${till}`, revenue: total - 1_000, detail } as unknown as ShiftOfReport;
}

it('adds what was taken and what is missing, and leaves open drawers out', () => {
  const shifts = [shift(2, 10_000, -300), shift(1, 20_000, 100), shift(2, 5_000)];
  expect(sumOf(shifts)).toEqual({
    revenue: 32_000,
    sales: 6,
    voids: 3,
    refunds: 3,
    discount: 1_500,
    difference: -200,
    closed: 2,
    open: 1,
  });
  expect(takenBy(shifts)).toEqual([{ method: 'cash', amount: 35_000 }]);
  expect(tillsOf(shifts)).toEqual([
    { till: 1, name: 'Kasir 1', revenue: 19_000 },
    { till: 2, name: 'Kasir 2', revenue: 13_000 },
  ]);
});
