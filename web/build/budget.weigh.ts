// The budgets of the faces: what each may weigh when it is first opened.
import { expect, test } from 'vitest';
import { firstFiles, pieceFiles, weight } from './budget';

const KB = 1000;

test.each([
  ['cashier.html', 60 * KB],
  ['office.html', 80 * KB],
  ['start.html', 40 * KB],
  ['guest.html', 35 * KB],
  ['orders.html', 50 * KB],
  ['kitchen.html', 30 * KB],
])('%s weighs at most %i gzipped bytes', (page, most) => {
  const files = firstFiles('dist', page);
  expect(files.length).toBeGreaterThan(1);
  expect(weight('dist', files)).toBeLessThanOrEqual(most);
});

// A new guest types their name meanwhile, and whoever comes again has it all: still, it is not much.
test('with its menu the face of a guest weighs little more', () => {
  const menu = pieceFiles('dist', 'guest.html', 'AtTable');
  expect(menu.length).toBeGreaterThan(1);
  const all = new Set([...firstFiles('dist', 'guest.html'), ...menu]);
  expect(weight('dist', [...all])).toBeLessThanOrEqual(44 * KB);
});
