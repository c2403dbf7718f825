// What shifts come to together. Adds what the node said of each; knows no screen.
import type { ShiftOfReport } from '../../shapes';

export interface Sum {
  revenue: number;
  sales: number;
  voids: number;
  refunds: number;
  discount: number;
  /** Counted less expected, of the closed ones. */
  difference: number;
  closed: number;
  open: number;
}

export function sumOf(shifts: readonly ShiftOfReport[]): Sum {
  const add = (of: (shift: ShiftOfReport) => number): number =>
    shifts.reduce((sum, shift) => sum + of(shift), 0);
  const closed = shifts.filter(({ detail }) => detail.z).length;
  return {
    revenue: add(({ revenue }) => revenue),
    sales: add(({ detail }) => detail.x.sales),
    voids: add(({ detail }) => detail.x.voids),
    refunds: add(({ detail }) => detail.x.refunds),
    discount: add(({ detail }) => detail.x.discount),
    difference: add(({ detail }) => detail.z?.difference ?? 0),
    closed,
    open: shifts.length - closed,
  };
}

/** What each method brought, the most first. */
export function takenBy(shifts: readonly ShiftOfReport[]): { method: string; amount: number }[] {
  const sums = new Map<string, number>();
  for (const { method, amount } of shifts.flatMap(({ detail }) => detail.x.methods)) {
    sums.set(method, (sums.get(method) ?? 0) + amount);
  }
  return [...sums]
    .map(([method, amount]) => ({ method, amount }))
    .sort((a, b) => b.amount - a.amount);
}

/** What each till took, by its number. */
export function tillsOf(
  shifts: readonly ShiftOfReport[],
): { till: number; name: string; revenue: number }[] {
  const tills = new Map<number, { till: number; name: string; revenue: number }>();
  for (const shift of shifts) {
    const { till } = shift.detail;
    const known = tills.get(till) ?? { till, name: shift.till_name ?? String(till), revenue: 0 };
    tills.set(till, { ...known, revenue: known.revenue + shift.revenue });
  }
  return [...tills.values()].sort((a, b) => a.till - b.till);
}
