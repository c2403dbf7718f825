// Which layouts of labels a branch may be set with.
import { expect, it } from 'vitest';
import { freshRow, rowOf, sampleOf, settingsOf, wrongWith, type LabelRow } from './labels';

const price = { prefix: 22, item_digits: 4, value_digits: 5, kind: 'price', scale: 10 };

it('sends back what it was given', () => {
  expect(settingsOf(rowOf(price, 1))).toEqual(price);
});

it('begins under a prefix that is free, until none is', () => {
  const rows: LabelRow[] = [];
  for (let key = 0; key < 10; key += 1) {
    const row = freshRow(rows, key);
    if (row) rows.push(row);
  }
  expect(rows.map((row) => row.prefix)).toEqual(Array.from({ length: 10 }, (_, n) => `${20 + n}`));
  expect(freshRow(rows, 10)).toBeUndefined();
});

it('says what cannot be', () => {
  const row = rowOf(price, 1);
  expect(wrongWith(row, [row])).toBeUndefined();
  expect(wrongWith(row, [row, { ...row, key: 2 }])).toBe('twice');
  expect(wrongWith({ ...row, value: '7' }, [])).toBe('digits');
});

it('shows where the digits stand', () => {
  expect(sampleOf(rowOf(price, 1))).toBe('22 0007 · 00005 ·');
});
