// Which files are taken.
import { expect, it } from 'vitest';
import { mediaOf } from './importing';

it('knows a file by its ending, in any case', () => {
  expect(mediaOf('Daftar.CSV')).toBe('text/csv');
  expect(mediaOf('daftar barang.xlsx')).toMatch(/spreadsheetml/);
  expect(mediaOf('daftar.xls')).toBeUndefined();
  expect(mediaOf('daftar')).toBeUndefined();
});
