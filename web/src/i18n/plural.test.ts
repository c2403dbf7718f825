// Counted words in English.
import { expect, it } from 'vitest';
import { plural } from './plural';

it('says one and many', () => {
  expect(plural('1', 'receipt')).toBe('1 receipt');
  expect(plural('1,001', 'receipt')).toBe('1,001 receipts');
  expect(plural(0, 'branch', 'branches')).toBe('0 branches');
});
