// What pressing an answer does, and when a dish has all of its answers.
import { expect, it } from 'vitest';
import { isComplete, pressed } from './draft.svelte';

const one = { group: 1, name: 'Pedas', least: 1, most: 1, options: [], products: [] };
const some = { group: 2, name: 'Tambahan', least: 0, most: 2, options: [], products: [] };

it('lets the only answer give way to the next', () => {
  const first = pressed(one, [], 1);
  expect(pressed(one, first, 2)).toEqual([{ group: 1, option: 2 }]);
});

it('takes an answer back when it is pressed again', () => {
  expect(pressed(some, pressed(some, [], 1), 1)).toEqual([]);
});

it('takes no more answers than the question allows', () => {
  const two = pressed(some, pressed(some, [], 1), 2);
  expect(pressed(some, two, 3)).toEqual(two);
});

it('wants the answers that must be there, question by question', () => {
  expect(isComplete([one, some], [])).toBe(false);
  expect(isComplete([one, some], [{ group: 2, option: 1 }])).toBe(false);
  expect(isComplete([one, some], [{ group: 1, option: 1 }])).toBe(true);
});
