// Numbers and moments as people read and type them.
import { afterEach, expect, test, vi } from 'vitest';
import { language } from '../i18n/language.svelte';
import { count, parseMilli, parseWhole, percent, quantity, share } from './number';
import { age, businessDay, clockTime, moment, shiftDay, zoneName } from './time';

vi.stubGlobal('document', { documentElement: {} });
afterEach(() => language.choose('id'));

const AT = Date.UTC(2026, 10, 22, 17, 46);

test('numbers carry the marks of the language', async () => {
  expect([count(10_000), quantity(1250), quantity(-2000)]).toEqual(['10.000', '1,25', '−2']);
  expect([percent(110_000), percent(2500), share(0.124)]).toEqual(['11%', '0,25%', '12,4%']);
  await language.choose('en');
  expect([count(10_000), quantity(1250), share(0.124)]).toEqual(['10,000', '1.25', '12.4%']);
});

test.each([
  ['1,25', 1250],
  ['1.25', 1250],
  ['0,005', 5],
  [' 3 ', 3000],
  ['1,2345', undefined],
  ['-1', undefined],
  ['', undefined],
  ['abc', undefined],
])('%j are thousandths', (typed, milli) => {
  expect(parseMilli(typed)).toBe(milli);
});

test.each([
  ['178.200', 178_200],
  ['178,200', 178_200],
  ['0', 0],
  ['1e3', undefined],
  ['', undefined],
])('%j is a whole number', (typed, whole) => {
  expect(parseWhole(typed)).toBe(whole);
});

test('a moment is told on the clock of its shop', () => {
  expect(moment(AT, 420)).toBe('23 Nov 2026 · 00.46 WIB');
  expect(moment(AT, 480)).toBe('23 Nov 2026 · 01.46 WITA');
  expect([zoneName(540), zoneName(120), zoneName(-300)]).toEqual(['WIT', 'UTC+2', 'UTC−5']);
  expect(clockTime(AT, 0)).toBe('17.46');
  expect([businessDay('2026-02-28'), shiftDay('2026-02-28', 1)]).toEqual([
    '28 Feb 2026',
    '2026-03-01',
  ]);
});

test('an age is told in its largest units', async () => {
  expect([age(4000), age(95_000), age(6_840_000), age(3 * 86_400_000)]).toEqual([
    '4 dtk',
    '1 mnt',
    '1 j 54 mnt',
    '3 hari',
  ]);
  await language.choose('en');
  expect(age(95_000)).toBe('1 min');
});
