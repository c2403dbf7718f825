// The budgets of the faces: what each may weigh when it is first opened.
import { expect, test } from 'vitest';
import { firstBytes, firstFiles } from './budget';

const KB = 1000;

test.each([
  ['cashier.html', 60 * KB],
  ['office.html', 80 * KB],
  ['start.html', 40 * KB],
  ['guest.html', 35 * KB],
  ['orders.html', 50 * KB],
  ['kitchen.html', 30 * KB],
])('%s weighs at most %i gzipped bytes', (page, most) => {
  expect(firstFiles('dist', page).length).toBeGreaterThan(1);
  expect(firstBytes('dist', page)).toBeLessThanOrEqual(most);
});
