// What of a product was changed.
import { expect, it } from 'vitest';
import type { ProductRow } from '../shapes';
import { ProductDraft } from './draft.svelte';

const product: ProductRow = {
  id: 7,
  sku: 'KOP-1',
  barcode: '899',
  name: 'Kopi',
  category: 3,
  category_name: 'Minuman',
  unit: 'pcs',
  taxes: ['PB1', 'PPN'],
  stocked: true,
  fractional: false,
  service: false,
  discountable: true,
  retired: false,
  warehouse_milli: 0,
  branches_milli: 0,
  on_road_milli: 0,
  low_branches: 0,
  state: 'aman',
};

it('counts what differs, and the order of taxes does not', () => {
  const draft = new ProductDraft(product);
  expect(draft.changes(product)).toBe(0);
  draft.taxes = ['PPN', 'PB1'];
  expect(draft.changes(product)).toBe(0);
  draft.name = 'Kopi tubruk';
  draft.service = true;
  expect(draft.changes(product)).toBe(2);
  expect(draft.body(3)).toMatchObject({ name: 'Kopi tubruk', category: 3, service: true });
  expect(draft.body(3)).not.toHaveProperty('picture');
});
