// What a press on an option does.
import { expect, test } from 'vitest';
import { isFull, pressed, wanting } from './choice';
import { MENU } from './samples';

const dish = MENU.product(1);
if (!dish) throw new Error('the sample has no dish');
const groups = MENU.groupsOf(dish);
const [one, many] = groups;
if (!one || !many) throw new Error('the dish has no groups');

test('of one, another takes its place, and it cannot be taken back', () => {
  const first = pressed([], one, 71);
  expect(pressed(first, one, 72)).toEqual([{ group: 7, option: 72 }]);
  expect(pressed(first, one, 71)).toEqual(first);
});

test('of many, no more than may be, and each can be taken back', () => {
  const full = pressed(pressed([], many, 81), many, 82);
  expect([isFull(full, many), pressed(full, many, 83)]).toEqual([true, full]);
  expect(pressed(full, many, 81)).toEqual([{ group: 8, option: 82 }]);
});

test('a group that must be answered is asked for', () => {
  expect(wanting([], groups)?.group).toBe(7);
  expect(wanting([{ group: 7, option: 71 }], groups)).toBeUndefined();
});
