// What the board shows of tables and orders to go.
import { expect, it } from 'vitest';
import { anOrder, aTable, ready } from '../../data/order-samples';
import type { OrderView, TableView } from '../../data/order-shapes';
import { EMPTY_HOUSE, told, type House } from '../../data/orders-feed';
import { LATE_MS } from '../staff/place';
import { ageOf, awaysOf, countsOf, grossOf, servedOf, spotsOf, stateOf, type Spot } from './spots';

const NOW = 10_000;

function house(orders: OrderView[], tables: TableView[] = [aTable()]): House {
  return told(EMPTY_HOUSE, { type: 'snapshot', cursor: 1, orders, tables, drafts: [], calls: [] });
}

function spot(...orders: OrderView[]): Spot {
  const [found] = spotsOf(house(orders));
  if (!found) throw new Error('no table');
  return found;
}

it('stands tables by room and by number as people count', () => {
  const tables = ['10', '9', '2'].map((label) => aTable({ table: label, label }));
  const inside = aTable({ table: 'in', label: '30', area: 'Dalam' });
  const spots = spotsOf(house([], [...tables, inside, aTable({ table: 'off', active: false })]));
  expect(spots.map(({ table }) => table.label)).toEqual(['30', '2', '9', '10']);
});

it('has of a table the orders of its running sitting that were not called off', () => {
  const { orders } = spot(
    anOrder({ order: 'a' }),
    anOrder({ order: 'b', state: 'cancelled' }),
    anOrder({ order: 'c', sitting: 2 }),
  );
  expect(orders.map(({ order }) => order)).toEqual(['a']);
});

it('says the most pressing of what is true, lateness before all', () => {
  const done = anOrder({ order: 'd', state: 'finished' });
  expect(stateOf(spot(), NOW)).toBe('choosing');
  expect(stateOf(spot(done), NOW)).toBe('finished');
  expect(stateOf(spot(done, ready([0])), NOW)).toBe('started');
  expect(stateOf(spot(done, anOrder()), NOW)).toBe('placed');
  expect(stateOf(spot(anOrder()), 1_001 + LATE_MS)).toBe('late');
  expect(stateOf(spot(done), 1_001 + LATE_MS)).toBe('finished');
});

it('counts dishes that are made and what everything comes to', () => {
  const orders = [ready([1]), anOrder({ order: 'b', state: 'finished' })];
  expect(servedOf(orders)).toEqual({ done: 3, all: 4 });
  expect(grossOf(orders)).toBe(56_000);
});

it('is as old as the oldest order that somebody waits for', () => {
  const done = anOrder({ order: 'd', state: 'finished', at: 1_000 });
  expect(ageOf([done, anOrder({ at: 4_000 })], NOW)).toBe(6_000);
  expect(ageOf([done], NOW)).toBe(9_000);
  expect(ageOf([], NOW)).toBeUndefined();
});

it('keeps an order to go in sight for a while after it was handed out', () => {
  const away = { service: 'take_away' as const };
  const open = anOrder({ order: 'o', ...away, at: 5_000 });
  const gone = anOrder({ order: 'g', ...away, state: 'finished', ended_at: 9_000 });
  const names = (now: number): string[] => awaysOf(house([gone, open]), now).map((o) => o.order);
  expect(names(NOW)).toEqual(['o', 'g']);
  expect(names(9_000 + 31 * 60_000)).toEqual(['o']);
});

it('counts each state with its oldest and its late ones', () => {
  const late = countsOf([anOrder(), anOrder({ order: 'b', at: 2_000 })], 1_500 + LATE_MS);
  expect(late[0]).toEqual({ state: 'placed', count: 2, oldest: 500 + LATE_MS, late: 1 });
  expect(late[2]).toMatchObject({ count: 0, oldest: undefined });
});
