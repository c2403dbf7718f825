// How the audit trail says what changed.
import { expect, it } from 'vitest';
import { fieldValue, isSaid } from './field';

it('says values as people write them', () => {
  expect(fieldValue('stock_policy', 'strict', 420)).toBe('strict');
  expect(fieldValue('cashier_discount_ppm', 100000, 420)).toBe('10%');
  expect(fieldValue('quantity_milli', 1500, 420)).toBe('1,5');
  expect(fieldValue('footer', ['Terima kasih', 'Sampai jumpa'], 420)).toBe(
    'Terima kasih · Sampai jumpa',
  );
  expect(fieldValue('lines', [{ product: 1 }, { product: 2 }], 420)).toBe('2 baris');
  expect(fieldValue('active', false, 420)).toBe('tidak');
  expect(fieldValue('note', undefined, 420)).toBe('–');
  expect(isSaid('id')).toBe(false);
});
