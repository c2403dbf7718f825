// What is meant by the labels that somebody types, and how tables are told in order.
import { expect, it } from 'vitest';
import { areasOf, byPlace, labelsOf, MOST_AT_ONCE } from './tables';

it.each([
  ['7', ['7']],
  ['1-4', ['1', '2', '3', '4']],
  ['1 – 3', ['1', '2', '3']],
  ['08–11', ['08', '09', '10', '11']],
  ['A1-A3', ['A1', 'A2', 'A3']],
  ['A1-3', ['A1', 'A2', 'A3']],
  ['Kebun 1-2', ['Kebun 1', 'Kebun 2']],
  ['1-2, VIP,  9', ['1', '2', 'VIP', '9']],
  ['vip, 2, VIP, 1-3', ['vip', '2', '1', '3']],
  ['Kebun-2', ['Kebun-2']],
  ['9-3', ['9-3']],
  ['A1-B3', ['A1-B3']],
  [' , ', []],
])('reads %s', (typed, labels) => {
  expect(labelsOf(typed)).toEqual(labels);
});

it('makes no thousand tables of a slip', () => {
  expect(labelsOf(`1-${MOST_AT_ONCE}`)).toHaveLength(MOST_AT_ONCE);
  expect(labelsOf(`1-${MOST_AT_ONCE + 1}`)).toEqual([`1-${MOST_AT_ONCE + 1}`]);
});

it('tells tables by room and as people count', () => {
  const tables = ['10', '2', '1'].map((label) => ({ area: 'Teras', label }));
  const all = [...tables, { area: 'Dalam', label: '3' }, { area: '', label: '4' }];
  expect(all.sort(byPlace).map(({ label }) => label)).toEqual(['4', '3', '1', '2', '10']);
  expect(areasOf(all)).toEqual(['Dalam', 'Teras']);
});
