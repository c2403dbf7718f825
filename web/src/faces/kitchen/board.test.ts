// Which tickets a station sees, and what is still to be cooked.
import { expect, it } from 'vitest';
import { EMPTY_HOUSE, told, type House } from '../../data/orders-feed';
import { anOrder, ready } from '../../data/order-samples';
import type { OrderView } from '../../data/order-shapes';
import { owedByOthers, ownLines, ticketsOf, toCook } from './board';

const bar = { station: 's', name: 'Minuman', categories: [4], active: true };

function house(...orders: OrderView[]): House {
  const none = { tables: [], drafts: [], calls: [] };
  return told(EMPTY_HOUSE, { type: 'snapshot', cursor: 1, orders, ...none });
}

it('shows the oldest first and nothing that has ended', () => {
  const young = anOrder({ order: 'young', at: 20 });
  const old = anOrder({ order: 'old', at: 10 });
  const gone = anOrder({ order: 'gone', at: 1, state: 'cancelled' });
  const tickets = ticketsOf(house(young, gone, old), undefined);
  expect(tickets.map((ticket) => ticket.order)).toEqual(['old', 'young']);
});

it('shows what is paid first only once it is paid', () => {
  const waiting = anOrder({ service: 'take_away', waits_for_payment: true });
  expect(ticketsOf(house(waiting), undefined)).toEqual([]);
  expect(ticketsOf(house({ ...waiting, waits_for_payment: false }), undefined)).toHaveLength(1);
});

it('lets a station go of a ticket once its own dishes are done', () => {
  expect(ticketsOf(house(ready([1])), bar)).toEqual([]);
  expect(ticketsOf(house(ready([1])), undefined).length).toBe(1);
  expect(ticketsOf(house(ready([0])), bar).length).toBe(1);
});

it('tells a station what others still owe', () => {
  expect(ownLines(anOrder(), bar).map((line) => line.dish.name)).toEqual(['Es teh']);
  expect(owedByOthers(anOrder(), bar).map((line) => line.dish.name)).toEqual(['Nasi goreng']);
  expect(owedByOthers(ready([0]), bar)).toEqual([]);
});

it('adds up what is not done yet', () => {
  const sums = toCook([ready([1]), anOrder({ order: 'b' })], undefined);
  expect(sums.map(({ name, milli }) => [name, milli])).toEqual([
    ['Nasi goreng', 2000],
    ['Es teh', 1000],
  ]);
});
