// A node may lie under a path; its pages must ask it, and not the node beside it.
import { expect, test } from 'vitest';
import { baseOf } from './base';

test.each([
  ['/kantor', ''],
  ['/kasir/riwayat', ''],
  ['/centre/kantor', '/centre'],
  ['/centre/kantor/produk/7', '/centre'],
  ['/centre/mulai', '/centre'],
  ['/kantor/kasir', ''],
  ['/kantorku', ''],
  ['/meja/0190/AB12', ''],
  ['/centre/meja', '/centre'],
  ['/', ''],
])('%s begins at "%s"', (path, base) => {
  expect(baseOf(path)).toBe(base);
});
