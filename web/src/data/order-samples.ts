// Orders and tables for tests: one of each, changed as a test needs. Not part of any face.
import type { DishView, OrderView, TableView } from './order-shapes';

export function aDish(change: Partial<DishView> = {}): DishView {
  return {
    product: 1,
    name: 'Nasi goreng',
    category: 9,
    unit: 'porsi',
    quantity_milli: 1000,
    price: 20_000,
    per_milli: 1000,
    gross: 20_000,
    ...change,
  };
}

/** Two dishes for table 7: one of category 9, one of category 4. */
export function anOrder(change: Partial<OrderView> = {}): OrderView {
  return {
    order: 'a',
    bill: 'a',
    n: 1,
    business_date: '2026-11-29',
    service: 'table',
    table: 't7',
    label: '7',
    sitting: 3,
    state: 'placed',
    at: 1_000,
    gross: 28_000,
    lines: [aDish(), aDish({ product: 2, name: 'Es teh', category: 4, gross: 8_000 })],
    ready: [],
    ...change,
  };
}

/** The order with these lines done. */
export function ready(lines: number[]): OrderView {
  return anOrder({ state: 'started', ready: lines });
}

export function aTable(change: Partial<TableView> = {}): TableView {
  return {
    table: 't7',
    area: 'Teras',
    label: '7',
    seats: 4,
    active: true,
    sitting: 3,
    open_orders: 1,
    gross: 28_000,
    since: 1_000,
    guests: 1,
    ...change,
  };
}
