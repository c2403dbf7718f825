// The scanner told from people: quick figures with an Enter are a code, anything else is typing.
import { expect, test } from 'vitest';
import { isShopLabel, Scanner } from './scan';

function typing(keys: [key: string, gap: number][]): string[] {
  const scanner = new Scanner();
  let at = 10_000;
  return keys.flatMap(([key, gap]) => {
    at += gap;
    const keyed = scanner.key(key, at);
    return keyed.kind === 'scanned' ? [keyed.code] : [];
  });
}

const burst = (code: string, gap = 4, before = 500): [string, number][] =>
  [...code, 'Enter'].map((key, n) => [key, n === 0 ? before : gap]);

test('a burst with an Enter is one code', () => {
  expect(typing(burst('8990000079194'))).toEqual(['8990000079194']);
  expect(typing(burst('G0001'))).toEqual(['G0001']);
});

test('many scans in a row are all heard, even without a pause between them', () => {
  const codes = Array.from({ length: 50 }, (_, n) => `899000${1000 + n}`);
  expect(typing(codes.flatMap((code) => burst(code, 3, 5)))).toEqual(codes);
});

test('people are not taken for a scanner', () => {
  expect(typing(burst('kopi susu', 120))).toEqual([]);
  expect(
    typing([
      ['1', 500],
      ['2', 10],
      ['Enter', 10],
    ]),
  ).toEqual([]);
  expect(typing([...burst('899000').slice(0, -1), ['Enter', 400]])).toEqual([]);
});

test('what was typed slowly before is not part of the code', () => {
  expect(typing([['k', 500], ['o', 200], ...burst('899000123')])).toEqual(['899000123']);
});

test('a code that falters in the middle stays whole', () => {
  const faltering = burst('8990000079194').map(([key, gap], n): [string, number] => [
    key,
    n === 7 || n === 13 ? 180 : gap,
  ]);
  expect(typing(faltering)).toEqual(['8990000079194']);
});

test('keys without a letter do not break a code', () => {
  expect(
    typing([
      ['A', 500],
      ['Shift', 2],
      ['B', 2],
      ['C', 2],
      ['1', 2],
      ['Enter', 2],
    ]),
  ).toEqual(['ABC1']);
});

test('the first key of a burst says that it may be one', () => {
  const scanner = new Scanner();
  expect(scanner.key('8', 1000).kind).toBe('begun');
  expect(scanner.key('9', 1005).kind).toBe('typed');
});

test.each([
  ['2100123012503', true],
  ['2900123012503', true],
  ['3000123012503', false],
  ['210012301250', false],
])('%s', (code, label) => {
  expect(isShopLabel(code)).toBe(label);
});
