// Arrow keys in a row of choices.
import { expect, test } from 'vitest';
import { arrowed } from './arrows';

test.each([
  ['ArrowRight', 0, 3, 1],
  ['ArrowRight', 2, 3, 0],
  ['ArrowLeft', 0, 3, 2],
  ['ArrowUp', 1, 3, 0],
  ['Home', 2, 3, 0],
  ['End', 0, 3, 2],
  ['a', 1, 3, undefined],
  ['ArrowRight', 0, 0, undefined],
])('%s from %i of %i', (key, at, count, leads) => {
  expect(arrowed(key, at, count)).toBe(leads);
});
