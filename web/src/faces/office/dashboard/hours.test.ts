// Which hours of the day are drawn.
import { expect, it } from 'vitest';
import { hoursInSight } from './hours';

const day = (busy: number[]) =>
  Array.from({ length: 24 }, (_, hour) => ({ hour, sales: busy.includes(hour) ? 1 : 0 }));
const shown = (busy: number[], running: number, begins = 4) =>
  hoursInSight(day(busy), running, begins).map(({ hour }) => hour);

it('shows opening hours, and more where something was sold', () => {
  expect([shown([], 12).at(0), shown([], 12).at(-1)]).toEqual([7, 21]);
  expect([shown([5, 23], 12).at(0), shown([5, 23], 12).at(-1)]).toEqual([5, 23]);
  expect(shown([], 2, 0).at(0)).toBe(2);
});

it('puts what is sold after midnight at the end of its business day', () => {
  const late = shown([23, 1], 2);
  expect([late.at(0), late.slice(-4)]).toEqual([7, [23, 0, 1, 2]]);
  expect(shown([], 4).at(0)).toBe(4);
});
