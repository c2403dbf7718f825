// The menu: what is shown, found, and ordered again.
import { expect, test } from 'vitest';
import { MENU } from './samples';

test('empty categories are left out, and what is sold out is not recommended', () => {
  expect(MENU.sections.map(({ name }) => name)).toEqual(['Hidangan', 'Kopi']);
  expect(MENU.popular.map(({ id }) => id)).toEqual([2]);
});

test('dishes are found by a part of their name', () => {
  expect(MENU.search('AYAM').map(({ id }) => id)).toEqual([3]);
});

test('an old choice is found by its names, unless one is gone', () => {
  const dish = MENU.product(1);
  if (!dish) throw new Error('the sample has no dish');
  expect(MENU.chosenNamed(dish, ['Pedas', 'Ekstra 82'])).toEqual([
    { group: 7, option: 72 },
    { group: 8, option: 82 },
  ]);
  expect(MENU.chosenNamed(dish, ['Pedas', 'Sambal'])).toBeUndefined();
});
