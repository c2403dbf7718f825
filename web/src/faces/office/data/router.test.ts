// The office's addresses.
import { describe, expect, it } from 'vitest';
import { fit, withQuery } from './router.svelte';

describe('addresses', () => {
  it('fit a pattern with their open parts', () => {
    expect(fit('/kantor/produk/:product', '/kantor/produk/12')).toEqual({ product: '12' });
    expect(fit('/kantor/produk', '/kantor/produk/')).toEqual({});
    expect(fit('/kantor/produk', '/kantor/produk/12')).toBeUndefined();
    expect(fit('/kantor/harga', '/kantor/produk')).toBeUndefined();
  });

  it('take parameters and lose empty ones', () => {
    const address = new URL('http://x/kantor/produk?search=kopi&after=3');
    expect(withQuery(address, { search: 'teh', after: undefined })).toBe(
      '/kantor/produk?search=teh',
    );
    expect(withQuery(address, { search: '', after: '' })).toBe('/kantor/produk');
  });
});
