// How far an order is and how long it may take: never better than it is known.
import { expect, test } from 'vitest';
import { dishStep, doneDishes, foremost, waitOf } from './progress';
import { order } from './samples';

const MINUTE = 60_000;

test.each([
  ['nothing is known', undefined, 0, { kind: 'unknown' }],
  ['the kitchen has just begun', { of: 2 }, 0, { kind: 'unknown' }],
  ['a new order', { of: 9, low_s: 540, high_s: 720 }, 0, { kind: 'minutes', low: 9, high: 12 }],
  [
    'three minutes on',
    { of: 9, low_s: 540, high_s: 720 },
    3 * MINUTE,
    { kind: 'minutes', low: 6, high: 9 },
  ],
  [
    'later than the quick ones',
    { of: 9, low_s: 540, high_s: 720 },
    10 * MINUTE,
    { kind: 'minutes', low: 1, high: 2 },
  ],
  ['under a minute', { of: 9, low_s: 20, high_s: 50 }, 0, { kind: 'soon' }],
  ['later than all', { of: 9, low_s: 540, high_s: 720 }, 60 * MINUTE, { kind: 'soon' }],
])('%s', (_, waiting, age, wait) => {
  expect(waitOf(waiting, age)).toEqual(wait);
});

test('dishes are done one by one, and all of them with the order', () => {
  const started = order('a', { state: 'started', ready: [1] });
  expect([0, 1, 2].map((n) => dishStep(started, n))).toEqual(['cooking', 'done', 'cooking']);
  expect([started, order('a', { state: 'finished' })].map(doneDishes)).toEqual([1, 3]);
  expect(dishStep(order('a', { state: 'cancelled', ready: [1] }), 1)).toBeUndefined();
});

test('an order that somebody waits for comes before a newer one that is done', () => {
  const open = order('open', { at: 1 });
  const done = order('done', { at: 2, state: 'finished' });
  expect(foremost([done, open])?.order).toBe('open');
  expect(foremost([done])?.order).toBe('done');
  expect(foremost([])).toBeUndefined();
});
