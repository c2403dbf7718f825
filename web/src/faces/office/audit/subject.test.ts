// How a row of the audit trail is called.
import { expect, it } from 'vitest';
import { subjectOf, type About } from './subject';

const placeName = (place: string): string => (place === 'branch:1' ? 'Nusa Menteng' : place);
const price = { kind: 'price', key: { kind: 'price', id: '45' }, scope: 'company', fields: [] };
const gone = { field: 'product', from: 12 };

it.each<[what: string, row: About, said: string]>([
  ['its name', { kind: 'product', name: 'Es teh', fields: [] }, 'Es teh'],
  ['a place', { kind: 'transfer', name: 'branch:1', fields: [] }, 'Nusa Menteng'],
  ['the product of a price', { ...price, name: 'Es teh', product: 12 }, 'Es teh'],
  ['the number of a product that cannot be read', { ...price, product: 12 }, 'produk #12'],
  ['the number of the product of a price that left', { ...price, fields: [gone] }, 'produk #12'],
  ['a price of which nothing else is known', price, '45'],
  [
    'nothing but its kind, a transfer',
    { kind: 'transfer', key: { kind: 'transfer', id: '9f' }, fields: [] },
    '',
  ],
])('says %s', (_, row, said) => {
  expect(subjectOf(row, placeName)).toBe(said);
});
