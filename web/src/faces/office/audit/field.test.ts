// How the audit trail says what changed.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { useMoney } from '../../../money/engine';
import { fieldValue, isSaid, type Names } from './field';

beforeAll(() => useMoney(readFileSync('src/money/money.wasm')));

const names: Names = {
  placeName: (place) => ({ warehouse: 'Gudang', 'branch:1': 'Nusa Menteng' })[place] ?? place,
  scopeName: (scope) => ({ company: 'Semua cabang', 'region:2': 'Jawa' })[scope] ?? scope,
  categoryName: (id) => (id === 3 ? 'Minuman' : undefined),
  offsetMin: 420,
};

it.each<[field: string, value: unknown, said: string]>([
  ['stock_policy', 'strict', 'ketat'],
  ['cashier_discount_ppm', 100000, '10%'],
  ['quantity_milli', 1500, '1,5'],
  ['footer', ['Terima kasih', 'Sampai jumpa'], 'Terima kasih · Sampai jumpa'],
  ['lines', [{ product: 1 }, { product: 2 }], '2 baris'],
  ['products', [193, 194], '2 produk'],
  [
    'options',
    [
      { id: 1, name: 'Biasa', price: 0, active: true },
      { id: 2, name: 'Besar', price: 5000, active: false },
    ],
    'Biasa · Besar +5.000 (nonaktif)',
  ],
  ['active', false, 'tidak'],
  ['note', undefined, '–'],
  ['from', 'warehouse', 'Gudang'],
  ['to', 1, 'Nusa Menteng'],
  ['scope', 'company', 'Semua cabang'],
  ['region', 2, 'Jawa'],
  ['category', 3, 'Minuman'],
  ['category', 9, '9'],
  ['grants', [{ role: 'manager', branch: 1 }], 'peran Manajer, cabang Nusa Menteng'],
])('says %s %j as people write it', (field, value, said) => {
  expect(fieldValue(field, value, names)).toBe(said);
});

it('leaves out what says nothing to people', () => {
  expect(isSaid({ field: 'id', to: 3 })).toBe(false);
  expect(isSaid({ field: 'amount', to: 9000 })).toBe(true);
  expect(isSaid({ field: 'min_milli', to: 0 })).toBe(false);
  expect(isSaid({ field: 'min_milli', from: 5000, to: 0 })).toBe(true);
});
