// Search among products: what is found, in which order, how many, how fast.
import { expect, test } from 'vitest';
import { find, MAX_FOUND, plain } from './search';

const rows = [
  'Beras Sinar Desa',
  'Kopi Tubruk',
  'Es Kopi Susu',
  'Susu Kopi Gula Aren 8991',
  'Crème Kue',
].map((name) => ({ name, haystack: plain(name) }));
const names = (typed: string): string[] => find(rows, typed).map((row) => row.name);

test.each([
  ['', rows.map((row) => row.name)],
  ['kopi', ['Kopi Tubruk', 'Es Kopi Susu', 'Susu Kopi Gula Aren 8991']],
  ['KOPI susu', ['Es Kopi Susu', 'Susu Kopi Gula Aren 8991']],
  ['8991', ['Susu Kopi Gula Aren 8991']],
  ['creme', ['Crème Kue']],
  ['pi', ['Kopi Tubruk', 'Es Kopi Susu', 'Susu Kopi Gula Aren 8991']],
  ['tidak ada', []],
])('%j', (typed, found) => {
  expect(names(typed)).toEqual(found);
});

test('of ten thousand no more than sixty are drawn', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => ({ haystack: `barang ${n}` }));
  expect(find(many, 'barang')).toHaveLength(MAX_FOUND);
  expect(find(many, '')).toHaveLength(MAX_FOUND);
  expect(find(many, '9999').map((row) => row.haystack)).toEqual(['barang 9999']);
});
