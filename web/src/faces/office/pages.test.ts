// Which page an address names.
import { expect, it } from 'vitest';
import { pageAt, PAGES } from './pages';

it('finds a fixed address before an open one', () => {
  expect(pageAt('/kantor')?.page.section).toBe('dashboard');
  expect(pageAt('/kantor/produk/baru')?.page.pattern).toBe('/kantor/produk/baru');
  expect(pageAt('/kantor/produk/17')?.params).toEqual({ product: '17' });
  expect(pageAt('/kantor/stok/opname/baru')?.page.pattern).toBe('/kantor/stok/opname/baru');
  expect(pageAt('/kantor/entah')).toBeUndefined();
});

it('reaches every page', () => {
  for (const page of PAGES) {
    expect(pageAt(page.pattern.replace(/:\w+/g, '7'))?.page).toBe(page);
  }
});
