// A small menu, a draft and an order, for the tests of the guest face.
import type { Draft, DraftLine, Order } from '../shapes';
import { Menu } from './menu';

export const MENU = new Menu({
  branch: { code: 'DGO', name: 'Kopi Sudut', address: '', currency: 'IDR', tz_offset_min: 420 },
  categories: [
    { id: 1, name: 'Hidangan' },
    { id: 2, name: 'Kopi' },
    { id: 3, name: 'Kosong' },
  ],
  products: [
    product(1, 'Nasi goreng', 1, [7, 8]),
    product(2, 'Kopi tubruk', 2),
    { ...product(3, 'Sate ayam', 1), sold_out: true },
  ],
  groups: [
    {
      group: 7,
      name: 'Pedas',
      least: 1,
      most: 1,
      options: [option(71, 'Sedang'), option(72, 'Pedas')],
    },
    {
      group: 8,
      name: 'Tambahan',
      least: 0,
      most: 2,
      options: [81, 82, 83].map((id) => option(id, `Ekstra ${id}`)),
    },
  ],
  popular: [3, 2, 99],
});

function product(id: number, name: string, category: number, groups: number[] = []) {
  return {
    id,
    name,
    category,
    unit: 'porsi',
    price: 10_000,
    per_milli: 1000,
    sold_out: false,
    groups,
  };
}

function option(option: number, name: string) {
  return { option, name, price: 0 };
}

/** A line of a draft as the node has it. */
export function line(id: string, product: number, portions = 1): DraftLine {
  const quantity_milli = portions * 1000;
  return {
    line: id,
    product,
    quantity_milli,
    chosen: [],
    name: `#${product}`,
    chosen_names: [],
    gross: 1,
  };
}

/** A guest's draft. */
export function draft(guest: string, lines: DraftLine[]): Draft {
  return { table: 't', label: '7', sitting: 1, guest, lines, gross: lines.length };
}

/** An order of so many dishes. */
export function order(id: string, more: Partial<Order> = {}): Order {
  const dish = {
    category: 1,
    gross: 1,
    name: 'x',
    per_milli: 1000,
    price: 1,
    product: 1,
    unit: 'porsi',
  };
  const lines = [1, 2, 3].map((n) => ({ ...dish, quantity_milli: n * 1000 }));
  const base = {
    order: id,
    bill: id,
    at: 0,
    business_date: '',
    gross: 3,
    n: 1,
    service: 'table',
    ready: [],
  };
  return { ...base, state: 'placed', lines, ...more };
}
