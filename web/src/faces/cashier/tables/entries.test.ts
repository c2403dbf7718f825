// Whether the page lists what somebody has to pay, and only that. Knows no screen.
import { describe, expect, it } from 'vitest';
import { aTable, anOrder } from '../../../data/order-samples';
import { EMPTY_HOUSE, type House } from '../../../data/orders-feed';
import { byGuest, entriesOf, groupsOf } from './entries';
import type { BillDetail, BillView, OwedLine } from './shapes';

function aBill(change: Partial<BillView>): BillView {
  return { bill: 'a', state: 'open', version: 1, at: 1_000, ...change };
}

function aLine(change: Partial<OwedLine>): OwedLine {
  const line = { order: 'a', line: 0, n: 1, product: 1, name: 'Soto', quantity_milli: 1000 };
  return { ...line, gross: 40_000, chosen: [], ...change };
}

function aDetail(change: Partial<BillDetail>): BillDetail {
  const at = { table: 't7', sitting: 3, service: 'table', label: '7' };
  return { ...aBill({}), ...at, lines: [aLine({ guest: 'Ani' })], parts: [], ...change };
}

const house: House = {
  ...EMPTY_HOUSE,
  tables: new Map([['t7', aTable()]]),
  orders: new Map([['a', anOrder()]]),
};

describe('groups', () => {
  it('reads the parts of one bill together, and again when one of them moved or was paid', () => {
    const parts = ['x', 'y'].map((bill) => aBill({ bill, parent: 'a' }));
    const mark = (rows: BillView[]): string | undefined => groupsOf(rows)[0]?.mark;
    expect(groupsOf([...parts, aBill({ bill: 'b' })]).map(({ whole }) => whole)).toEqual([
      'a',
      'b',
    ]);
    expect(mark(parts)).not.toBe(mark(parts.slice(1)));
    expect(mark([aBill({})])).not.toBe(mark([aBill({ version: 2 })]));
  });
});

describe('entries', () => {
  it.each([
    ['an open bill', {}, 1],
    ['one of which all was called off', { lines: [] }, 0],
    ['a paid one', { state: 'paid' }, 0],
    [
      'a divided one with a part that waits',
      { state: 'split', parts: [{ ...aBill({ bill: 'x' }), total: 1 }] },
      1,
    ],
    [
      'a divided one that is paid',
      { state: 'split', parts: [{ ...aBill({ bill: 'x', state: 'paid' }), total: 1 }] },
      0,
    ],
  ])('%s', (_, change, count) => {
    expect(entriesOf([aDetail(change)], house)).toHaveLength(count);
  });

  it('stand by table, then orders to go by age, with what the kitchen and a guest say', () => {
    const call = { call: 'c', table: 't7', label: '7', sitting: 3, kind: 'bill' as const, at: 2 };
    const away = { table: undefined, sitting: undefined, label: undefined, service: 'take_away' };
    const rows = [
      { ...aDetail({ bill: 'late', at: 9 }), ...away },
      { ...aDetail({ bill: 'early', at: 3 }), ...away },
      aDetail({}),
    ] as BillDetail[];
    const entries = entriesOf(rows, { ...house, calls: new Map([['c', call]]) });
    expect(entries.map(({ bill }) => bill)).toEqual(['a', 'early', 'late']);
    expect(entries[0]).toMatchObject({
      cooking: true,
      call,
      guests: 1,
      names: ['Ani'],
      label: '7',
    });
    expect(entries[1]?.call).toBeUndefined();
    const cooked = new Map([['a', anOrder({ state: 'finished' })]]);
    expect(entriesOf([aDetail({})], { ...house, orders: cooked })[0]?.cooking).toBe(false);
  });
});

it('puts lines to who ordered them', () => {
  const lines = [aLine({ guest: 'Ani' }), aLine({ line: 1 }), aLine({ line: 2, guest: 'Ani' })];
  expect(byGuest(lines).map(({ guest, lines: own }) => [guest, own.length])).toEqual([
    ['Ani', 2],
    [undefined, 1],
  ]);
});
