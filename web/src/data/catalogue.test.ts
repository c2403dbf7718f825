// What a branch sells, read out of the columns that travel.
import { expect, test } from 'vitest';
import type { View } from '../api/views';
import { Catalogue, type CatalogueColumns } from './catalogue';

const MIDNIGHT = 1_000_000;
const branch = { id: 1, region: 1, tz_offset_min: 420 } as View<'BranchView'>;
const tax = { id: 1, code: 'PB1', valid_from: MIDNIGHT + 420 * 60_000 } as View<'TaxRowView'>;

const columns: CatalogueColumns = {
  cursor: '1',
  reset: true,
  products: {
    id: [],
    sku: [],
    barcode: [],
    name: [],
    category: [],
    units: [],
    unit: [],
    tax_sets: [],
    taxes: [],
    flags: [],
  },
  prices: {
    id: [1, 1],
    product: [1, 0],
    scopes: ['company'],
    scope: [0, 0],
    amount: [9_000, 11_000],
    per_milli: [1_000, 1_000],
    min_milli: [0, 0],
    froms: [500, 45_123],
    valid_from: [0, 1],
    valid_to: [[1, 90_001]],
  },
  categories: [],
  taxes: [tax],
};

test('a price or a tax that begins or ends is a moment of its own, to the millisecond', () => {
  const catalogue = new Catalogue(columns, branch);
  const next = [0, 500, 45_122, 45_123, 90_001].map((at) => catalogue.changesAfter(at));
  expect(next).toEqual([500, 45_123, 45_123, 90_001, MIDNIGHT]);
  expect(catalogue.changesAfter(MIDNIGHT)).toBe(Infinity);
});
