// How labels fill sheets, counted by hand. Knows no window.
import { expect, test } from 'vitest';
import { sheetsOf, whole } from './labels';

test('a sheet that was begun is used up before the next one', () => {
  expect(sheetsOf(24, '24', 1)).toBe(1);
  expect(sheetsOf(24, '24', 2)).toBe(2);
  expect(sheetsOf(1, '65', 65)).toBe(1);
});

test('only whole numbers count', () => {
  expect([' 12 ', '', '-1', '1,5', '99999'].map(whole)).toEqual([
    12,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
