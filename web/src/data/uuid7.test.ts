// Ids of a device: shape, order, and a counter that runs over.
import { expect, test } from 'vitest';
import { uuid7 } from './uuid7';

test('an id is a UUIDv7 of its moment', () => {
  const at = Date.now() + 1_000_000;
  const id = uuid7(at);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at);
});

test('ids rise within one millisecond, over the end of the counter, and when the clock steps back', () => {
  const at = Date.now() + 2_000_000;
  const ids = Array.from({ length: 10_000 }, (_, n) => uuid7(n % 3 === 0 ? at : at - 5000));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
