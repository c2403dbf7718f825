// What a board knows after each message of the feed.
import { expect, it } from 'vitest';
import { anOrder, aTable, ready } from './order-samples';
import { EMPTY_HOUSE, told, withOrder, type FeedMessage, type House } from './orders-feed';

const draft = {
  table: 't7',
  label: '7',
  sitting: 3,
  guest: 'g1',
  gross: 8_000,
  lines: [
    {
      line: 'l1',
      product: 1,
      name: 'Es teh',
      quantity_milli: 1000,
      chosen_names: [],
      gross: 8_000,
    },
  ],
};
const call = { call: 'c1', table: 't7', label: '7', sitting: 3, kind: 'bill' as const, at: 6 };

function after(...messages: FeedMessage[]): House {
  return messages.reduce(told, EMPTY_HOUSE);
}

const snapshot: FeedMessage = {
  type: 'snapshot',
  cursor: 10,
  orders: [anOrder({ order: 'a' })],
  tables: [aTable()],
  drafts: [draft],
  calls: [call],
};

it('stands as the snapshot says, whatever it knew before', () => {
  const before: FeedMessage = { type: 'order', cursor: 9, order: anOrder({ order: 'gone' }) };
  const house = after(before, snapshot);
  expect([...house.orders.keys()]).toEqual(['a']);
  expect(house.cursor).toBe(10);
  expect(house.drafts.size).toBe(1);
  expect(house.calls.size).toBe(1);
});

it('takes an order in place of the one before and keeps the cursor', () => {
  const started = anOrder({ order: 'a', state: 'started' });
  const house = after(snapshot, { type: 'order', cursor: 11, order: started });
  expect(house.orders.get('a')?.state).toBe('started');
  expect(house.orders.size).toBe(1);
  expect(house.cursor).toBe(11);
});

it('leaves the house of before as it was, so that nothing shown changes by itself', () => {
  const before = after(snapshot);
  told(before, { type: 'order', cursor: 11, order: anOrder({ order: 'b' }) });
  expect(before.orders.size).toBe(1);
});

it('forgets a draft without lines and a call that was answered', () => {
  const house = after(
    snapshot,
    { type: 'draft', cursor: 11, draft: { ...draft, lines: [] } },
    { type: 'call', cursor: 12, call: { ...call, answered: true } },
  );
  expect(house.drafts.size).toBe(0);
  expect(house.calls.size).toBe(0);
});

it('keeps the drafts of two guests of one table apart', () => {
  const other = { ...draft, guest: 'g2' };
  const house = after(snapshot, { type: 'draft', cursor: 11, draft: other });
  expect(house.drafts.size).toBe(2);
});

it('clears a table when its guests leave, and that table alone', () => {
  const elsewhere = anOrder({ order: 'b', table: 't8', label: '8', sitting: 1 });
  const house = after(
    snapshot,
    { type: 'order', cursor: 11, order: elsewhere },
    { type: 'over', cursor: 12, table: 't7', sitting: 3 },
  );
  expect([...house.orders.keys()]).toEqual(['b']);
  expect(house.drafts.size).toBe(0);
  expect(house.calls.size).toBe(0);
  expect(house.tables.get('t7')).toMatchObject({ sitting: 4, gross: 0, guests: 0, open_orders: 0 });
  expect(house.tables.get('t7')).not.toHaveProperty('since');
});

it('does not turn a table back that already has newer guests', () => {
  const newer: FeedMessage = {
    type: 'table',
    cursor: 11,
    table: aTable({ sitting: 5, guests: 2 }),
  };
  const house = after(snapshot, newer, { type: 'over', cursor: 12, table: 't7', sitting: 3 });
  expect(house.tables.get('t7')).toMatchObject({ sitting: 5, guests: 2 });
});

it('takes no ended order of guests who have left', () => {
  const house = after(snapshot, { type: 'over', cursor: 11, table: 't7', sitting: 3 });
  const late = anOrder({ order: 'a', state: 'finished' });
  expect(withOrder(house, late).orders.has('a')).toBe(false);
  expect(withOrder(house, anOrder({ order: 'a' })).orders.has('a')).toBe(true);
});

it('is unmoved by beats and by what it does not know', () => {
  const house = after(snapshot);
  expect(told(house, { type: 'beat', now: 1 })).toEqual(house);
  expect(told(house, { type: 'new', cursor: 12 } as never)).toEqual({ ...house, cursor: 12 });
});

it('has the lines that the kitchen is done with as the node says', () => {
  const house = after(snapshot, { type: 'order', cursor: 11, order: ready([1]) });
  expect(house.orders.get('a')?.ready).toEqual([1]);
});
