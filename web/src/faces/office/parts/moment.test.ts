// Moments of a form, on the clock of a shop.
import { expect, it } from 'vitest';
import { fromField, toField } from './moment';

it('reads and writes the clock of the shop, whatever the device says', () => {
  const at = Date.UTC(2026, 10, 24, 17, 30);
  expect(toField(at, 420)).toBe('2026-11-25T00:30');
  expect(toField(at, 540)).toBe('2026-11-25T02:30');
  expect(fromField('2026-11-25T00:30', 420)).toBe(at);
  expect(fromField('2026-11-25T02:30:00', 540)).toBe(at);
  expect(fromField('', 420)).toBeUndefined();
  expect(fromField('besok', 420)).toBeUndefined();
});
