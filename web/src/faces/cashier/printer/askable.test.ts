// Whom a cashier asks.
import { expect, it } from 'vitest';
import { askable } from './askable';

const person = (name: string, ...roles: string[]) => ({ name, roles });
const [dewi, budi, sari] = [
  person('Dewi', 'cashier'),
  person('Budi', 'manager', 'cashier'),
  person('Sari', 'owner'),
];

it.each([
  ['the manager before the owner', [dewi, budi, sari], ['Budi']],
  ['the owner where nobody manages', [dewi, sari], ['Sari']],
  ['nobody where there is nobody', [dewi], []],
  ['nobody by name among many', ['Ani', 'Ita', 'Eko'].map((name) => person(name, 'manager')), []],
])('names %s', (_, people, names) => {
  expect(askable(people)).toEqual(names);
});
